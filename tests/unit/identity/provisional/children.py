"""Children without documents, made for tests. ``NOW`` is 28 May 2026."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from services.identity.provisional.states import Held, opened
from services.values.identity import Guardian, Provisional
from services.values.records import Birth, Identifier, Name
from tests.fakes import record_maker as make

NOW: Final = 1_780_000_000_000
BODY, OTHER_BODY, NADRA = "pk.child-protection", "pk.sindh-child-protection", "pk.nadra"
GUARDIAN: Final = Guardian("Nasreen Akhtar", Identifier("CNIC", make.cnic(910)))
CARD: Final = Identifier("CNIC", make.cnic(911))
ID, OTHER_ID = "PRV-ABCDEFGHIJ", "PRV-QRSTUVWXYZ"


def names(*texts: str) -> tuple[Name, ...]:
    return tuple(Name("OWN", text, "Latn" if text.isascii() else "Arab") for text in texts)


def born(earliest: str, latest: str, basis: str = "ESTIMATE") -> Birth:
    return Birth(earliest, latest, basis)


def child(**changes: Any) -> Provisional:
    """A boy of nine to eleven, found at a railway station."""
    said = Provisional(
        names=names("Bilal"),
        birth=born("2015-01-01", "2017-05-01"),
        gender="M",
        found_place="Railway station, Multan",
        found_on="2026-05-20",
        language="skr",
        mark="UNACCOMPANIED",
    )
    return replace(said, **changes)


def held(id_: str = ID, body: str = BODY, **changes: Any) -> Held:
    return opened(child(**changes), id_, body, NOW)
