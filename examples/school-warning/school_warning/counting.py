"""What a pupil's days come to: NONE, CALL or VISIT. Only school days count. The numbers are a policy, of no statute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from school_warning.values import ClassDay, Closing, Days, Finding, Ground, Level, Mark, Period

LONG_RUN, SHORT_RUN = 10, 5
"""School days of absence in a row."""

LOOK_BACK, OFTEN = 30, 9
"""Of the last 30 school days, 9 are 30 per cent. A pupil with fewer days behind them is held to the same 9."""

MASS_PERCENT = 25
"""Where this share of the rest of the class was absent on the same days, the cause is no one pupil's."""

SUNDAY = 6
Counted = Sequence[tuple[date, bool]]
"""The days that count, oldest first, each with whether the pupil was absent."""


def warn(days: Days, calendar: Sequence[Period], class_days: Mapping[date, ClassDay], sibling_run: int = 0) -> Finding:
    """What is said of a pupil who is enrolled, at the end of their last marked day.

    ``calendar``: days without lessons in the pupil's district. ``class_days``: the rest of the class by day, without
    the pupil and their household. ``sibling_run``: the longest current absence of a sibling, in school days.
    """
    counted = school_days(days, calendar)
    gravest = next(_grounds(counted, days, calendar, sibling_run), None)
    if gravest is None:
        return Finding(Level.NONE)
    level, ground, window = gravest
    return Finding(Level.NONE, mass=True) if _mass(window, class_days) else Finding(level, ground)


def school_days(days: Days, calendar: Sequence[Period]) -> Counted:
    """The days on which there were lessons and the pupil was present, or absent without an excuse; oldest first."""
    return [
        (day, days[day].mark is Mark.ABSENT)
        for day in sorted(days)
        if days[day].mark in (Mark.PRESENT, Mark.ABSENT) and day.weekday() != SUNDAY and not _closed(day, calendar)
    ]


def current_run(counted: Counted) -> list[date]:
    """The school days of absence in a row up to the last one, newest first."""
    run = []
    for day, absent in reversed(counted):
        if not absent:
            break
        run.append(day)
    return run


def _grounds(
    counted: Counted, days: Days, calendar: Sequence[Period], sibling_run: int
) -> Iterator[tuple[Level, Ground, Sequence[date]]]:
    """Every ground that holds, the gravest first, with the days that it rests on."""
    run = current_run(counted)
    if len(run) >= LONG_RUN:
        yield Level.VISIT, Ground.TEN_DAYS_ABSENT, run[:LONG_RUN]
    if len(run) >= SHORT_RUN:
        if sibling_run >= SHORT_RUN:
            yield Level.VISIT, Ground.SIBLINGS_ABSENT, run[:SHORT_RUN]
        if _not_back(counted, days, calendar):
            yield Level.VISIT, Ground.NOT_BACK_AFTER_VACATION, run[:SHORT_RUN]
        yield Level.CALL, Ground.FIVE_DAYS_ABSENT, run[:SHORT_RUN]
    missed = [day for day, absent in counted[-LOOK_BACK:] if absent]
    if len(missed) >= OFTEN:
        yield Level.CALL, Ground.OFTEN_ABSENT, missed


def _not_back(counted: Counted, days: Days, calendar: Sequence[Period]) -> bool:
    """Whether a pupil who was marked before the last vacation has been absent on each school day since."""
    ended = [period for period in calendar if period.kind is Closing.VACATION and period.last < counted[-1][0]]
    if not ended:
        return False
    last = max(ended, key=lambda period: period.last)
    since = [absent for day, absent in counted if day > last.last]
    return min(days) < last.first and len(since) >= SHORT_RUN and all(since)


def _mass(window: Sequence[date], class_days: Mapping[date, ClassDay]) -> bool:
    """Whether the rest of the class stayed away on those days too, over all of them together."""
    rest = [class_days[day] for day in window if day in class_days]
    marked = sum(day.marked for day in rest)
    return marked > 0 and sum(day.absent for day in rest) * 100 >= MASS_PERCENT * marked


def _closed(day: date, calendar: Sequence[Period]) -> bool:
    return any(period.first <= day <= period.last for period in calendar)
