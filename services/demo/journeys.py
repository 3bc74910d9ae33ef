"""Who crossed a border with whom: three journeys with children, a charity's escort, and a flight."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from services.demo import network
from services.demo.population import Person

VAN, BUS = "LEB-25-4417", "PES-24-1180"
FLIGHT, ON = "PK213", datetime(2025, 3, 16, 8, 30)


class Crossing(NamedTuple):
    """``at``: time in Asia/Karachi; ``document``: its kind and number; ``with_``: with whom the traveller was noted."""

    at: datetime
    post: str
    direction: str
    person: Person
    document: tuple[str, str]
    vehicle: str
    with_: str = ""


def passport(person: Person) -> str:
    """Two letters and seven digits, as such passports have them."""
    return f"ZZ{person.cnic[5:12]}"


def _shown(person: Person) -> tuple[str, str]:
    """Grown men of the border trade show their CNIC, others a passport."""
    return ("CNIC", person.dashed()) if person is network.TRANSPORTER else ("Passport", passport(person))


def crossings(seed: object) -> list[Crossing]:
    """The transporter with one child each time, who stays there; the escort with children who come home."""
    return [*_one_way(), *_there_and_back(network.pupils(seed))]


def _one_way() -> list[Crossing]:
    found = []
    for month, day, child in zip((3, 5, 6), (15, 12, 6), network.CHILDREN, strict=True):
        at = datetime(2025, month, day, 5, 40)
        for person, with_ in ((network.TRANSPORTER, ""), (child, "uncle")):
            found.append(Crossing(at, "Taftan", "Exit", person, _shown(person), VAN, with_))
        found.append(
            Crossing(at.replace(hour=17), "Taftan", "Entry", network.TRANSPORTER, _shown(network.TRANSPORTER), VAN)
        )
    return found


def _there_and_back(pupils: list[Person]) -> list[Crossing]:
    found, charity = [], "escort of a registered charity, letter on file"
    for month, place in ((2, 0), (4, 2), (6, 4)):
        out = datetime(2025, month, 20, 11, 0)
        for at, direction in ((out, "Exit"), (out + timedelta(days=6), "Entry")):
            found += [
                Crossing(at, "Torkham", direction, person, _shown(person), BUS, charity)
                for person in (network.ESCORT, *pupils[place : place + 2])
            ]
    return found


def passengers() -> list[Person]:
    """Aboard the flight: the exploiter, the son who works abroad, and a stranger."""
    return [network.EXPLOITER, network.MIGRANT, network.STRANGERS[0]]
