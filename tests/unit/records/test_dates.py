"""Spans of ISO 8601 texts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.values.dates import day_text, disjoint, span, span_or_none, today, years_between
from tests.rows import of_rows

DAY = 86_400_000
days = st.dates(date(1800, 1, 1), date(2299, 12, 31))


@given(days)
def test_a_day_is_a_day_in_pakistan(day: date) -> None:
    found = span(day.isoformat())
    assert found.last_ms - found.first_ms == DAY - 1
    assert (found.first_ms + 5 * 3_600_000) % DAY == 0
    assert day_text(found.first_day) == day.isoformat()
    assert today(found.first_ms) == today(found.last_ms) == found.first_day == found.last_day


@given(days)
def test_wider_texts_hold_narrower_ones(day: date) -> None:
    text = day.isoformat()
    year, month, whole, minute = span(text[:4]), span(text[:7]), span(text), span(f"{text}T10:30")
    for outer, inner in ((year, month), (month, whole), (whole, minute)):
        assert outer.first_ms <= inner.first_ms <= inner.last_ms <= outer.last_ms
        assert not disjoint(outer, inner)
    assert minute.timed
    assert not whole.timed


def test_zones() -> None:
    assert span("2024-05-01T10:00:30+05:00") == span("2024-05-01T05:00:30Z") == span("2024-05-01T10:00:30")
    assert span("2024-05-01T23:00Z").first_day == span("2024-05-02").first_day


@of_rows(
    "text",
    [
        "",
        "soon",
        "2024-13",
        "2024-02-30",
        "24-05-01",
        "2024-5-1",
        "01-05-2024",
        "2024-05-01Z",
        "2024-05-01T25:00",
        "2024-05-01T10:00+99:00",
        "1799",
        "2300",
        "0000",
        "9999-12-31",
        "٢٠٢٤",
        "2024-05-01 10:00",
        "2024-05-01T10",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        span(text)
    assert span_or_none(text) is None


@given(st.text(max_size=25))
def test_any_text_is_a_span_or_none(text: str) -> None:
    found = span_or_none(text)
    assert found is None or found.first_ms <= found.last_ms


@given(days, st.integers(0, 400))
def test_age_is_completed_years(born: date, later: int) -> None:
    at = born + timedelta(days=later)
    first, second = born.toordinal() - 719163, at.toordinal() - 719163
    assert years_between(first, second) == at.year - born.year - ((at.month, at.day) < (born.month, born.day))


def test_a_leapling_comes_of_age_on_the_first_of_march() -> None:
    born = span("2004-02-29").first_day
    assert years_between(born, span("2022-02-28").first_day) == 17
    assert years_between(born, span("2022-03-01").first_day) == 18
