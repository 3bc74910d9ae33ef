"""Memory has a bound, and the oldest goes first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.records.app.remember import Remembered


def test_the_least_recently_used_goes() -> None:
    held: Remembered[str, int] = Remembered(3)
    for number, key in enumerate("abc"):
        held.put(key, number)
    assert held.get("a") == 0
    held.put("d", 3)
    assert (held.get("b"), held.get("a"), held.get("d")) == (None, 0, 3)


def test_a_value_too_large_is_not_kept_and_replacing_counts_once() -> None:
    held: Remembered[str, int] = Remembered(10)
    held.put("a", 1, 11)
    assert held.get("a") is None
    held.put("a", 1, 6)
    held.put("a", 2, 10)
    assert held.get("a") == 2
    held.put("b", 3, 1)
    assert (held.get("a"), held.get("b")) == (None, 3)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12))), st.integers(0, 30))
def test_never_more_than_allowed(puts: list[tuple[int, int]], most: int) -> None:
    held: Remembered[int, int] = Remembered(most)
    sizes: dict[int, int] = {}
    for key, size in puts:
        held.put(key, size, size)
        if size <= most:
            sizes[key] = size
    kept = {key: value for key in range(10) if (value := held.get(key)) is not None}
    assert sum(kept.values()) <= most
    assert all(sizes[key] == value for key, value in kept.items())
