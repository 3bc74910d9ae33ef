"""How the figures of tables add up, as one circulation: within a table, and between tables that share totals. Pure.

``same`` names figures that are printed in a second place: they are one figure, hidden together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from services.statistics.ranges import Arc, Figure, Node

BEGIN: Final = ("b begin",)
END: Final = ("d end",)
"""Nodes are looked at in the order of their names: rows, columns' totals, columns, rows' totals, what joins tables."""


class Size(NamedTuple):
    """Rows and columns of a table without its totals."""

    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Woven:
    """Figures with where they flow; see :mod:`services.statistics.ranges`."""

    arcs: dict[Figure, Arc] = field(default_factory=dict)
    same: dict[Figure, Figure] = field(default_factory=dict)

    def add(self, one: Figure, start: Node, end: Node, rank: int) -> None:
        """A figure that flows from one node to another."""
        self.arcs[one] = Arc(start, end, rank)

    def columns_in(self, table: str, size: Size, start: Node) -> None:
        """Columns of a table, whose totals come from ``start``, and its cells, which flow into its rows."""
        for column in range(size.columns):
            at = column_of(table, column)
            self.add((table, size.rows, column), start, at, 1)
            for row in range(size.rows):
                self.add((table, row, column), at, row_of(table, row), 0)

    def columns_out(self, table: str, size: Size, rows: Sequence[Node], end: Node) -> None:
        """Columns of a table whose cells come out of given nodes, a row each, and whose totals go to ``end``."""
        for column in range(size.columns):
            at = column_of(table, column)
            self.add((table, size.rows, column), at, end, 1)
            for row, start in enumerate(rows):
                self.add((table, row, column), start, at, 0)

    def rows_out(self, table: str, size: Size, ends: Sequence[Node]) -> None:
        """Totals of a table's rows, each to its node."""
        for row, end in enumerate(ends):
            self.add((table, row, size.columns), row_of(table, row), end, 1)

    def grand(self, table: str, size: Size, start: Node = END, end: Node = BEGIN) -> None:
        """The total of a table, which closes the ring."""
        self.add((table, size.rows, size.columns), start, end, 2)


def row_of(table: str, row: int) -> Node:
    """Where the cells of a row meet."""
    return "a row", table, f"{row:02}"


def column_of(table: str, column: int) -> Node:
    """Where the cells of a column meet."""
    return "c column", table, f"{column:02}"


def single(table: str, size: Size) -> Woven:
    """One table by itself."""
    made = Woven()
    made.columns_in(table, size, BEGIN)
    made.rows_out(table, size, [END] * size.rows)
    made.grand(table, size)
    return made


def beside(first: str, second: str, sizes: Mapping[str, Size]) -> Woven:
    """Two tables of the same rows, counted of the same: their rows' totals are the same figures."""
    made, size, other = Woven(), sizes[first], sizes[second]
    made.columns_in(first, size, BEGIN)
    _second(made, first, second, sizes, END)
    made.grand(first, size)
    made.same[second, other.rows, other.columns] = (first, size.rows, size.columns)
    return made


def _second(made: Woven, first: str, second: str, sizes: Mapping[str, Size], end: Node) -> None:
    size, other = sizes[first], sizes[second]
    middle = [("e between", first, f"{row:02}") for row in range(size.rows)]
    made.rows_out(first, size, middle)
    made.columns_out(second, other, middle, end)
    for row in range(size.rows):
        made.same[second, row, other.columns] = (first, row, size.columns)


