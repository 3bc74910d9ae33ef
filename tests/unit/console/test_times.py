"""Bars of days: each event lies in a bar, none overlaps another, and a span is what filters of days look at."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.times import BARS, HEIGHT, WIDTH, day_of, day_span, histogram, said
from services.tables.times import instant

START = instant("2020-01-01")
MOMENTS = st.lists(st.integers(START, START + 3_000 * 86_400_000), min_size=1, max_size=30)


@given(MOMENTS)
def test_every_event_lies_in_one_bar_and_bars_follow_one_another(moments: list[int]) -> None:
    bars = histogram([(at, at) for at in moments])
    assert 1 <= len(bars) <= BARS
    assert sum(bar.count for bar in bars) == len(moments)
    assert [one.until_ms + 1 for one in bars[:-1]] == [other.since_ms for other in bars[1:]]
    assert bars[0].since_ms <= min(moments) <= max(moments) <= bars[-1].until_ms
    assert max(bar.height for bar in bars) == HEIGHT
    assert all(bar.y + bar.height == pytest.approx(HEIGHT) for bar in bars)
    assert bars[-1].x + bars[-1].width <= WIDTH


def test_what_lasts_counts_in_each_bar_that_it_touches() -> None:
    first, last = instant("2024-03-01"), instant("2024-03-03", end_of_day=True)
    bars = histogram([(first, last), (instant("2024-03-02T12:00"),) * 2])
    assert [(bar.since, bar.until, bar.count) for bar in bars] == [
        ("2024-03-01", "2024-03-01", 1),
        ("2024-03-02", "2024-03-02", 2),
        ("2024-03-03", "2024-03-03", 1),
    ]


def test_nothing_dated_has_no_bars() -> None:
    assert histogram([]) == ()


def test_a_day_is_that_of_pakistan() -> None:
    assert day_of(instant("2024-03-01T00:00")) == day_of(instant("2024-03-01T23:59")) == date(2024, 3, 1)
    assert day_of(0) == date(1970, 1, 1)


def test_dates_of_records_are_spans() -> None:
    assert day_span("2024-03-01") == ((instant("2024-03-01"), instant("2024-03-02") - 1),)
    assert day_span("") == day_span("2024") == day_span("about 2024") == ()


def test_what_a_page_is_told_of_a_span() -> None:
    assert said([(5, 9), (5, 9), (-3, 7)]) == "5-9 0-7"
    assert said([]) == ""
