"""LAW 2(j): tables with gaps that tell nobody a count below k."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.statistics.ranges import UNBOUNDED, Cell, Range, range_of, with_totals
from services.statistics.suppression import MARK, published, suppressed

K = 10


def printed(text: str) -> list[list[str]]:
    return [row.split() for row in text.strip().split("\n")]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ([[40, 12, 3], [25, 30, 60]], "40 * * 55\n25 * * 115\n65 42 63 170"),
        ([[40, 12, 25], [25, 30, 60]], "40 12 25 77\n25 30 60 115\n65 42 85 192"),
        ([[4, 50], [60, 70]], "* * 54\n* * 130\n64 120 184"),
        ([[0, 3, 55], [20, 30, 40], [15, 60, 12]], "0 * * 58\n20 * * 90\n15 60 12 87\n35 93 107 235"),
        ([[2, 3], [4, 5]], "* * *\n* * *\n* * 14"),
        ([[0, 0], [12, 40]], "0 0 0\n12 40 52\n12 40 52"),
        ([[9, 11], [200, 300]], "* * 20\n* * 500\n209 311 520"),
    ],
    ids=["j1", "j2", "j3", "j4", "j5", "j6", "j8"],
)
def test_tables_as_they_are_printed(inner: list[list[int]], expected: str) -> None:
    assert published(inner, K) == printed(expected)


def test_a_count_of_k_is_printed() -> None:
    assert published([[K, 20], [30, 40]], K) == printed("10 20 30\n30 40 70\n40 60 100")


def test_j7_a_single_one_hides_both_rows_but_their_zeros() -> None:
    found = published([[1, 0, 0], [0, 30, 40]], K)
    assert found is not None
    assert [found[0][1], found[0][2], found[1][0], found[2][3]] == ["0", "0", "0", "71"]
    assert all(found[row][column] == MARK for row, column in ((0, 0), (1, 1), (1, 2), (0, 3), (1, 3)))


def test_j1_the_small_cell_may_be_anything_from_0_to_15() -> None:
    table = with_totals([[40, 12, 3], [25, 30, 60]])
    hidden = suppressed([[40, 12, 3], [25, 30, 60]], K)
    assert hidden is not None
    assert range_of(table, hidden, (0, 2)) == Range(0, 15)


def test_a_table_that_cannot_be_protected_is_withheld() -> None:
    assert published([[0, 12, 5], [0, 0, 0], [1, 40, 0]], K) is None
    assert published([[0, 1], [5, 0], [40, 12], [5, 40]], K) is None


def brute(table: list[list[int]], hidden: frozenset[Cell], cell: Cell, limit: int) -> Range:
    """By trying all values of hidden inner cells up to a limit, with whatever totals are published."""
    rows, columns = len(table) - 1, len(table[0]) - 1
    inner = [each for each in sorted(hidden) if each[0] < rows and each[1] < columns]
    seen: set[int] = set()
    for values in product(range(limit + 1), repeat=len(inner)):
        tried = [row[:columns] for row in table[:rows]]
        for (row, column), value in zip(inner, values, strict=True):
            tried[row][column] = value
        whole = with_totals(tried)
        if all(whole[r][c] == table[r][c] for r in range(rows + 1) for c in range(columns + 1) if (r, c) not in hidden):
            seen.add(whole[cell[0]][cell[1]])
    return Range(min(seen), max(seen))


SMALL = st.integers(2, 3).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 5), min_size=columns, max_size=columns), min_size=2, max_size=2)
)


@settings(max_examples=60, deadline=None)
@given(SMALL, st.data())
def test_j11_a_range_is_what_trying_everything_finds(inner: list[list[int]], data: st.DataObject) -> None:
    """Any inner cells hidden, four at most; their rows' totals published, so that each is bounded."""
    table = with_totals(inner)
    cells = [(row, column) for row in range(2) for column in range(len(inner[0]))]
    hidden = frozenset(data.draw(st.lists(st.sampled_from(cells), min_size=1, max_size=4, unique=True)))
    limit = max(table[row][-1] for row in range(2))
    for cell in hidden:
        assert range_of(table, hidden, cell) == brute(table, hidden, cell, limit)


def test_what_nothing_bounds_is_without_end() -> None:
    table = with_totals([[2, 3], [4, 5]])
    hidden = {(row, column) for row in range(3) for column in range(3)}
    assert range_of(table, hidden, (0, 0)) == Range(0, UNBOUNDED)


SIZES = st.tuples(st.integers(2, 6), st.integers(2, 6))
VALUES = st.one_of(st.integers(0, 12), st.integers(0, 200))
TABLES = SIZES.flatmap(
    lambda size: st.lists(st.lists(VALUES, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


@settings(max_examples=150, deadline=None)
@given(TABLES, st.sampled_from([5, 10]))
def test_j11_no_hidden_cell_is_known_to_less_than_k(inner: list[list[int]], k: int) -> None:
    hidden = suppressed(inner, k)
    if hidden is None:
        return
    table = with_totals(inner)
    for cell in hidden:
        assert range_of(table, hidden, cell).width >= k
    for row, line in enumerate(table):
        for column, value in enumerate(line):
            assert (row, column) in hidden or value == 0 or value >= k
            assert (row, column) not in hidden or value > 0, "a zero stays"


@settings(max_examples=80, deadline=None)
@given(TABLES)
def test_a_table_without_small_counts_is_printed_whole(inner: list[list[int]]) -> None:
    large = [[value + K if value else 0 for value in row] for row in inner]
    found = published(large, K)
    assert found is not None
    assert MARK not in {text for row in found for text in row}
