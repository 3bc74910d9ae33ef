"""What Sindh's police write about a person of FIA's case, in which they have no part, and what both worlds begin with."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from services.values.records import Birth, CaseReference, Party, RecordVersion, Section, Subject
from tests.fakes.record_maker import (
    FIA,
    SINDH,
    case_file,
    court,
    custody,
    event,
    following,
    listing,
    misused,
    order,
    party,
    person,
    version,
    withdrawn,
)
from tests.integration.records.whole_answers import ANOTHER_OWN, CASE, OWN, PERSON

PTPA = Section("PTPA", "3")
IN_FIAS, IN_OWN = (CASE,), (OWN,)


def who(number: str) -> Subject:
    return person(number, born="", name="P")


def young(number: str) -> Subject:
    birth = Birth("2010-01-01", "2010-01-01", basis="CRC", issuer="NADRA", number="7", sha256=bytes(32))
    return replace(who(number), birth=birth)


PLANTS: Final[dict[str, RecordVersion]] = {
    "accused in FIA's case": party("s-a", agency=SINDH, subject=who(PERSON), case_references=IN_FIAS),
    "accused in both": party("s-b", agency=SINDH, subject=who(PERSON), case_references=(CASE, OWN)),
    "accused in the own case": party("s-c", agency=SINDH, subject=who(PERSON), case_references=IN_OWN),
    "a watched charge": version(
        "PARTY", "s-d", Party((PTPA,)), agency=SINDH, role="ACCUSED", subject=who(PERSON), case_references=IN_OWN
    ),
    "a watched charge in FIA's case": version(
        "PARTY", "s-e", Party((PTPA,)), agency=SINDH, role="ACCUSED", subject=who(PERSON), case_references=IN_FIAS
    ),
    "a birth": party("s-f", agency=SINDH, subject=person(PERSON, born="1990-01-01"), case_references=IN_OWN),
    "a child": party("s-g", agency=SINDH, subject=person(PERSON, born="2011-01-01"), case_references=IN_FIAS),
    "a list": listing("s-h", agency=SINDH, subject=who(PERSON), type="WATCH", case_references=()),
    "an arrest": custody("s-i", "ARREST", "2024-06-01", agency=SINDH, subject=who(PERSON), case_references=IN_FIAS),
    "a witness": party("s-j", role="WITNESS", agency=SINDH, subject=who(PERSON), case_references=IN_FIAS),
    "a note of misuse": misused("s-k", agency=SINDH, subject=who(PERSON), case_references=IN_FIAS),
    "an order on paper": order("s-l", "SEALED", agency=SINDH, subject=who(PERSON), case_references=IN_FIAS),
    "a step": event("s-m", "CHALLAN_FINAL", "2024-06-01", agency=SINDH, case_references=IN_FIAS),
    "a conviction": court(
        "s-n", "CONVICTION", "2024-07-01", agency=SINDH, subject=who(PERSON), case_references=IN_FIAS
    ),
}


def common() -> list[RecordVersion]:
    """What both nodes hold."""
    return [
        case_file("f-file", agency=FIA, officers=("fia-1",), case_references=IN_FIAS),
        party("f-boss", agency=FIA, subject=person("3520200000991", name="Boss"), case_references=IN_FIAS),
        case_file("s-file", agency=SINDH, officers=("sd-1",), case_references=IN_OWN),
        case_file("s-other", agency=SINDH, officers=("sd-2",), case_references=(ANOTHER_OWN,)),
        case_file("s-net", agency=SINDH, officers=("sd-3",), case_references=(CaseReference("OPERATION", "NET 1"),)),
    ]


def later(record: RecordVersion) -> dict[str, RecordVersion]:
    """What Sindh writes of its record next."""
    return {
        "withdrawn": withdrawn(record),
        "moved": following(record, case_references=IN_FIAS),
        "moved away": following(record, case_references=IN_OWN),
    }
