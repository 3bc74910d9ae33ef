"""Days that stand for a moment which nobody wrote down: their first and last millisecond. Pure.

A time of exactly midnight is read as the day alone: programs write it where a person gave a date, and to claim an order
within the day that nobody knows is worse than to leave it open.
"""

from __future__ import annotations

from typing import Final

from services.tables.zone import PAKISTAN_MS

DAY_MS: Final = 86_400_000


def day_end(at_ms: int) -> int:
    """Last millisecond of the day that begins at ``at_ms``."""
    return at_ms + DAY_MS - 1


def is_day(at_ms: int, until_ms: int) -> bool:
    """Whether a span is one day."""
    return until_ms == day_end(at_ms)


def at_midnight(at_ms: int) -> bool:
    """Whether a day begins then in Asia/Karachi; 0 is no time."""
    return bool(at_ms) and (at_ms + PAKISTAN_MS) % DAY_MS == 0
