"""What is due under a procedure, by the events of a case. Pure.

A date without a time may be any moment of its day: a clock that starts with it runs from the latest. The first of
several starts counts, and one that was withdrawn starts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from services.statutes.holidays import Holidays, shipped_holidays
from services.statutes.provision import in_force, reaches
from services.statutes.sop_rows import Counts, Sop, Step
from services.tables.days import DAY_MS
from services.tables.zone import PAKISTAN_MS
from services.values.dates import span
from services.vocabulary.answers import NO, YES
from services.vocabulary.word import Word

NEAR: Final = 4
"""A step is due once less than one of so many parts of its time is left."""


class State(Word):
    """How a step stands."""

    NOT_STARTED = "NOT_STARTED"
    WAITING = "WAITING"
    DUE = "DUE"
    OVERDUE = "OVERDUE"
    DONE = "DONE"
    DONE_LATE = "DONE_LATE"
    EXCUSED = "EXCUSED"


class Event(NamedTuple):
    """What happened in a case, one of EVENTS. ``at``: ISO text; one that is ``withdrawn`` starts no clock."""

    word: str
    at: str
    withdrawn: bool = False


class Excuse(NamedTuple):
    """Why a step was not done in time, and who says so."""

    reason: str
    officer: str


class StepState(NamedTuple):
    """``due_ms``: when its time is over, 0 where its clock has not started. ``late``: also of one that is excused."""

    step: Step
    state: State
    due_ms: int
    late: bool
    excuse: Excuse | None = None


def due(
    sop: Sop,
    events: Iterable[Event],
    now_ms: int,
    place: str,
    excuses: Mapping[str, Excuse] | None = None,
    holidays: Holidays | None = None,
) -> tuple[StepState, ...]:
    """Each step that a procedure asks for in a place; none where it is not in force there."""
    held = [event for event in events if not event.withdrawn]
    days = holidays or shipped_holidays()
    return tuple(
        _state(step, held, now_ms, (excuses or {}).get(step.provision.id), days)
        for step in sop.steps
        if _asked(sop, step, held, place)
    )


def version(versions: Sequence[Sop], began: str, now_ms: int, place: str) -> Sop | None:
    """Which version counts for a case that began then: the one of that day, or a later one that takes over."""
    today = (now_ms + PAKISTAN_MS) // DAY_MS
    later = [sop for sop in versions if sop.takes_over and in_force(sop.provision, today, place) == YES]
    then = [sop for sop in versions if in_force(sop.provision, span(began).first_day, place) == YES]
    return next(iter([*later, *then]), None)


def escalations(states: Iterable[StepState], now_ms: int, told: frozenset[str] = frozenset()) -> tuple[StepState, ...]:
    """Steps of which somebody is to be told now and was not yet: ``told`` are ids of steps. Each is told of once."""
    return tuple(
        each
        for each in states
        if each.state is State.OVERDUE and each.step.escalate_to and each.step.provision.id not in told
        if now_ms - each.due_ms >= max(0, each.step.escalate_after_ms - each.step.within_ms)
    )


def _asked(sop: Sop, step: Step, events: Sequence[Event], place: str) -> bool:
    """Whether a step is asked for there on the day of its start."""
    starts = [span(event.at).first_day for event in events if event.word == step.starts_on]
    if not starts:
        return NO not in (reaches(sop.provision, place), reaches(step.provision, place))
    day = min(starts)
    return in_force(sop.provision, day, place) != NO and in_force(step.provision, day, place) != NO


def _state(step: Step, events: Sequence[Event], now_ms: int, excuse: Excuse | None, days: Holidays) -> StepState:
    starts = [span(event.at).last_ms for event in events if event.word == step.starts_on]
    if not starts:
        return StepState(step, State.NOT_STARTED, 0, late=False)
    start = min(starts)
    until = _until(start, step, days)
    done = min((span(event.at).first_ms for event in events if event.word == step.evidence), default=None)
    late = (now_ms if done is None else done) > until
    if done is not None:
        return StepState(step, State.DONE_LATE if late else State.DONE, until, late, excuse)
    if excuse is not None and late:
        return StepState(step, State.EXCUSED, until, late, excuse)
    if late:
        return StepState(step, State.OVERDUE, until, late, excuse)
    near = (until - now_ms) * NEAR < until - start
    return StepState(step, State.DUE if near else State.WAITING, until, late, excuse)


def _until(start_ms: int, step: Step, days: Holidays) -> int:
    if step.counts is Counts.CALENDAR:
        return start_ms + step.within_ms
    left, at = step.within_ms, start_ms
    while True:
        day = (at + PAKISTAN_MS) // DAY_MS
        midnight = (day + 1) * DAY_MS - PAKISTAN_MS
        if days.works(day):
            if left <= midnight - at:
                return at + left
            left -= midnight - at
        at = midnight
