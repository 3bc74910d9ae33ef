"""ISO 8601 text as it stands in record bodies -> spans of time that can be compared.

A text says less than a moment: ``2024`` is a year, ``2024-05`` a month. A :class:`Span` keeps both ends.
Text without a zone is Pakistan Standard Time (UTC+5). Pure.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from services.tables.zone import PAKISTAN, PAKISTAN_MS

_ISO: Final = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?(Z|[+-]\d\d:\d\d)?)?)?", re.ASCII
)
_DAY_MS: Final = 86_400_000
_EPOCH: Final = date(1970, 1, 1).toordinal()


class Span(NamedTuple):
    """What a date text covers: first and last millisecond, first and last day (days since 1970-01-01 in Pakistan)."""

    first_ms: int
    last_ms: int
    first_day: int
    last_day: int

    @property
    def timed(self) -> bool:
        """Whether the text gave a time of day."""
        return self.last_ms - self.first_ms < 60_000


@lru_cache(maxsize=16384)
def span(text: str) -> Span:
    """The span of ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``YYYY-MM-DDThh:mm[:ss][zone]``. Raises ``ValueError``."""
    found = _ISO.fullmatch(text)
    if found is None:
        raise ValueError("not an ISO 8601 date or time")
    year, month, day, clock, zone = found.groups()
    if not 1800 <= int(year) <= 2299:
        raise ValueError("a year outside 1800 to 2299")
    if clock:
        return _moment(text, has_zone=bool(zone), to_minute=len(clock) == 6)
    if zone:
        raise ValueError("a zone without a time")
    first = date(int(year), int(month or 1), int(day or 1))
    return _days(first, _last_of(first, bool(month), bool(day)))


@lru_cache(maxsize=16384)
def first_and_last(text: str) -> tuple[str, str]:
    """First and last day, ISO 8601, of a date or of two with ``/`` between, such as ``1985`` or ``1985-03/1986``.

    Raises ValueError for what is none.
    """
    first, _, last = text.partition("/")
    return day_text(span(first).first_day), day_text(span(last or first).last_day)


def span_or_none(text: str) -> Span | None:
    """The span, or None for an empty or malformed text."""
    try:
        return span(text) if text else None
    except ValueError:
        return None


def today(now_ms: int) -> int:
    """The day in Pakistan at ``now_ms``, in days since 1970-01-01."""
    return (now_ms + PAKISTAN_MS) // _DAY_MS


def day_text(day: int) -> str:
    """``YYYY-MM-DD`` of a day number."""
    return date.fromordinal(day + _EPOCH).isoformat()


def years_between(birth_day: int, day: int) -> int:
    """Completed years of age on ``day``; a person born on 29 February completes a year on 1 March."""
    born, at = date.fromordinal(birth_day + _EPOCH), date.fromordinal(day + _EPOCH)
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day))


def disjoint(one: Span, other: Span) -> bool:
    """Whether the two cannot be the same moment: a date and a time within it are not disjoint."""
    return one.last_ms < other.first_ms or other.last_ms < one.first_ms


def _moment(text: str, *, has_zone: bool, to_minute: bool) -> Span:
    at = datetime.fromisoformat(text)
    if not has_zone:
        at = at.replace(tzinfo=PAKISTAN)
    first = int(at.timestamp() * 1000)
    day = (first + PAKISTAN_MS) // _DAY_MS
    return Span(first, first + (59_999 if to_minute else 0), day, day)


def _last_of(first: date, has_month: bool, has_day: bool) -> date:
    if has_day:
        return first
    if has_month:
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(month=12, day=31)


def _days(first: date, last: date) -> Span:
    start, end = first.toordinal() - _EPOCH, last.toordinal() - _EPOCH
    return Span(start * _DAY_MS - PAKISTAN_MS, (end + 1) * _DAY_MS - PAKISTAN_MS - 1, start, end)
