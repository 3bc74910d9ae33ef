"""Who owns a case: the holder of its FIR, or whom the owner has handed it to. Read off the voices of its records. Pure.

Without an FIR it is the holder of its private complaint, enquiry or missing-child report, in this order; a case whose
FIR nobody holds is nobody's. Numbers of several holders on one paper say whose it is only where all of them say that
they are one case: else whoever names its own number beside nobody's would own that case (ADR 79). A transfer
takes effect when two papers name each other: the owner's TRANSFER, under a number of its own, the agency that is to own
the case; and that agency's case file, under a number of its own, the owner's number. Then it owns both numbers. What
the first owner has said of days up to the transfer stands as the owner's word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from services.values.dates import span_or_none
from services.values.records import CaseReference, InvestigationEvent, RecordVersion
from services.vocabulary.records import RecordKind, RecordStatus
from services.vocabulary.steps import EventType

OWNING: Final = ("FIR", "COMPLAINT", "ENQUIRY", "MISSING_CHILD")
"""Types of number that own a case, strongest first; all others tie but never own."""
_VOID: Final = frozenset({RecordStatus.WITHDRAWN, RecordStatus.EXPUNGED})


class _Number(NamedTuple):
    type: str
    key: str
    holder: str


class Handing(NamedTuple):
    """A TRANSFER: who hands ``numbers`` of its own to whom. ``day``: the first that its date covers."""

    day: int
    giver: str
    to: str
    numbers: frozenset[tuple[str, str]]


class Owner(NamedTuple):
    """``agency``: empty for nobody. ``former``: who owned it before, each up to which day."""

    agency: str
    former: tuple[tuple[str, int], ...] = ()


def handing(record: RecordVersion) -> Handing | None:
    """What a record hands over; None where it is no transfer, names nobody, or no number of its writer's."""
    body = record.body
    if (
        not isinstance(body, InvestigationEvent)
        or body.type != EventType.TRANSFER
        or not body.to
        or record.status in _VOID
    ):
        return None
    own = frozenset((each.type, each.key) for each in holding(record))
    day = span_or_none(body.at)
    return Handing(day.first_day, record.agency, body.to, own) if own and day else None


def answers(record: RecordVersion, handings: Iterable[Handing]) -> list[Handing]:
    """Those that a case file takes: it stands under a number of its writer's, and names one that was handed over."""
    if record.kind != RecordKind.CASE_FILE or record.status in _VOID or not holding(record):
        return []
    named = {(each.type, each.key) for each in record.case_references}
    return [each for each in handings if each.to == record.agency and not each.numbers.isdisjoint(named)]


def holding(record: RecordVersion) -> tuple[CaseReference, ...]:
    """The numbers that own a case, of those in its writer's register."""
    held = zip(record.case_references, record.voice.holders, strict=False)
    return tuple(each for each, holder in held if _owns(each) and holder == record.agency)


def owner_of(records: Sequence[RecordVersion]) -> Owner:
    """Who owns the case that these records make up; void ones say nothing."""
    held = [record for record in records if record.status not in _VOID]
    by: dict[frozenset[_Number], set[str]] = {}
    known: dict[tuple[int, int], frozenset[_Number]] = {}  # by the very objects, which most records of a case share
    for record in held:
        same = id(record.case_references), id(record.voice)
        numbers = known.get(same)
        if numbers is None:
            numbers = known[same] = _owning(record)
        by.setdefault(numbers, set()).add(record.agency)
    holders: dict[str, set[str]] = {}
    for numbers, agencies in by.items():
        for number in _said(numbers, agencies):
            holders.setdefault(number.type, set()).add(number.holder)
    owners = next((holders[kind] - {""} for kind in OWNING if kind in holders), set[str]())
    handings = [each for record in held if (each := handing(record)) is not None]
    taken = {each for record in held for each in answers(record, handings)}
    return _after(owners, sorted(taken, key=lambda each: each[:3]))


def _after(owners: set[str], taken: Sequence[Handing]) -> Owner:
    """Who owns a case after what was handed over and taken, in the order of days; only an owner hands it over.

    Whoever hands over a number that does not own the case, as an enquiry's beside an FIR's, has never owned it.
    """
    if not taken:
        return Owner(next(iter(owners)) if len(owners) == 1 else "")
    first = owners - {each.to for each in taken}
    if not first:
        first = {taken[0].giver} & owners or owners
    if len(first) != 1:
        return Owner("")
    owner, former = next(iter(first)), list[tuple[str, int]]()
    for each in taken:
        if each.giver == owner and each.to != owner:
            former.append((owner, each.day))
            owner = each.to
    return Owner(owner, tuple(former))


def _owns(reference: CaseReference) -> bool:
    return reference.type in OWNING


def _owning(record: RecordVersion) -> frozenset[_Number]:
    """Numbers that may own the case in which a paper stands, with who holds them: its FIRs, else all others."""
    held = zip(record.case_references, record.voice.holders, strict=False)
    found = frozenset(_Number(each.type, each.key, holder) for each, holder in held if _owns(each))
    return frozenset(each for each in found if each.type == "FIR") or found


def _said(numbers: frozenset[_Number], agencies: set[str]) -> Iterable[_Number]:
    """Those that own the case by papers of ``agencies`` that name just these; none where they are several cases."""
    holders = {each.holder for each in numbers}
    if len(holders) == 1:
        return numbers
    if not holders - {""} <= agencies:
        return ()
    kinds = Counter(kind for kind, _ in {(each.type, each.holder) for each in numbers if each.holder})
    return [each for each in numbers if each.holder and kinds[each.type] == 1]
