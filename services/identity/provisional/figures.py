"""Under what a child is counted: the body, how the registration stands, and the age when the body took them in. Pure.

Half-years are the parts of which periods of releases are made; a count names no child and no day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from services.identity.provisional.age import ages
from services.identity.provisional.states import Held
from services.values.dates import day_text, today
from services.vocabulary.provisional import ProvisionalState

BANDS: Final = {"0-9": (0, 9), "10-13": (10, 13), "14-17": (14, 17)}
"""Completed years of a band, both included."""
_JULY: Final = 7


class Kind(NamedTuple):
    """``body``: that took the child in; ``state``: of the registration; ``band``: of the age at that time."""

    body: str
    state: str
    band: str


class Place(NamedTuple):
    """A half-year, such as 2026-H1, of Pakistan's days, and what is counted in it."""

    half: str
    kind: Kind


def place_of(held: Held) -> Place | None:
    """Where a child is counted: nowhere who was merged into another, or was taken in before the day was kept."""
    if not held.opened_ms or held.state == ProvisionalState.MERGED:
        return None
    day = date.fromisoformat(day_text(today(held.opened_ms)))
    return Place(_half(day), Kind(held.child.holder, held.state, band(held)))


def halves(first: date, until: date) -> Sequence[str]:
    """Those from a day that begins one to the day before another that does."""
    found = []
    while first < until:
        found.append(_half(first))
        first = first.replace(month=_JULY) if first.month < _JULY else first.replace(year=first.year + 1, month=1)
    return found


def band(held: Held) -> str:
    """That in which the child was on every day of the range of birth when a body took them in, else NOT_KNOWN."""
    if held.child.birth is None:
        return "NOT_KNOWN"
    youngest, oldest = ages(held.child.birth, held.opened_ms)
    return next((word for word, (low, high) in BANDS.items() if low <= youngest and oldest <= high), "NOT_KNOWN")


def _half(day: date) -> str:
    return f"{day.year:04d}-H{1 if day.month < _JULY else 2}"
