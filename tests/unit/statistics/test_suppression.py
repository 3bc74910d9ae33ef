"""LAW 2(j): tables with gaps that tell nobody a count below k."""

from __future__ import annotations

import os
import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.statistics.ranges import UNBOUNDED, Arc, Figure, Range, range_of, with_totals
from services.statistics.suppression import MARK, Published, suppressed
from services.statistics.woven import Size, single
from tests.budget import budget, share

K = 10
VALUES_OF_ONE: dict[Figure, int] = {("T", 0, 0): 3, ("T", 0, 1): 0}
Inner = list[list[int]]


def values_of(inner: Inner) -> dict[Figure, int]:
    return {("T", r, c): value for r, line in enumerate(with_totals(inner)) for c, value in enumerate(line)}


def publishing(inner: Inner, k: int, *parts: Inner) -> Published:
    """A table; ``parts``: what each agency wrote of it."""
    others = ([[a - b for a, b in zip(x, y, strict=True)] for x, y in zip(inner, part, strict=True)] for part in parts)
    arcs = single("T", Size(len(inner), len(inner[0]))).arcs
    return Published(arcs, values_of(inner), k, tuple(values_of(each) for each in others))


def published(inner: Inner, k: int, *parts: Inner) -> list[list[str]] | None:
    hidden = suppressed(publishing(inner, k, *parts))
    if hidden is None:
        return None
    return [
        [MARK if ("T", r, c) in hidden else str(value) for c, value in enumerate(line)]
        for r, line in enumerate(with_totals(inner))
    ]


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
def test_tables_as_they_are_printed(inner: Inner, expected: str) -> None:
    assert published(inner, K) == printed(expected)


def test_a_count_of_k_is_printed() -> None:
    assert published([[K, 20], [30, 40]], K) == printed("10 20 30\n30 40 70\n40 60 100")


def test_j7_a_single_one_hides_both_rows_but_their_zeros() -> None:
    found = published([[1, 0, 0], [0, 30, 40]], K)
    assert found is not None
    assert [found[0][1], found[0][2], found[1][0], found[2][3]] == ["0", "0", "0", "71"]
    assert all(found[row][column] == MARK for row, column in ((0, 0), (1, 1), (1, 2), (0, 3), (1, 3)))


def test_j1_the_small_cell_may_be_anything_from_0_to_15() -> None:
    of = publishing([[40, 12, 3], [25, 30, 60]], K)
    hidden = suppressed(of)
    assert hidden is not None
    assert range_of(of.arcs, of.values, hidden, ("T", 0, 2)) == Range(0, 15)


@pytest.mark.parametrize("inner", [[[0, 12, 5], [0, 0, 0], [1, 40, 0]], [[0, 1], [5, 0], [40, 12], [5, 40]]])
def test_where_the_lines_of_a_count_are_all_hidden_others_are_hidden_for_it(inner: Inner) -> None:
    of = publishing(inner, K)
    hidden = suppressed(of)
    assert hidden is not None
    audit(of, hidden)


def test_tables_that_cannot_be_protected_are_withheld() -> None:
    """A total that is printed in another table, whose parts are zeros: nothing beside the count is left to hide."""
    of = Published({("T", 0, 0): Arc(("a",), ("b",), 0), ("T", 0, 1): Arc(("b",), ("a",), 1)}, VALUES_OF_ONE, K)
    assert suppressed(of) is None


def brute(table: Inner, hidden: frozenset[Figure], cell: Figure, limit: int) -> Range:
    """By trying all values of hidden inner cells up to a limit, with whatever totals are published."""
    rows, columns = len(table) - 1, len(table[0]) - 1
    inner = [each for each in sorted(hidden) if each[1] < rows and each[2] < columns]
    seen: set[int] = set()
    for values in product(range(limit + 1), repeat=len(inner)):
        tried = [row[:columns] for row in table[:rows]]
        for (_, row, column), value in zip(inner, values, strict=True):
            tried[row][column] = value
        whole = with_totals(tried)
        places = product(range(rows + 1), range(columns + 1))
        if all(whole[r][c] == table[r][c] for r, c in places if ("T", r, c) not in hidden):
            seen.add(whole[cell[1]][cell[2]])
    return Range(min(seen), max(seen))


