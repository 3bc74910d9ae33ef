"""Sums, counts and windows, each against a plain loop over the same rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.snapshot.grouping import (
    NEVER,
    distinct,
    group,
    last_before,
    most_in_window,
    often,
    ordered,
    pairs_of,
    sum_at,
)

SMALL = st.integers(0, 6)
ROWS = st.lists(st.tuples(SMALL, SMALL, st.integers(0, 40)), max_size=40)


def columns(rows: Sequence[tuple[int, ...]], width: int = 3) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    return [np.array([row[place] for row in rows], dtype=np.int64) for place in range(width)]


WIDE = st.one_of(SMALL, st.integers(-3, -1), st.sampled_from([-(1 << 63), -(1 << 40), 1 << 40, (1 << 63) - 1]))


@given(st.lists(st.tuples(WIDE, WIDE), max_size=20))
def test_rows_in_order_however_far_apart_their_keys_are(rows: list[tuple[int, int]]) -> None:
    """Narrow keys are packed in one number; wide ones are not."""
    one, other = columns(rows, 2)
    assert ordered(one).tolist() == sorted(range(len(rows)), key=lambda place: rows[place][0])
    assert ordered(one, other).tolist() == sorted(range(len(rows)), key=lambda place: rows[place])


@given(st.lists(st.tuples(SMALL, st.integers(-1, 6)), max_size=20))
def test_each_pair_once(rows: list[tuple[int, int]]) -> None:
    first, second = pairs_of(*columns(rows, 2))
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == sorted(set(rows))


@given(ROWS)
def test_groups_hold_every_row_once_and_in_order(rows: list[tuple[int, int, int]]) -> None:
    one, other, value = columns(rows)
    found = group(one, other)
    want: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, (a, b, _) in enumerate(rows):
        want[a, b].append(place)
    keys = list(zip(found.keys[0].tolist(), found.keys[1].tolist(), strict=True))
    assert keys == sorted(want)
    assert [found.rows(place).tolist() for place in range(len(found))] == [want[key] for key in keys]
    assert found.sizes().tolist() == [len(want[key]) for key in keys]
    assert found.sums(value).tolist() == [sum(rows[place][2] for place in want[key]) for key in keys]
    assert [keys[each] for each in found.of_row] == [(a, b) for a, b, _ in rows]


@given(ROWS, st.integers(1, 5))
def test_pairs_that_come_often(rows: list[tuple[int, int, int]], least: int) -> None:
    one, other, _ = columns(rows)
    counts = Counter((a, b) for a, b, _ in rows)
    assert often(one, other, least).tolist() == [counts[a, b] >= least for a, b, _ in rows]


@given(ROWS)
def test_distinct_values_of_a_group(rows: list[tuple[int, int, int]]) -> None:
    one, other, _ = columns(rows)
    want: dict[int, set[int]] = defaultdict(set)
    for a, b, _ in rows:
        want[a].add(b)
    assert distinct(one, other, 7).tolist() == [len(want[number]) for number in range(7)]


@given(ROWS, st.integers(1, 12))
def test_the_fullest_window_and_where_it_begins(rows: list[tuple[int, int, int]], window: int) -> None:
    one, _, at = columns(rows)
    most, since = most_in_window(one, at, window)
    times: dict[int, list[int]] = defaultdict(list)
    for a, _, when in rows:
        times[a].append(when)
    for number in range(len(most)):
        held = sorted(times[number])
        best = max((sum(start <= each < start + window for each in held) for start in held), default=0)
        assert most[number] == best
        if held:
            assert sum(since[number] <= each < since[number] + window for each in held) == best


@given(ROWS, st.lists(st.tuples(SMALL, st.integers(-5, 45)), max_size=10))
def test_the_last_time_before(rows: list[tuple[int, int, int]], wanted: list[tuple[int, int]]) -> None:
    one, _, at = columns(rows)
    asked = columns(wanted, 2)
    found = last_before((asked[0], asked[1]), one, at)
    want = [max((t for a, _, t in rows if a == who and t <= when), default=NEVER) for who, when in wanted]
    assert found.tolist() == want


@given(ROWS, st.lists(st.tuples(SMALL, SMALL), max_size=10))
def test_sums_at_pairs(rows: list[tuple[int, int, int]], wanted: list[tuple[int, int]]) -> None:
    one, other, value = columns(rows)
    asked = columns(wanted, 2)
    sums: Counter[tuple[int, int]] = Counter()
    for a, b, amount in rows:
        sums[a, b] += amount
    assert sum_at((asked[0], asked[1]), (one, other), value).tolist() == [sums[pair] for pair in wanted]
