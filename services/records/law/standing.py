"""One person's standing in one case, computed from dated events by one pure state machine.

Events are folded day by day, within a day in the order of procedure; the table is in ``transitions.py``, the
states in ``phases.py``, whose word each event is in ``steps.py``. The result does not depend on the order in which
events are given. Undated events do not count, and only a record about the person accuses them.

Where a person stands has two layers: what courts decided and the investigation did, and over it what others report of
the court. A court's word is taken from the lower layer and settles both; a report never leaves what a court made.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Final

from services.records.authority.table import Degree
from services.records.law.phases import ANOTHER, GROUNDS, GROUNDS_UR, PHASES, PROBATION, REPORTERS, Phase
from services.records.law.steps import LAST_TIER, Event
from services.records.law.transitions import (
    ACQUITTALS,
    ACQUITTED,
    ALLEGED,
    BY_WORD,
    CONVICTED,
    CONVICTIONS,
    ENDED_SHORT,
    OF_WHOLE_CASE,
    REPORTED,
    REVERSED,
    TABLE,
    Step,
)
from services.records.law.verdict import Place, Verdict
from services.values.records import Section
from services.values.sections import as_charged, same_provision
from services.vocabulary.steps import OF_INVESTIGATION, PROCEDURE, EventType, OtherEvent

_RANK: Final[dict[str, int]] = {event: rank for rank, event in enumerate(PROCEDURE)}
# Where an acquittal stands, it is set aside before anything else is decided on that day.
_RANK_ACQUITTED: Final[dict[str, int]] = {**_RANK, EventType.SET_ASIDE: -2, EventType.RETRIAL_ORDERED: -1}
_SHUT: Final = frozenset({*ACQUITTED, *REVERSED, "QUASHED", "DIVERTED", "ABATED"})
_SETTLED: Final = _SHUT | {*CONVICTED, *BY_WORD}
_CONVICTS: Final = CONVICTIONS | {EventType.SENTENCE}
_SEIZES: Final = frozenset({EventType.COGNIZANCE, EventType.ABSENT_512, EventType.CHARGE_FRAMED})
_BEFORE_CHARGE: Final = frozenset({*ALLEGED, "SENT_UP", "COGNIZANCE", "ABSENT", "STOPPED"})
_BEFORE_COURT: Final = frozenset({*ALLEGED, "SENT_UP"})
_ENDED: Final = frozenset({*ENDED_SHORT, *REVERSED, "DIVERTED"})


def judge(events: Iterable[Event], charged: Iterable[Section] = ()) -> Verdict:
    """The standing after all ``events`` of one person in one case; ``charged``: sections named without an event."""
    fold = _Fold(tuple(dict.fromkeys(charged)))
    counted = _in_order(events)
    fold.take(counted)
    return fold.verdict(counted)


def place_after(events: Iterable[Event]) -> Place:
    """Where all ``events`` of one person in one case leave them: what :func:`judge` says, without its reasons."""
    fold = _Fold(())
    fold.take(_in_order(events))
    return Place(PHASES[fold.phase], fold.since, fold.decided)


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted((e for e in events if counts(e)), key=attrgetter("day", "version", "type"))


def counts(event: Event) -> bool:
    """Whether an event may move the machine: it is about the person, or of a kind that concerns the whole case."""
    return event.personal or event.type in OF_WHOLE_CASE


class _Fold:
    """The state while events are taken in order. ``base``: the lower layer, see the module."""

    __slots__ = (
        "base", "charged", "decided", "disputed", "ground", "last", "partly", "phase", "reporter", "sections",
        "seized", "sentences", "since",
    )  # fmt: skip

    def __init__(self, charged: tuple[Section, ...]) -> None:
        self.phase = self.base = "NAMED"
        self.decided = False
        self.seized = False
        self.charged = False
        self.since: int | None = None
        self.sections = charged
        self.last: Event | None = None
        self.ground: Event | None = None
        self.reporter: Event | None = None
        self.partly = False
        self.disputed: list[Event] = []
        self.sentences: list[Event] = []

    def take(self, counted: list[Event]) -> None:
        for _, of_day in groupby(counted, key=attrgetter("day")):
            self.take_day(list(of_day))

    def take_day(self, events: list[Event]) -> None:
        if len(events) > 1:
            rank = _RANK_ACQUITTED if self.phase in ACQUITTED else _RANK
            events = sorted(self._without_partial(events), key=lambda e: (rank[e.type], *_weight(e), e.version))
        for event in events:
            self._take(event)

    def _take(self, event: Event) -> None:
        last, word = self.last, event.word
        repeats = last is not None and (last.day, last.type) == (event.day, event.type)
        if event.type in _SEIZES and word in (Degree.DECIDES, Degree.REPORTED):
            self._note(event)
        taken = self._move(event, word)
        if event.type == EventType.SENTENCE and word is Degree.DECIDES and self.phase in CONVICTED:
            self.sentences.append(event)
        if not taken and event.type in CONVICTIONS and self.phase in _SHUT and word is not Degree.CLAIM:
            self.disputed.append(event)
        counted = word not in (Degree.REPORTED, Degree.CLAIM)
        if taken or (counted and (repeats or self.phase not in _SETTLED)):
            self.sections = as_charged(self.sections, event.type, event.sections, restart=not repeats)

    def _move(self, event: Event, word: Degree) -> bool:
        """Take the step that the event makes by its word; whether it made one."""
        if word is Degree.DECIDES:
            first, then = (self.phase, self.base) if self.phase in BY_WORD else (self.base, self.phase)
            step = self._step(event, first) or self._step(event, then)
            return step is not None and self._go(event, step, base=step.target not in REPORTED, decided=True)
        if event.type in OF_INVESTIGATION or event.type == OtherEvent.COMPLAINT:
            return word is Degree.OWN_CASE and self._investigate(event)
        if self.decided and self.phase == self.base:
            self._heard(event, word)
            return False
        if word in (Degree.OWN_CASE, Degree.CORROBORATES):
            step = self._step(event, self.phase)
            if event.type == OtherEvent.CERTIFICATE:
                self.seized = self.charged = True
            return step is not None and self._go(event, step, base=False, decided=False)
        return self._report(event, word)

    def _investigate(self, event: Event) -> bool:
        """A step of the investigation: it moves the lower layer, and the upper where that can be left by it."""
        below, above = self._step(event, self.base), self._step(event, self.phase)
        if above is not None:
            return self._go(event, above, base=True, decided=False)
        if below is not None:
            self.base = below.target
        return False

    def _report(self, event: Event, word: Degree) -> bool:
        """What somebody else says that the court did: a conviction is noted, what undoes a noted one undoes it."""
        if event.type in _CONVICTS and word is Degree.REPORTED:
            step = TABLE.get((OtherEvent.REPORTED_CONVICTION, self.phase))
            taken = step is not None and self._go(event, step, base=False, decided=False)
            self._heard(event, word)
            return taken
        certified = event.type == OtherEvent.CERTIFICATE  # by who is no prison: corroborates nothing
        step = self._step(event, self.phase) if self.phase in REPORTED and not certified else None
        if step is None:
            return False
        if event.speaker is not event.speaker.OWNER and step.target not in REPORTED:
            step = Step(event.type, (self.phase,), self.base, step.statute)
        return self._go(event, step, base=False, decided=False)

    def _heard(self, event: Event, word: Degree) -> None:
        """Somebody reports a conviction: that a court had the case before it, and a charge, serves the accused."""
        if event.type in _CONVICTS and word is Degree.REPORTED:
            self.reporter, self.seized, self.charged = event, True, True

    def _step(self, event: Event, phase: str) -> Step | None:
        """What the table says of an event at a phase; a charge or cognizance that anybody told serves the accused."""
        kind = event.type
        if kind == EventType.WITHDRAWN_494 and self.charged and phase in _BEFORE_CHARGE:
            phase = "CHARGED"
        elif kind == EventType.DISCHARGE and self.seized and phase in _BEFORE_COURT:
            phase = "COGNIZANCE"
        elif kind == EventType.APPEAL_DISMISSED and event.tier == LAST_TIER:
            kind = OtherEvent.APPEAL_DISMISSED_LAST
        return TABLE.get((kind, phase))

    def _note(self, event: Event) -> None:
        if self.phase in _ENDED:
            self.charged = False
        self.seized = True
        self.charged = self.charged or event.type == EventType.CHARGE_FRAMED

    def _go(self, event: Event, step: Step, *, base: bool, decided: bool) -> bool:
        convicted = self.phase in CONVICTED and self.ground is not None and self.ground.day == event.day
        if event.type in ACQUITTALS and convicted and self.ground is not None:
            self.disputed.extend((self.ground, event))
        if event.type in OF_INVESTIGATION and self.phase in _ENDED:
            self.seized = self.charged = False
        if decided or step.target not in REPORTED:
            self.reporter = None
        was = PHASES[self.phase].favourable and (self.decided or not decided)
        self.phase, self.last, self.decided = step.target, event, decided
        if base:
            self.base = step.target
        if event.type in GROUNDS:
            self.ground = event
        if self.phase not in CONVICTED:
            self.sentences = []
        if not PHASES[self.phase].favourable:
            self.since = None
        elif not was:
            self.since = event.day
        return True

    def _without_partial(self, events: list[Event]) -> list[Event]:
        decided = [e for e in events if e.word is Degree.DECIDES]
        convicted = [s for e in decided if e.type in CONVICTIONS for s in e.sections]
        if not convicted:
            return events
        kept = [e for e in events if not (e.type in ACQUITTALS and _apart(e.sections, convicted))]
        self.partly = self.partly or len(kept) < len(events)
        return kept

    def verdict(self, counted: list[Event]) -> Verdict:
        phase = PHASES[self.phase]
        told = frozenset(e.version for e in counted if _only_told(e))
        probation = _deemed_none(self.sentences)
        outcome, outcome_ur = self._words(phase, on_probation=bool(probation))
        return Verdict(
            self.phase,
            phase.standing,
            phase.finality,
            outcome,
            outcome_ur,
            phase.offence and not probation,
            phase.repeats and not probation,
            phase.acquitted,
            phase.favourable,
            self.decided,
            self.sections,
            _evidence(counted, self.last, self.ground if "{by}" in phase.words else None, *probation),
            tuple(self.disputed),
            told,
            self.reporter is not None and not phase.offence and self.phase not in _SHUT and not phase.favourable,
            bool(probation),
        )

    def _words(self, phase: Phase, *, on_probation: bool) -> tuple[str, str]:
        by = GROUNDS.get(self.ground.type, "") if self.ground else ""
        who, who_ur = REPORTERS.get(self.reporter.by, ANOTHER) if self.reporter else ANOTHER
        words = phase.words.format(by=by, who=who)
        words_ur = phase.words_ur.format(by=GROUNDS_UR.get(by, by), who=who_ur)
        if on_probation:
            words, words_ur = words + PROBATION[0], words_ur + PROBATION[1]
        if self.partly and phase.offence:
            return words + "; acquitted in part", words_ur + "؛ جزوی بری"
        if phase.favourable and not self.decided:
            return (
                words + "; reported by the case's owner, no court's record held",
                words_ur + "؛ مقدمے کے ادارے کی اطلاع، عدالت کا ریکارڈ موجود نہیں",
            )
        return words, words_ur


def _only_told(event: Event) -> bool:
    """Whether a step rests on a word that is not its own writer's to give: a court's step on no court's word."""
    if event.word is Degree.OWN_CASE:
        return event.type not in OF_INVESTIGATION and event.type != OtherEvent.COMPLAINT
    return event.word not in (Degree.DECIDES, Degree.CORROBORATES)


