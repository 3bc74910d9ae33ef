"""Filings under keys: what was added is found, in whatever runs it lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.index import postings
from services.matching.index.postings import Postings

KEYS = st.integers(0, 2**64 - 1) | st.integers(0, 5)


@given(st.lists(st.sets(KEYS, max_size=4), max_size=60), st.sets(KEYS, max_size=6), st.integers(1, 20))
def test_finds_each_slot_that_has_one_of_the_keys(filed: list[set[int]], sought: set[int], fresh: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "FRESH", fresh)
        held = Postings()
        for slot, keys in enumerate(filed):
            held.add(keys, slot)
        expected = [slot for slot, keys in enumerate(filed) if keys & sought]
        assert held.found(sought).tolist() == expected
        runs = held.runs()
        assert all(sorted(run.keys.tolist()) == run.keys.tolist() for run in runs)
        every = sorted(key for run in runs for key in run.keys.tolist())
        assert every == sorted(key for keys in filed for key in keys)
        assert held.found(sought).tolist() == Postings(runs).found(sought).tolist() == expected


def test_nothing_is_found_where_nothing_is_filed_or_asked() -> None:
    assert Postings().found({1}).tolist() == []
    held = Postings()
    held.add({1, 2}, 0)
    assert held.found(set()).tolist() == []


def test_filings_are_moved_a_few_times_each() -> None:
    held = Postings()
    moved = 0
    merge = held._merge

    def counted() -> None:
        nonlocal moved
        moved += sum(len(run.keys) for run in held._runs[-2:])
        merge()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "FRESH", 4)
        patch.setattr(held, "_merge", counted)
        for slot in range(2000):
            held.add([slot, slot + 5000], slot)
    assert moved < 4000 * 12
