"""Entries of FIA's exit list about two people of the story: one that is corrected, and one that a court has erased."""

from __future__ import annotations

from typing import Final

from services.demo.offences import FIA
from services.demo.population import Person, english
from services.demo.story import NAMED_NOWHERE, WANTED
from services.values.records import Birth, Identifier, ListEntry, Name, RecordVersion, Subject
from services.vocabulary.records import HandlingCode, ListType, PartyRole, RecordKind

SOUGHT: Final = WANTED.cnic
"""Number of who stays on the list."""
MISTAKEN: Final = NAMED_NOWHERE.cnic
"""Number of who should never have been on it."""
ERASED_BY: Final = "WP 2214/2026"


def entry(record_id: str, person: Person) -> RecordVersion:
    """A name on the exit control list, as FIA states it."""
    born = person.born.isoformat()
    subject = Subject(
        names=(Name("OWN", english(person.name), "Latn"),),
        birth=Birth(born, born),
        identifiers=(Identifier("CNIC", person.cnic),),
    )
    body = ListEntry(type=ListType.ECL, action="PREVENT_EXIT", authority="MoI order 31 of 2026", issued="2026-01-15")
    return RecordVersion(
        agency=FIA, record_id=record_id, kind=RecordKind.LIST_ENTRY, subject=subject, role=PartyRole.LISTED, body=body,
        handling=HandlingCode.OPEN, source_grade="A", information_grade="1", valid_from="2026-01-15",
    )  # fmt: skip


def entries() -> tuple[RecordVersion, RecordVersion]:
    """Of whom is sought, and of whom is not."""
    return entry("ecl-31-2026-1", WANTED), entry("ecl-31-2026-2", NAMED_NOWHERE)
