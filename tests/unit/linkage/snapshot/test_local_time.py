"""Days, nights and months in Pakistan, against the standard library's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.snapshot.local_time import day, day_of_month, hour, is_night, month, shift_day

PAKISTAN = timezone(timedelta(hours=5))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@given(st.integers(0, 4_000_000_000))
def test_as_the_clock_on_the_wall(at: int) -> None:
    told, local = np.array([at], dtype=np.int64), datetime.fromtimestamp(at, PAKISTAN)
    assert day(told)[0] == (local.date() - EPOCH.date()).days
    assert hour(told)[0] == local.hour
    assert month(told)[0] == (local.year - 1970) * 12 + local.month - 1
    assert day_of_month(told)[0] == local.day
    assert bool(is_night(told)[0]) == (local.hour >= 20 or local.hour < 5)


def test_a_shift_ends_at_noon() -> None:
    evening = int(datetime(2026, 3, 1, 21, tzinfo=PAKISTAN).timestamp())
    times = np.array([evening, evening + 10 * 3600, evening + 15 * 3600], dtype=np.int64)
    first, morning, afternoon = shift_day(times)
    assert first == morning
    assert afternoon == first + 1
