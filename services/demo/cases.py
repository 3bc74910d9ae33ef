"""What a case is here, before any agency writes it down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from services.demo.population import Person


@dataclass(slots=True)
class Order:
    """One court order about one accused; ``more``: further columns such as imprisonment or surety."""

    word: str
    at: date
    more: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Stay:
    """One stay in prison. ``reason`` empty while it lasts."""

    prison: tuple[str, str, str]
    number: str
    standing: str
    admitted: date
    released: date | None = None
    reason: str = ""
    remission: int = 0


@dataclass(slots=True)
class Accused:
    """One accused. ``age``: as the station wrote it, if it did; ``exact``: it wrote the day of birth."""

    person: Person
    arrested: date | None = None
    orders: list[Order] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """One case of one agency. ``kind``: FIR or Enquiry; ``act``, ``registered``: days.

    ``reported``: its court is no member, and the agency itself writes down what that court did.
    """

    agency: str
    province: str
    district: str
    station: tuple[str, str]
    number: int
    act: date
    registered: date
    sections: str
    kind: str = "FIR"
    accused: list[Accused] = field(default_factory=list)
    complainant: Person | None = None
    victims: list[Person] = field(default_factory=list)
    officers: tuple[str, ...] = ()
    rank: str = "SI"
    step: str = ""
    step_date: date | None = None
    crosses_border: bool = False
    reported: bool = False
    control: dict[str, str] = field(default_factory=dict)

    def key(self) -> str:
        """Canonical text of its number, ``FIR:PB/LAHORE/SADDAR/12/2024``."""
        place = (self.province, self.district, self.station[0], str(self.number), str(self.registered.year))
        return f"{self.kind.upper()}:{'/'.join(place)}".upper()

    def versions(self) -> int:
        """Record versions that the exports of this case hold, as ``docs/formats.md`` counts them."""
        stepped = self.step not in {"", "under investigation"}
        own = 1 + len(self.victims) + (self.complainant is not None)
        own += sum(2 + (one.arrested is not None) + stepped for one in self.accused)
        orders = sum(_records(order) for one in self.accused for order in one.orders)
        stays = sum(1 + bool(stay.reason) + bool(stay.remission) for one in self.accused for stay in one.stays)
        return own + orders + stays


def _records(order: Order) -> int:
    """A charge makes two records; a conviction one more for its sentence and one for compensation."""
    if order.word == "charge framed":
        return 2
    punished = "imprisonment" in order.more or "fine" in order.more
    return 1 + punished + ("compensation" in order.more)
