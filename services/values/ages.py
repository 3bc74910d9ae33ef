"""Ages as ranges, out of births that sources state as dates, and whether somebody was below one at an act. Pure.

Births that sources state differently widen the range; a range that straddles an age leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from services.values.dates import day_text, span_or_none, years_between
from services.values.records import Birth
from services.vocabulary.answers import CANNOT_TELL, NO, YES, Answer

MAJORITY: Final = 18
_YEAR_ONLY: Final = frozenset({"OTHER_DOCUMENT", "FAMILY", "SELF", "ESTIMATE", ""})
"""What a birth rests on where the first of January or of July stands for "that year" (P, K)."""
_STANDS_FOR_YEAR: Final = ("-01-01", "-07-01")
_MEDICAL_YEARS: Final = 2


class Ages(NamedTuple):
    """Completed years at the act, youngest and oldest possible; ``oldest`` None where no birth bounds it."""

    youngest: int
    oldest: int | None


def coarse(birth: Birth) -> Birth:
    """The birth as wide as what it rests on: a nominal day is the whole year, a medical board may err by two years."""
    if birth.basis == "MEDICAL":
        return replace(
            birth,
            earliest=_moved(birth.earliest, -_MEDICAL_YEARS, last=False),
            latest=_moved(birth.latest, _MEDICAL_YEARS, last=True),
        )
    same = birth.earliest == birth.latest
    if birth.basis in _YEAR_ONLY and same and birth.earliest[4:] in _STANDS_FOR_YEAR:
        return replace(birth, earliest=birth.earliest[:4], latest=birth.latest[:4])
    return birth


def of_tazkira(age: int, solar_year: int) -> Birth:
    """The births that "age n in solar year Y" leaves open; its year begins on 20 or 21 March, the wider holds (P)."""
    earliest = date(solar_year + 621 - (age + 1), 3, 22)
    latest = date(solar_year + 622 - age, 3, 20)
    return Birth(earliest.isoformat(), latest.isoformat(), "OTHER_DOCUMENT")


def stated_of(births: Iterable[Birth]) -> list[Birth]:
    """Those that say something, each as wide as what it rests on."""
    return [coarse(b) for b in births if span_or_none(b.earliest) or span_or_none(b.latest)]


def child(
    births: Iterable[Birth], act_from: str, act_to: str = "", *, below: int = MAJORITY, continuing: bool = False
) -> Answer:
    """Whether somebody was below an age at an act, by all that is stated.

    One act on an unknown day of a span is judged over all of it; one that lasted the span, by its first day.
    """
    stated = stated_of(births)
    first = span_or_none(act_from)
    if not stated or first is None:
        return CANNOT_TELL
    last = first if continuing else span_or_none(act_to) or first
    ages = ages_at(stated, first.first_day, max(first.last_day, last.last_day))
    if ages.youngest >= below:
        return NO
    return YES if ages.oldest is not None and ages.oldest < below else CANNOT_TELL


def ages_at(births: Iterable[Birth], first_day: int, last_day: int) -> Ages:
    """The range of ages over all ``births`` from ``first_day`` to ``last_day`` (days since 1970-01-01)."""
    earliest: list[int | None] = []
    latest: list[int | None] = []
    for birth in births:
        first, last = span_or_none(birth.earliest), span_or_none(birth.latest)
        earliest.append(first.first_day if first else None)
        latest.append(last.last_day if last else None)
    youngest = 0 if None in latest else years_between(max(d for d in latest if d is not None), first_day)
    oldest = None if None in earliest else years_between(min(d for d in earliest if d is not None), last_day)
    return Ages(max(youngest, 0), oldest)


def _moved(text: str, years: int, *, last: bool) -> str:
    """A date text some years on, as the first or last day that it may mean; empty for an empty one."""
    found = span_or_none(text)
    if found is None:
        return ""
    day = date.fromisoformat(day_text(found.last_day if last else found.first_day))
    leap = day.month == 2 and day.day == 29
    return (day - timedelta(days=1) if leap else day).replace(year=day.year + years).isoformat()
