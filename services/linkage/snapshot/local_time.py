"""Days, nights and months as people in Pakistan live them: UTC+5 all year round. Pure."""

from __future__ import annotations

from typing import Final

import numpy as np

from services.linkage.snapshot.columns import Flags, Ints

HOUR_S: Final = 3600
DAY_S: Final = 24 * HOUR_S
_AHEAD_S: Final = 5 * HOUR_S
_NIGHT_FROM, _NIGHT_TO = 20, 5


def day(at: Ints) -> Ints:
    """Days since the epoch."""
    return (at + _AHEAD_S) // DAY_S


def hour(at: Ints) -> Ints:
    """Of the day, 0 to 23."""
    return (at + _AHEAD_S) % DAY_S // HOUR_S


def is_night(at: Ints) -> Flags:
    """From 20:00 to 05:00."""
    found = hour(at)
    return (found >= _NIGHT_FROM) | (found < _NIGHT_TO)


def shift_day(at: Ints) -> Ints:
    """Number of the working day that ends at noon: what is taken at night and paid on in the morning is of one."""
    return day(at - 12 * HOUR_S)


def month(at: Ints) -> Ints:
    """Months since January 1970."""
    return (at + _AHEAD_S).astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)


def day_of_month(at: Ints) -> Ints:
    """From 1, as a calendar in Pakistan shows it."""
    moved = (at + _AHEAD_S).astype("datetime64[s]")
    first = moved.astype("datetime64[M]").astype("datetime64[D]")
    return np.asarray((moved.astype("datetime64[D]") - first).astype(np.int64) + 1)
