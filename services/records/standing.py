"""One person's standing in one case, computed from dated events by one pure state machine.

Events are folded day by day, within a day in the order of procedure; the table is in ``transitions.py``, the
states in ``phases.py``. The result does not depend on the order in which events are given. Undated events do
not count. Only a court's record makes a finding, and only a record about the person accuses him.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple

from services.records.dates import span_or_none
from services.records.domain import (
    CaseFile,
    Charge,
    CourtEvent,
    InvestigationEvent,
    RecordVersion,
    Section,
    Sentence,
)
from services.records.phases import GROUNDS, GROUNDS_UR, PHASES, Phase
from services.records.sections import as_charged, same_provision
from services.records.transitions import (
    ACQUITTALS,
    ACQUITTED,
    CONVICTED,
    CONVICTIONS,
    OF_INVESTIGATION,
    OF_WHOLE_CASE,
    PROCEDURE,
    REVERSED,
    TABLE,
)

_RANK: Final = {event: rank for rank, event in enumerate(PROCEDURE)}
# Where an acquittal stands, it is set aside before anything else is decided on that day.
_RANK_ACQUITTED: Final = {**_RANK, "SET_ASIDE": -2, "RETRIAL_ORDERED": -1}
_SHUT: Final = frozenset({*ACQUITTED, *REVERSED, "QUASHED", "DIVERTED", "ABATED"})
_SETTLED: Final = _SHUT | set(CONVICTED)


class Event(NamedTuple):
    """One dated step. ``day``: last day its date covers; ``personal``: from a record about a person."""

    type: str
    day: int
    version: str
    owner: str
    sections: tuple[Section, ...]
    by_court: bool
    personal: bool


class Verdict(NamedTuple):
    """Where the person stands. ``evidence``: versions that decided it; ``disputed``: events that cannot also hold."""

    phase: str
    standing: str
    finality: str
    outcome: str
    outcome_ur: str
    offence: bool
    acquitted: bool
    favourable: bool
    sections: tuple[Section, ...]
    evidence: tuple[str, ...]
    disputed: tuple[Event, ...]


def event_of(record: RecordVersion) -> Event | None:
    """The step that a version records; None where it records none, is undated, withdrawn or expunged."""
    found = _TYPED.get(type(record.body))
    if found is None or record.status in ("WITHDRAWN", "EXPUNGED"):
        return None
    kind, at, by_court = found(record, record.body)
    when = span_or_none(at) or span_or_none(record.valid_from)
    if kind not in _RANK or when is None:
        return None
    body: Any = record.body
    return Event(kind, when.last_day, record.name, record.agency, body.sections, by_court, record.subject is not None)


def judge(events: Iterable[Event], charged: Iterable[Section] = ()) -> Verdict:
    """The standing after all ``events`` of one person in one case; ``charged``: sections named without an event."""
    fold = _Fold(tuple(dict.fromkeys(charged)))
    counted = _in_order(events)
    fold.take(counted)
    return fold.verdict(counted)


def phase_after(events: Iterable[Event]) -> Phase:
    """Where all ``events`` of one person in one case leave him: what :func:`judge` says, without its reasons."""
    fold = _Fold(())
    fold.take(_in_order(events))
    return PHASES[fold.phase]


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted((e for e in events if counts(e)), key=attrgetter("day", "version", "type"))


def counts(event: Event) -> bool:
    """Whether an event may move the machine: police steps from anyone, court steps from a court's record only."""
    if event.type not in OF_INVESTIGATION and not event.by_court:
        return False
    return event.personal or event.type in OF_WHOLE_CASE


class _Fold:
    """The state while events are taken in order."""

    __slots__ = ("disputed", "ground", "last", "partly", "phase", "sections")

    def __init__(self, charged: tuple[Section, ...]) -> None:
        self.phase = "NAMED"
        self.sections = charged
        self.last: Event | None = None
        self.ground: Event | None = None
        self.partly = False
        self.disputed: list[Event] = []

    def take(self, counted: list[Event]) -> None:
        for _, of_day in groupby(counted, key=attrgetter("day")):
            self.take_day(list(of_day))

    def take_day(self, events: list[Event]) -> None:
        if len(events) > 1:
            rank = _RANK_ACQUITTED if self.phase in ACQUITTED else _RANK
            events = sorted(self._without_partial(events), key=lambda e: (rank[e.type], e.version))
        for event in events:
            self._take(event)

    def _take(self, event: Event) -> None:
        last, step = self.last, TABLE.get((event.type, self.phase))
        repeats = last is not None and (last.day, last.type) == (event.day, event.type)
        if step is None:
            if event.type in CONVICTIONS and self.phase in _SHUT:
                self.disputed.append(event)
        else:
            if event.type in ACQUITTALS and self.phase in CONVICTED and self.ground and self.ground.day == event.day:
                self.disputed.extend((self.ground, event))
            self.phase, self.last = step.target, event
            if event.type in GROUNDS:
                self.ground = event
        if event is self.last or repeats or self.phase not in _SETTLED:
            self.sections = as_charged(self.sections, event.type, event.sections, restart=not repeats)

    def _without_partial(self, events: list[Event]) -> list[Event]:
        convicted = [s for e in events if e.type in CONVICTIONS for s in e.sections]
        if not convicted:
            return events
        kept = [e for e in events if not (e.type in ACQUITTALS and _apart(e.sections, convicted))]
        self.partly = self.partly or len(kept) < len(events)
        return kept

    def verdict(self, counted: list[Event]) -> Verdict:
        phase = PHASES[self.phase]
        by = GROUNDS.get(self.ground.type, "") if self.ground else ""
        partly, partly_ur = ("; acquitted in part", "؛ جزوی بری") if self.partly and phase.offence else ("", "")
        return Verdict(
            self.phase,
            phase.standing,
            phase.finality,
            phase.words.format(by=by) + partly,
            phase.words_ur.format(by=GROUNDS_UR.get(by, by)) + partly_ur,
            phase.offence,
            phase.acquitted,
            phase.favourable,
            self.sections,
            _evidence(counted, self.last, self.ground if "{by}" in phase.words else None),
            tuple(self.disputed),
        )


def _apart(sections: tuple[Section, ...], others: list[Section]) -> bool:
    return bool(sections) and not any(same_provision(a, b) for a in sections for b in others)


def _evidence(counted: list[Event], *deciding: Event | None) -> tuple[str, ...]:
    decided = {(e.type, e.day) for e in deciding if e is not None}
    return tuple(sorted({e.version for e in counted if (e.type, e.day) in decided}))


def _of_case_file(record: RecordVersion, body: Any) -> tuple[str, str, bool]:
    types = {reference.type for reference in record.case_references}
    kind = "FIR" if types & {"FIR", "COMPLAINT"} else "ENQUIRY" if "ENQUIRY" in types else ""
    return kind, body.reported, False


_TYPED: Final[dict[type, Callable[[RecordVersion, Any], tuple[str, str, bool]]]] = {
    CaseFile: _of_case_file,
    InvestigationEvent: lambda _, body: (body.type, body.at, False),
    CourtEvent: lambda _, body: (body.type, body.at, True),
    Charge: lambda _, body: ("CHARGE_FRAMED", body.framed, True),
    Sentence: lambda _, body: ("SENTENCE", body.at, True),
}