def cases(sizes: Mapping[str, Size], special: Iterable[int]) -> Woven:
    """T4 (province by statute) with T1, whose cells are sums of its ``special`` columns, and T11, of the same total."""
    made, size, some = Woven(), sizes["T4"], frozenset(special)
    made.columns_in("T4", size, BEGIN)
    if "T1" in sizes:
        group: Node = ("e special",)
        made.add(("T1", size.rows, 0), BEGIN, group, 1)
        made.same["T1", size.rows, 1] = ("T1", size.rows, 0)
        for row in range(size.rows):
            met = row_of("T1", row)
            made.add(("T1", row, 0), met, row_of("T4", row), 1)
            made.same["T1", row, 1] = ("T1", row, 0)
            for column in some:
                made.add(("T4", row, column), column_of("T4", column), met, 0)
        for column in some:
            made.add(("T4", size.rows, column), group, column_of("T4", column), 1)
    made.rows_out("T4", size, [END] * size.rows)
    made.grand("T4", size)
    if "T11" in sizes:
        other, rows = sizes["T11"], sizes["T11"].rows
        joined: Node = ("e cases",)
        made.grand("T4", size, END, joined)
        made.same["T11", rows, other.columns] = ("T4", size.rows, size.columns)
        for row in range(rows):
            made.add(("T11", row, other.columns), joined, row_of("T11", row), 1)
        made.columns_out("T11", other, [row_of("T11", row) for row in range(rows)], BEGIN)
    return made


def accused(sizes: Mapping[str, Size], open_row: int, convicted_row: int) -> Woven:
    """T6 (outcome by statute) with T5, which parts those whose case is open, and S1 and T7, which part the convicted.

    T5 has one column; its last row is of all who are not open.
    """
    made, size = Woven(), sizes["T6"]
    made.columns_in("T6", size, BEGIN)
    decided: Node = ("e decided",) if "T5" in sizes else END
    ends = [decided] * size.rows
    if "T5" in sizes:
        _stages(made, sizes["T5"], ends, open_row)
    if "S1" in sizes:
        ends[convicted_row] = ("e convicted",)
        _sentences(made, sizes, decided, convicted_row)
    made.rows_out("T6", size, ends)
    made.grand("T6", size)
    if "T5" in sizes:
        for column in (0, 1):
            made.same["T5", sizes["T5"].rows, column] = ("T6", size.rows, size.columns)
    return made


def _stages(made: Woven, size: Size, ends: list[Node], open_row: int) -> None:
    ends[open_row] = ("e open",)
    for row in range(size.rows):
        last = row == size.rows - 1
        made.add(("T5", row, 0), ("e decided",) if last else ("e open",), END, 1)
        made.same["T5", row, 1] = ("T5", row, 0)


def _sentences(made: Woven, sizes: Mapping[str, Size], end: Node, convicted_row: int) -> None:
    whole = ("T6", convicted_row, sizes["T6"].columns)
    made.columns_in("S1", sizes["S1"], ("e convicted",))
    made.same["S1", sizes["S1"].rows, sizes["S1"].columns] = whole
    if "T7" in sizes:
        _second(made, "S1", "T7", sizes, end)
        made.same["T7", sizes["T7"].rows, sizes["T7"].columns] = whole
    else:
        made.rows_out("S1", sizes["S1"], [end] * sizes["S1"].rows)


def funnel(sizes: Mapping[str, Size], changed_row: int) -> Woven:
    """F1 (statement by acquittal) with F2 and F3, of one column each, which part those whose statement changed."""
    made, size = Woven(), sizes["F1"]
    made.columns_in("F1", size, BEGIN)
    ends: list[Node] = [END] * size.rows
    at: Node = ("e changed", "F1")
    whole = ("F1", changed_row, size.columns)
    parts = [each for each in ("F2", "F3") if each in sizes]
    ends[changed_row] = at if parts else END
    for number, table in enumerate(parts):
        after: Node = END if number == len(parts) - 1 else ("e changed", table)
        for row in range(sizes[table].rows):
            made.add((table, row, 0), at, after, 1)
            made.same[table, row, 1] = (table, row, 0)
        for column in (0, 1):
            made.same[table, sizes[table].rows, column] = whole
        at = after
    made.rows_out("F1", size, ends)
    made.grand("F1", size)
    return made