def _weight(event: Event) -> tuple[int]:
    """Of one step on one day the court's own record comes first."""
    return (0 if event.word is Degree.DECIDES else 1,)


def _deemed_none(sentences: list[Event]) -> list[Event]:
    """The orders of probation after which a conviction is deemed none; nothing where another sentence stands.

    A sentence stands unless a later order of probation is under the same sections, or one of the two names none. One
    that is passed when probation is revoked stands too (Probation of Offenders Ordinance 1960 s. 7).
    """
    orders = [each for each in sentences if each.probation]
    others = [each for each in sentences if not each.probation]
    replaced = all(any(_replaces(order, other) for order in orders) for other in others)
    return orders if replaced else []


def _replaces(order: Event, other: Event) -> bool:
    same = not (order.sections and other.sections) or not _apart(other.sections, list(order.sections))
    return order.day > other.day and same


def _apart(sections: tuple[Section, ...], others: list[Section]) -> bool:
    return bool(sections) and not any(same_provision(a, b) for a in sections for b in others)


def _evidence(counted: list[Event], *deciding: Event | None) -> tuple[str, ...]:
    decided = {(e.type, e.day, e.word) for e in deciding if e is not None}
    return tuple(sorted({e.version for e in counted if (e.type, e.day, e.word) in decided}))
