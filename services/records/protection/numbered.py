"""What a case is by its numbers, to the records of one agency: an enquiry without FIR, an open search for a child.

Numbers are read off the papers of the owner of the case and its court, and off the own papers of an agency; a paper of
anybody else adds none, and ends no search: who holds the report does. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from services.records.authority.speaker import CaseAuthority, Speaker
from services.records.protection.groups import Member
from services.values.records import CaseFile, RecordVersion

_CHARGED: Final = frozenset({"FIR", "COMPLAINT", "CHALLAN", "COURT_CASE", "APPEAL"})
_SAYING: Final = frozenset({Speaker.OWNER, Speaker.COURT, Speaker.BEFORE})
_REPORT: Final = "MISSING_CHILD"


class Kind(NamedTuple):
    """``missing``: an open report of a missing child."""

    enquiry_only: bool
    missing: bool


PLAIN: Final = Kind(False, False)


def kinds_of(members: Sequence[Member], authority: Callable[[], CaseAuthority]) -> Callable[[str], Kind]:
    """What the case is to each agency's records. ``authority``: asked where it matters alone."""
    types = {_type(number) for cases in {member.cases for member in members} for number in cases.split()}
    if types.isdisjoint({"ENQUIRY", _REPORT}):
        return lambda _: PLAIN
    case = authority()
    said = [member for member in members if case.speaker(member.record) in _SAYING]
    known: dict[str, Kind] = {}

    def kind(agency: str) -> Kind:
        if agency not in known:
            own = [member for member in members if member.record.agency == agency]
            known[agency] = _kind([*said, *own], members)
        return known[agency]

    return kind


def _kind(saying: Iterable[Member], members: Iterable[Member]) -> Kind:
    heard = list(saying)
    types = {_type(number) for member in heard for number in member.cases.split()}
    closed = any(map(_closes, heard)) or any(_closes(member) and _of_its_holder(member.record) for member in members)
    return Kind("ENQUIRY" in types and types.isdisjoint(_CHARGED), _REPORT in types and not closed)


def _type(number: str) -> str:
    return number.partition(":")[0]


def _closes(member: Member) -> bool:
    body = member.record.body
    return member.live and isinstance(body, CaseFile) and body.closed


def _of_its_holder(record: RecordVersion) -> bool:
    held = zip(record.case_references, record.voice.holders, strict=False)
    return any(reference.type == _REPORT and holder == record.agency for reference, holder in held)
