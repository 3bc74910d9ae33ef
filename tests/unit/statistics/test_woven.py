"""Tables that share totals: no table of a release, subtracted from another, tells a hidden count to less than k values.

What the circulation says is compared with trying everything, table by table, joined by what they share.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from itertools import product

import pytest

from services.statistics.ranges import Figure, range_of, with_totals
from services.statistics.suppression import Published, suppressed
from services.statistics.woven import Size, Woven, accused, beside, cases, funnel

Inner = tuple[tuple[int, ...], ...]
Sign = Callable[[Inner], tuple[int, ...]]
Link = tuple[str, Sign, str, Sign]
K, LARGEST, LIMIT = 2, 3, 9


def rows(table: Inner) -> tuple[int, ...]:
    return tuple(map(sum, table))


def total(table: Inner) -> tuple[int, ...]:
    return (sum(map(sum, table)),)


def first_column(table: Inner) -> tuple[int, ...]:
    return tuple(row[0] for row in table)


def draw(drawn: random.Random, size: Size) -> Inner:
    return tuple(tuple(drawn.randint(0, LARGEST) for _ in range(size.columns)) for _ in range(size.rows))


def parted(drawn: random.Random, whole: int, into: int) -> list[int]:
    """A number as a sum of parts."""
    found = [0] * into
    for _ in range(whole):
        found[drawn.randrange(into)] += 1
    return found


def with_rows(drawn: random.Random, totals: Sequence[int], columns: int) -> Inner:
    return tuple(tuple(parted(drawn, each, columns)) for each in totals)


class Tables(dict[str, Inner]):
    """Tables that were counted, with what they share."""

    woven: Woven
    links: list[Link]

    @property
    def figures(self) -> dict[Figure, int]:
        found = {}
        for name, inner in self.items():
            for r, line in enumerate(with_totals(inner)):
                found.update({(name, r, c): value for c, value in enumerate(line)})
        return found


def sizes_of(tables: Mapping[str, Inner]) -> dict[str, Size]:
    return {name: Size(len(inner), len(inner[0])) for name, inner in tables.items()}


def victims(drawn: random.Random) -> Tables:
    first = draw(drawn, Size(2, 2))
    made = Tables(T2=first, T3=with_rows(drawn, rows(first), 2))
    made.woven, made.links = beside("T2", "T3", sizes_of(made)), [("T2", rows, "T3", rows)]
    return made


def of_cases(drawn: random.Random) -> Tables:
    whole = draw(drawn, Size(2, 2))
    other = tuple(tuple(each) for each in (parted(drawn, total(whole)[0], 2),))
    special = tuple((row[0],) for row in whole)
    made = Tables(T4=whole, T1=special, T11=other)
    made.woven = cases(sizes_of(made), (0,))
    made.links = [("T4", first_column, "T1", rows), ("T4", total, "T11", total)]
    return made


def of_accused(drawn: random.Random) -> Tables:
    """Rows of T6: not over, and convicted; of T5: two stages, and over."""
    outcomes = draw(drawn, Size(2, 2))
    open_, convicted = rows(outcomes)
    stages = tuple((each,) for each in (*parted(drawn, open_, 2), convicted))
    sentences = with_rows(drawn, parted(drawn, convicted, 2), 2)
    laws = with_rows(drawn, rows(sentences), 2)
    made = Tables(T6=outcomes, T5=stages, S1=sentences, T7=laws)
    made.woven = accused(sizes_of(made), 0, 1)
    made.links = [
        ("T6", rows, "T5", lambda each: (each[0][0] + each[1][0], each[2][0])),
        ("T6", lambda each: (sum(each[1]),), "S1", total),
        ("S1", rows, "T7", rows),
    ]
    return made


def of_funnel(drawn: random.Random) -> Tables:
    named = draw(drawn, Size(2, 2))
    changed = sum(named[0])
    bail = tuple((each,) for each in parted(drawn, changed, 3))
    measure = tuple((each,) for each in parted(drawn, changed, 2))
    made = Tables(F1=named, F2=bail, F3=measure)
    made.woven = funnel(sizes_of(made), 0)
    made.links = [("F1", lambda each: (sum(each[0]),), name, total) for name in ("F2", "F3")]
    return made


FAMILIES = {"victims": victims, "cases": of_cases, "accused": of_accused, "funnel": of_funnel}


def possible(tables: Tables, hidden: frozenset[Figure]) -> dict[str, list[Inner]]:
    """All that each table may be, by all that is printed of all of them, with no inner cell above LIMIT."""

    def seen(one: Figure) -> bool:
        return tables.woven.same.get(one, one) not in hidden

    found = {}
    for name, inner in tables.items():
        size, values = Size(len(inner), len(inner[0])), tables.figures
        known = {one: value for one, value in values.items() if one[0] == name and seen(one)}
        tried = (
            tuple(tuple(flat[r * size.columns : (r + 1) * size.columns]) for r in range(size.rows))
            for flat in product(range(LIMIT + 1), repeat=size.rows * size.columns)
        )
        found[name] = [each for each in tried if _fits(each, known)]
    while True:
        before = sum(map(len, found.values()))
        for a, sign_a, b, sign_b in tables.links:
            both = {sign_a(each) for each in found[a]} & {sign_b(each) for each in found[b]}
            found[a] = [each for each in found[a] if sign_a(each) in both]
            found[b] = [each for each in found[b] if sign_b(each) in both]
        if sum(map(len, found.values())) == before:
            return found


def _fits(table: Inner, known: Mapping[Figure, int]) -> bool:
    whole = with_totals(table)
    return all(whole[row][column] == value for (_, row, column), value in known.items())


@pytest.mark.parametrize("family", FAMILIES)
def test_a_figure_may_be_what_trying_everything_finds(family: str) -> None:
    """Also that the figures that share a total are named as the same."""
    drawn, looked = random.Random(11), 0
    for _ in range(6):
        tables = FAMILIES[family](drawn)
        for one, first in tables.woven.same.items():
            assert tables.figures[one] == tables.figures[first]
        assert tables.woven.arcs.keys() | tables.woven.same.keys() == tables.figures.keys()
        hidden = suppressed(Published(tables.woven.arcs, tables.figures, K))
        if not hidden:
            continue
        found = possible(tables, hidden)
        for one in hidden:
            said = range_of(tables.woven.arcs, tables.figures, hidden, one)
            tried = {with_totals(each)[one[1]][one[2]] for each in found[one[0]]}
            assert said.low == min(tried)
            assert max(tried) - min(tried) >= K
            if said.high <= LIMIT // 2:
                assert said.high == max(tried)
            looked += 1
    assert looked > 5


def test_a_second_table_that_prints_the_total_of_a_hidden_row_would_tell_it() -> None:
    """Protected one by one, T2 hides a row's total and T3 prints it; together neither does."""
    tables = Tables(T2=((2, 4), (30, 40), (20, 50)), T3=((3, 3), (35, 35), (30, 40)))
    tables.woven, tables.links = beside("T2", "T3", sizes_of(tables)), []
    hidden = suppressed(Published(tables.woven.arcs, tables.figures, 10))
    assert hidden is not None
    assert ("T2", 0, 2) in hidden
    assert tables.woven.same["T3", 0, 2] == ("T2", 0, 2)
    for one in hidden:
        assert range_of(tables.woven.arcs, tables.figures, hidden, one).width >= 10
