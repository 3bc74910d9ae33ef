"""A date or two, as people type them, are a first and a last day."""

from __future__ import annotations

import pytest

from services.values.dates import first_and_last


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("1985", ("1985-01-01", "1985-12-31")),
        ("1984-02", ("1984-02-01", "1984-02-29")),
        ("1985-03-04", ("1985-03-04", "1985-03-04")),
        ("1985/1986-06", ("1985-01-01", "1986-06-30")),
        ("1985/", ("1985-01-01", "1985-12-31")),
    ],
)
def test_a_date_or_two_are_a_first_and_a_last_day(typed: str, days: tuple[str, str]) -> None:
    assert first_and_last(typed) == days


@pytest.mark.parametrize("typed", ["", "/", "/1985", "85", "1985/soon", "1985/1986/1987", "1985-13"])
def test_what_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day"):
        first_and_last(typed)
