"""What is left of a day's budget, and the sample that nobody chooses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.linkage.alerts.budget import sample, within

NAMES = [f"case-{number}" for number in range(40)]


@given(st.lists(st.integers(), max_size=20), st.integers(0, 10), st.integers(0, 15))
def test_nothing_is_left_out_in_silence(numbers: list[int], budget: int, used: int) -> None:
    told = within(numbers, budget, used)
    assert len(told.shown) + told.left_out == len(numbers)
    assert len(told.shown) == min(len(numbers), max(budget - used, 0))
    assert list(told.shown) == numbers[: len(told.shown)]


def test_the_sample_is_the_seed_s() -> None:
    drawn = sample(NAMES, 5, b"seed", "2026-03-01")
    assert drawn == sample(NAMES[::-1] * 2, 5, b"seed", "2026-03-01")
    assert len(set(drawn)) == 5
    assert drawn != sample(NAMES, 5, b"other", "2026-03-01")
    assert drawn != sample(NAMES, 5, b"seed", "2026-03-02")
    assert set(sample(NAMES, 100, b"seed", "2026-03-01")) == set(NAMES)
