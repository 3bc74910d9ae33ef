"""Every key is counted by itself, in memory and on disk alike."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.store.seen import Seen


@given(st.lists(st.text(max_size=5), max_size=200), st.sampled_from([0, 1, 3, 1000]))
def test_it_counts_as_a_counter_does(keys: list[str], most: int) -> None:
    seen, counted = Seen(most), Counter[str]()
    for key in keys:
        counted[key] += 1
        assert seen.count(key) == counted[key]
    seen.close()


def test_what_was_held_in_memory_is_known_on_disk() -> None:
    seen = Seen(2)
    assert [seen.count(key) for key in ("a", "b", "a", "c", "d", "a", "d")] == [1, 1, 2, 1, 1, 3, 2]
    seen.close()


def test_a_lone_surrogate_is_a_key_like_others() -> None:
    seen = Seen()
    assert (seen.count("\ud800"), seen.count("\ud801"), seen.count("\ud800")) == (1, 1, 2)
    seen.close()


@pytest.mark.parametrize("most", [10, 10_000])
def test_many_keys_take_little_memory(most: int) -> None:
    seen = Seen(most)
    assert {seen.count(str(number)) for number in range(5000)} == {1}
    assert {seen.count(str(number)) for number in range(5000)} == {2}
    assert (len(seen._held) == 0) == (most == 10)
    seen.close()
