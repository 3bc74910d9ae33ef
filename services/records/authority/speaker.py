"""Who speaks in a case: its owner, its court, a prison, anybody else. Read off the voices of its records. Pure.

Who owns it says ``ownership.py``. A court is of the case where a record of its own carries its own number of the case,
and a FIR of its districts where the case has one; so is each court above it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from services.records.authority.ownership import owner_of
from services.values.dates import span_or_none
from services.values.records import RecordVersion
from services.vocabulary.access import AgencyKind
from services.vocabulary.records import RecordKind, RecordStatus

OF_COURT: Final = frozenset({"COURT_CASE", "APPEAL", "COMPLAINT"})
"""Types of number that a court gives to a case."""
_SUPERIOR: Final = frozenset({"HIGH", "SUPREME"})
_VOID: Final = frozenset({RecordStatus.WITHDRAWN, RecordStatus.EXPUNGED})


class Speaker(StrEnum):
    """What the writer of a record is to a case."""

    COURT = "COURT"
    """The court of the case, or one above it."""
    SUPERIOR = "SUPERIOR"
    """A superior court, or one that an Act names for orders over all cases of a person; not of this case."""
    OTHER_COURT = "OTHER_COURT"
    """A court of the registry that is neither."""
    OWNER = "OWNER"
    PROSECUTION = "PROSECUTION"
    PRISON = "PRISON"
    """A prison on a record under a number of its own register."""
    CUSTODIAN = "CUSTODIAN"
    """Probation or child protection on a record under a number of its own register."""
    PROTECTOR = "PROTECTOR"
    """A protecting body by its Act, on any other record."""
    REGISTRY = "REGISTRY"
    """The identity registry."""
    BEFORE = "BEFORE"
    """Whoever wrote before it was kept whose word a record is."""
    STRANGER = "STRANGER"


class CaseAuthority(NamedTuple):
    """``owner``: agency that owns the case, empty for nobody; ``courts``: codes of its courts and of those above.

    ``confirmed``: names of versions of which the copy of a court's record is confirmed: the court speaks in them.
    ``former``: who owned it before, each up to which day.
    """

    owner: str
    courts: frozenset[str]
    confirmed: frozenset[str] = frozenset()
    former: tuple[tuple[str, int], ...] = ()

    def owns(self, record: RecordVersion) -> bool:
        """Whether a record is its owner's, or of days when its writer owned it."""
        if self.owner and record.agency == self.owner:
            return True
        until = [day for agency, day in self.former if agency == record.agency]
        said = span_or_none(record.valid_from) if until else None
        return said is not None and said.last_day <= max(until)

    def speaker(self, record: RecordVersion) -> Speaker:
        """What the writer of one of its records is to it."""
        voice = record.voice
        if voice.court and voice.court in self.courts:
            return Speaker.COURT
        owns = self.owns(record)
        if self.confirmed and record.name in self.confirmed and _may_copy(record, owns=owns):
            return Speaker.COURT
        return Speaker.OWNER if owns else speaker_at_large(record)


def _may_copy(record: RecordVersion, *, owns: bool) -> bool:
    """Whether a copy may come from this writer: any agency's of an order; else of the case's owner, its prosecution or
    the prison."""
    if getattr(record.body, "extract", None) is None:
        return False
    return (
        record.kind == RecordKind.PROTECTION_ORDER
        or owns
        or record.voice.kind in (AgencyKind.PROSECUTION, AgencyKind.PRISON)
    )


def speaker_at_large(record: RecordVersion) -> Speaker:
    """What the writer of a record is outside any case of its own."""
    voice = record.voice
    if not voice.kind:
        return Speaker.BEFORE
    if voice.kind == AgencyKind.COURT:
        return _court_at_large(record)
    if record.agency in voice.holders and voice.kind in _CUSTODIANS:
        return _CUSTODIANS[voice.kind]
    if voice.protects:
        return Speaker.PROTECTOR
    return _BY_KIND.get(voice.kind, Speaker.STRANGER)


def _court_at_large(record: RecordVersion) -> Speaker:
    voice = record.voice
    if not voice.court:
        return Speaker.STRANGER
    return Speaker.SUPERIOR if voice.tier in _SUPERIOR or voice.acts else Speaker.OTHER_COURT


_CUSTODIANS: Final = {
    "PRISON": Speaker.PRISON,
    "PROBATION": Speaker.CUSTODIAN,
    "CHILD_PROTECTION": Speaker.CUSTODIAN,
}
_BY_KIND: Final = {"PROSECUTION": Speaker.PROSECUTION, "IDENTITY_REGISTRY": Speaker.REGISTRY}


NOBODY: Final = CaseAuthority("", frozenset())


def case_authority(records: Iterable[RecordVersion]) -> CaseAuthority:
    """Who owns the case that these records make up, and which courts are seized of it; void ones say nothing."""
    held = [record for record in records if record.status not in _VOID]
    courts: set[str] = set()
    for record in held:
        if is_seized(record):
            courts |= {record.voice.court, *record.voice.above}
    owner = owner_of(held)
    return CaseAuthority(owner.agency, frozenset(courts), former=owner.former)


def is_seized(record: RecordVersion) -> bool:
    """Whether a court's record shows the case to be its own: its own number, and a FIR of its districts if any."""
    voice = record.voice
    if voice.kind != AgencyKind.COURT or not voice.court:
        return False
    numbers = list(zip(record.case_references, voice.holders, voice.tries, strict=False))
    firs = [tried for reference, _, tried in numbers if reference.type == "FIR"]
    own = any(reference.type in OF_COURT and holder == record.agency for reference, holder, _ in numbers)
    return own and (not firs or any(firs))
