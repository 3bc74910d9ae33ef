"""One zone for people, epoch milliseconds inside: what is written is read back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tables.times import NoTime, exact, instant, shown

NOON = int(datetime(2024, 5, 1, 7, 0, tzinfo=UTC).timestamp() * 1000)
MIDNIGHT = NOON - 12 * 3_600_000
TIMES = st.integers(100_000_000, 4_102_444_800_000)


def test_times_are_those_of_karachi() -> None:
    assert shown(NOON) == "2024-05-01T12:00:00+05:00"
    assert exact(NOON + 7) == "2024-05-01T12:00:00.007+05:00"
    assert shown(0) == exact(0) == ""


def test_summer_time_of_2008_is_its_own() -> None:
    july = int(datetime(2008, 7, 1, tzinfo=UTC).timestamp() * 1000)
    assert shown(july) == "2008-07-01T06:00:00+06:00"


@pytest.mark.parametrize(
    ("text", "at_ms"),
    [
        ("", 0),
        ("0", 0),
        ("2024-05-01", MIDNIGHT),
        ("20240501", MIDNIGHT),
        (" 2024-05-01T12:00 ", NOON),
        ("2024-05-01T12:00:00.007", NOON + 7),
        ("2024-05-01T07:00Z", NOON),
        ("2024-05-01T09:00+02:00", NOON),
        (str(NOON), NOON),
        ("7", 7),
    ],
)
def test_a_time_is_read_however_it_is_written(text: str, at_ms: int) -> None:
    assert instant(text) == at_ms


def test_a_day_ends_with_its_last_millisecond() -> None:
    assert instant("2024-05-01", end_of_day=True) == MIDNIGHT + 24 * 3_600_000 - 1
    assert instant("2024-05-01T12:00", end_of_day=True) == NOON


@pytest.mark.parametrize(
    "text", ["yesterday", "2024-13-01", "2024-05-01T25:00", "-1", "9" * 15, "9" * 400, "٢٠٢٤", "1e9", "2024-05-01 noon"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(NoTime):
        instant(text)


@given(TIMES)
def test_what_is_written_is_read_back(at_ms: int) -> None:
    assert instant(exact(at_ms)) == at_ms
    assert instant(shown(at_ms)) == at_ms // 1000 * 1000
    assert instant(str(at_ms)) == at_ms


@given(TIMES)
def test_a_time_lies_within_the_day_that_is_shown(at_ms: int) -> None:
    day = shown(at_ms)[:10]
    assert instant(day) <= at_ms <= instant(day, end_of_day=True)
