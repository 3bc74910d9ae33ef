"""When things happened, as bars of a histogram of days, and as spans by which a page shows or hides them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.tables.days import DAY_MS
from services.tables.times import NoTime, instant
from services.tables.zone import PAKISTAN_MS

Span = tuple[int, int]
"""First and last epoch millisecond of an event, both included; the same of a moment."""
BARS: Final = 60
"""Most bars: each is wide enough to be seen, and to be hit by a finger on a screen of 1,000 pixels."""
WIDTH: Final = 600
HEIGHT: Final = 60
"""Of the histogram, in units of its picture."""


@dataclass(frozen=True, slots=True)
class Bar:
    """``since``, ``until``: ISO days, both included, and their milliseconds; the rest: its place in the picture."""

    since: str
    until: str
    since_ms: int
    until_ms: int
    count: int
    x: float
    y: float
    width: float
    height: float


def histogram(spans: Sequence[Span]) -> tuple[Bar, ...]:
    """Bars of equal numbers of days over all of these, each counting what lies in it; none where nothing is dated."""
    if not spans:
        return ()
    first, last = day_of(min(start for start, _ in spans)), day_of(max(end for _, end in spans))
    days = (last - first).days + 1
    wide = -(-days // BARS)
    count = -(-days // wide)
    bounds = [_bounds(first + timedelta(days=wide * at), wide, last) for at in range(count)]
    held = [sum(start <= until and end >= since for start, end in spans) for _, _, since, until in bounds]
    most, width = max(*held, 1), WIDTH / count
    return tuple(
        Bar(*each, number, width * at, HEIGHT * (1 - number / most), width * 0.9, HEIGHT * number / most)
        for at, (each, number) in enumerate(zip(bounds, held, strict=True))
    )


def _bounds(since: date, wide: int, last: date) -> tuple[str, str, int, int]:
    first, end = since.isoformat(), min(since + timedelta(days=wide - 1), last).isoformat()
    return first, end, instant(first), instant(end, end_of_day=True)


def day_of(at_ms: int) -> date:
    """The day in Pakistan."""
    return date(1970, 1, 1) + timedelta(days=(at_ms + PAKISTAN_MS) // DAY_MS)


def day_span(text: str) -> tuple[Span, ...]:
    """Of an ISO 8601 date or time as a record states it; none of what is not one, as a year alone."""
    if text.isdigit():
        return ()
    try:
        start, end = instant(text), instant(text, end_of_day=True)
    except NoTime:
        return ()
    return ((start, end),) if start else ()


def said(spans: Iterable[Span]) -> str:
    """For ``data-when``: ``FROM-TO`` by spaces; a time before 1970 begins at 0."""
    return " ".join(f"{max(start, 0)}-{max(end, 0)}" for start, end in dict.fromkeys(spans))
