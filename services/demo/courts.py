"""Which court tries a case and which hears the appeal: a Sessions Court a district, a High Court a province."""

from __future__ import annotations

from typing import Final, NamedTuple

from services.demo.cases import Case
from services.values.districts import DISTRICTS


class Seat(NamedTuple):
    """One court. ``districts``: of case keys that it tries; ``above``: code of the court above it, empty for none."""

    code: str
    name: str
    districts: tuple[str, ...]
    above: str = ""


_CITIES: Final = {district.name: district.province for district in DISTRICTS} | {"Karachi": "SD"}
_HIGH: Final = {
    "PB": ("PB-LHC", "Lahore High Court"),
    "SD": ("SD-SHC", "High Court of Sindh"),
    "KP": ("KP-PHC", "Peshawar High Court"),
    "BA": ("BA-BHC", "High Court of Balochistan"),
    "IS": ("IS-IHC", "Islamabad High Court"),
}


def sessions_court(case: Case) -> str:
    """Name of the court that tries a case."""
    return f"Sessions Court {case.district}"


def high_court(case: Case) -> str:
    """Name of the court that hears its appeal."""
    return _HIGH[_CITIES[case.district]][1]


def sessions_courts() -> list[Seat]:
    """Every Sessions Court; it tries its district's cases of the police, of FIA and of Customs alike."""
    return [
        Seat(
            f"{province}-{city.upper().replace(' ', '-')}-DSJ",
            f"SESSIONS COURT {city.upper()}",
            tuple(f"{register}/{city.upper()}" for register in (province, "FIA", "CUS")),
            _HIGH[province][0],
        )
        for city, province in _CITIES.items()
    ]


def high_courts() -> list[Seat]:
    """Every High Court, with the districts of the Sessions Courts below it."""
    below = sessions_courts()
    return [
        Seat(code, name.upper(), tuple(d for seat in below if seat.above == code for d in seat.districts))
        for code, name in _HIGH.values()
    ]
