"""Who speaks in a case: its owner, its court, a prison, anybody else. Read off the voices of its records. Pure.

A case is owned by the holder of its FIR; without one, of its private complaint, enquiry or missing-child report, in
this order. A court is of the case where a record of its own carries its own number of the case, and a FIR of its
districts where the case has one; so is each court above it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from services.records.domain import RecordVersion

OWNING: Final = ("FIR", "COMPLAINT", "ENQUIRY", "MISSING_CHILD")
"""Types of number that own a case, strongest first; all others tie but never own."""
_OF_COURT: Final = frozenset({"COURT_CASE", "APPEAL", "COMPLAINT"})
_VOID: Final = frozenset({"WITHDRAWN", "EXPUNGED"})


class Speaker(StrEnum):
    """What the writer of a record is to a case."""

    COURT = "COURT"
    """The court of the case, or one above it."""
    OTHER_COURT = "OTHER_COURT"
    OWNER = "OWNER"
    PROSECUTION = "PROSECUTION"
    PRISON = "PRISON"
    """A prison on a record under a number of its own register."""
    STRANGER = "STRANGER"


class CaseAuthority(NamedTuple):
    """``owner``: agency that owns the case, empty for nobody; ``courts``: codes of its courts and of those above."""

    owner: str
    courts: frozenset[str]

    def speaker(self, record: RecordVersion) -> Speaker:
        """What the writer of one of its records is to it."""
        voice = record.voice
        if voice.kind == "COURT":
            return Speaker.COURT if voice.court and voice.court in self.courts else Speaker.OTHER_COURT
        if self.owner and record.agency == self.owner:
            return Speaker.OWNER
        if voice.kind == "PROSECUTION":
            return Speaker.PROSECUTION
        if voice.kind == "PRISON" and record.agency in voice.holders:
            return Speaker.PRISON
        return Speaker.STRANGER


NOBODY: Final = CaseAuthority("", frozenset())


def case_authority(records: Iterable[RecordVersion]) -> CaseAuthority:
    """Who owns the case that these records make up, and which courts are seized of it; void ones say nothing."""
    held = [record for record in records if record.status not in _VOID]
    holders: dict[str, set[str]] = {}
    courts: set[str] = set()
    for record in held:
        for reference, holder in zip(record.case_references, record.voice.holders, strict=False):
            if holder:
                holders.setdefault(reference.type, set()).add(holder)
        if is_seized(record):
            courts |= {record.voice.court, *record.voice.above}
    owners = next((found for kind in OWNING if (found := holders.get(kind))), set())
    return CaseAuthority(next(iter(owners)) if len(owners) == 1 else "", frozenset(courts))


def is_seized(record: RecordVersion) -> bool:
    """Whether a court's record shows the case to be its own: its own number, and a FIR of its districts if any."""
    voice = record.voice
    if voice.kind != "COURT" or not voice.court:
        return False
    numbers = list(zip(record.case_references, voice.holders, voice.tries, strict=False))
    firs = [tried for reference, _, tried in numbers if reference.type == "FIR"]
    own = any(reference.type in _OF_COURT and holder == record.agency for reference, holder, _ in numbers)
    return own and (not firs or any(firs))