SMALL = st.integers(2, 3).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 5), min_size=columns, max_size=columns), min_size=2, max_size=2)
)


@budget(60)
@given(SMALL, st.data())
def test_j11_a_range_is_what_trying_everything_finds(inner: Inner, data: st.DataObject) -> None:
    """Any inner cells hidden, four at most; their rows' totals published, so that each is bounded."""
    of, table = publishing(inner, K), with_totals(inner)
    cells = [("T", row, column) for row in range(2) for column in range(len(inner[0]))]
    hidden = frozenset(data.draw(st.lists(st.sampled_from(cells), min_size=1, max_size=4, unique=True)))
    limit = max(table[row][-1] for row in range(2))
    for cell in hidden:
        assert range_of(of.arcs, of.values, hidden, cell) == brute(table, hidden, cell, limit)


def test_what_nothing_bounds_is_without_end() -> None:
    of = publishing([[2, 3], [4, 5]], K)
    assert range_of(of.arcs, of.values, set(of.arcs), ("T", 0, 0)) == Range(0, UNBOUNDED)


SIZES = st.tuples(st.integers(2, 6), st.integers(2, 6))
VALUES = st.one_of(st.integers(0, 12), st.integers(0, 200))
TABLES = SIZES.flatmap(
    lambda size: st.lists(st.lists(VALUES, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


def audit(of: Published, hidden: frozenset[Figure]) -> None:
    """Nobody knows a hidden count to less than k values; what is small is hidden; a zero stays."""
    for view in of.views:
        for one, value in view.items():
            assert one in hidden or value == 0 or value >= of.k
            if one in hidden and value > 0:
                assert range_of(of.arcs, view, hidden, one).width >= of.k
    assert all(of.values[one] > 0 for one in hidden)


@budget(100)
@given(TABLES, st.sampled_from([5, 10]))
def test_j11_no_hidden_cell_is_known_to_less_than_k(inner: Inner, k: int) -> None:
    of = publishing(inner, k)
    hidden = suppressed(of)
    if hidden is not None:
        audit(of, hidden)


@pytest.mark.budgeted
def test_j11_ten_thousand_tables() -> None:
    """RABTA_TABLES says how many there are under the full budget, else 300."""
    drawn, withheld = random.Random(20), 0
    wanted = share(int(os.environ.get("RABTA_TABLES", "300")))
    for _ in range(wanted):
        rows, columns, most = drawn.randint(2, 6), drawn.randint(2, 6), drawn.choice((12, 40, 200))
        inner = [[drawn.randint(0, most) for _ in range(columns)] for _ in range(rows)]
        part = [[drawn.randint(0, value) if drawn.random() < 0.3 else 0 for value in line] for line in inner]
        of = publishing(inner, K, part)
        hidden = suppressed(of)
        withheld += hidden is None
        if hidden is not None:
            audit(of, hidden)
    assert withheld < wanted / 4


@budget(80)
@given(TABLES)
def test_a_table_without_small_counts_is_printed_whole(inner: Inner) -> None:
    large = [[value + K if value else 0 for value in row] for row in inner]
    found = published(large, K)
    assert found is not None
    assert MARK not in {text for row in found for text in row}


def test_records_that_an_agency_plants_unmask_no_cell() -> None:
    """Nine of its own beside another's one would print 10, of which it knows nine."""
    true, planted = [[1, 30], [40, 50]], [[9, 0], [0, 0]]
    whole = [[10, 30], [40, 50]]
    assert published(true, K) == printed("* * 31\n* * 90\n41 80 121")
    assert published(whole, K) == printed("10 30 40\n40 50 90\n50 80 130")
    found = published(whole, K, planted)
    assert found is not None
    assert found[0][0] == MARK
    of = publishing(whole, K, planted)
    hidden = suppressed(of)
    assert hidden is not None
    audit(of, hidden)


def test_whoever_wrote_all_of_a_table_keeps_nothing_back_from_the_public() -> None:
    inner = [[12, 30], [40, 50]]
    assert published(inner, K, inner) == published(inner, K)
