"""Who crossed a border with whom: two journeys with children, a charity's escort, and a flight."""

from __future__ import annotations

from datetime import datetime
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


def crossings() -> list[Crossing]:
    """The transporter with one child each time, others on the same bus; the escort with returned children."""
    found = []
    for month, day, child in ((3, 15, network.GIRL), (5, 12, network.BOY)):
        at = datetime(2025, month, day, 5, 40)
        for person, with_ in ((network.TRANSPORTER, ""), (child, "uncle")):
            found.append(Crossing(at, "Taftan", "Exit", person, _shown(person), VAN, with_))
        found.append(
            Crossing(at.replace(hour=17), "Taftan", "Entry", network.TRANSPORTER, _shown(network.TRANSPORTER), VAN)
        )
    for month in (2, 4, 6):
        at = datetime(2025, month, 20, 11, 0)
        charity = "escort of a registered charity, letter on file"
        found.append(Crossing(at, "Torkham", "Entry", network.ESCORT, _shown(network.ESCORT), BUS, charity))
    return found


def passengers() -> list[Person]:
    """Aboard the flight: the exploiter, the son who works abroad, and a stranger."""
    return [network.EXPLOITER, network.MIGRANT, network.STRANGERS[0]]
