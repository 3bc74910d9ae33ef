"""Crossings against checks: which of them nobody checked, by post and day. Pure; times are epoch milliseconds.

A crossing is checked where somebody checked the same document at the same post of the same agency within
:data:`WINDOW_MS` of it; one that is told by its day alone, within that day. One check serves each crossing in its time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from services.tables.days import DAY_MS, at_midnight, day_end
from services.values import identifiers
from services.values.dates import day_text, today
from services.values.exchange import Identifier, PostDay

WINDOW_MS: Final = 2 * 3_600_000
"""Before and after a crossing."""
MAX_POSTS: Final = 100
"""Of an agency on one day that have a line of their own, so that an agency that invents posts makes no answer long."""
KEPT_MS: Final = 92 * DAY_MS
"""How long a check is kept, and how old one may be that is brought."""


class Check(NamedTuple):
    """One that was answered. ``document``: blind token of what was shown; ``post``: "" where none was said."""

    agency: str
    post: str
    document: bytes
    at_ms: int


class Crossing(NamedTuple):
    """One that a feed tells. ``documents``: blind tokens of all that the traveller bore."""

    agency: str
    post: str
    at_ms: int
    documents: frozenset[bytes]


class Days(NamedTuple):
    """From one day to another in Asia/Karachi, both ``YYYY-MM-DD`` and included."""

    first: str
    last: str


def document_key(document: Identifier) -> str:
    """One text for a number, on whichever card it was shown: CNIC, NICOP and POC bear one series."""
    return min(identifiers.search_keys(document))


def fed_document(text: str) -> Identifier | None:
    """A document as feeds name it, ``CNIC:3520212345671`` or ``PASSPORT:AF/P0123456``; None for another text."""
    kind, _, value = text.partition(":")
    country, slash, number = value.partition("/")
    if kind not in identifiers.OF_ONE or not value:
        return None
    return Identifier(kind, number, country) if slash and kind == "PASSPORT" else Identifier(kind, value)


def by_post(crossings: Iterable[Crossing], checks: Iterable[Check], days: Days) -> tuple[PostDay, ...]:
    """What happened on these days, in order. ``checks``: also those of the days beside them.

    Past :data:`MAX_POSTS` of an agency and day those with least to tell are added up in one line.
    """
    made = list(checks)
    times = _times(made)
    told: Counter[tuple[str, str, str]] = Counter()
    unchecked: Counter[tuple[str, str, str]] = Counter()
    for each in crossings:
        where = each.agency, each.post, _day(each.at_ms)
        told[where] += 1
        unchecked[where] += not _is_checked(each, times)
    shown = Counter((each.agency, each.post, _day(each.at_ms)) for each in made)
    ranked = sorted(_rows(told, unchecked, shown, days), key=_rank)
    found = [line for _, same in groupby(ranked, _agency_day) for line in _bounded(tuple(same))]
    return tuple(sorted(found, key=lambda row: (row.agency, row.post, row.day, row.added_up)))


def _agency_day(row: PostDay) -> tuple[str, str]:
    return row.agency, row.day


def _rank(row: PostDay) -> tuple[object, ...]:
    """Within an agency's day those first that have most to tell."""
    return *_agency_day(row), -row.unchecked, -row.crossings, -row.checks, row.post


def _bounded(ranked: Sequence[PostDay]) -> Iterator[PostDay]:
    """Lines of one agency and day."""
    yield from ranked[:MAX_POSTS]
    if rest := ranked[MAX_POSTS:]:
        crossings, unchecked = sum(row.crossings for row in rest), sum(row.unchecked for row in rest)
        checks = sum(row.checks for row in rest)
        yield PostDay(rest[0].agency, "", rest[0].day, crossings, unchecked, checks, len(rest))


def _rows(
    told: Mapping[tuple[str, str, str], int],
    unchecked: Mapping[tuple[str, str, str], int],
    shown: Mapping[tuple[str, str, str], int],
    days: Days,
) -> Iterator[PostDay]:
    for where in {*told, *shown}:
        if days.first <= where[2] <= days.last:
            yield PostDay(*where, told.get(where, 0), unchecked.get(where, 0), shown.get(where, 0))


def _times(checks: Iterable[Check]) -> Mapping[tuple[str, str, bytes], Sequence[int]]:
    """When each document was checked at each post, ascending."""
    found = defaultdict[tuple[str, str, bytes], list[int]](list)
    for each in sorted(checks, key=lambda one: one.at_ms):
        found[each.agency, each.post, each.document].append(each.at_ms)
    return found


def _is_checked(one: Crossing, times: Mapping[tuple[str, str, bytes], Sequence[int]]) -> bool:
    first, last = span_of(one.at_ms)
    return any(_has(times.get((one.agency, one.post, each), ()), first, last) for each in one.documents)


def span_of(at_ms: int) -> tuple[int, int]:
    """From when to when a check serves a crossing, both included."""
    if at_midnight(at_ms):
        return at_ms, day_end(at_ms)
    return at_ms - WINDOW_MS, at_ms + WINDOW_MS


def _has(times: Sequence[int], first: int, last: int) -> bool:
    """Whether one of them lies within."""
    place = bisect_left(times, first)
    return place < len(times) and times[place] <= last


def _day(at_ms: int) -> str:
    return day_text(today(at_ms))
