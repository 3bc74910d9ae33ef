"""What a table that is published with gaps still says of each gap: the exact range of whole numbers. Pure.

A table with its totals is a circulation: an inner cell flows from its row to its column, a row's total back to its row,
a column's total from its column, and the grand total closes the ring. So the ends of a cell's range are maximum flows
in what is not published (Ford and Fulkerson 1956; for tables Cox 1995).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

UNBOUNDED: Final = 1 << 60
Cell = tuple[int, int]
Node = tuple[str, int]


class Range(NamedTuple):
    """Least and largest value that a cell may have; ``high`` is UNBOUNDED where nothing bounds it."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """How many values lie between its ends."""
        return self.high - self.low


def with_totals(inner: Sequence[Sequence[int]]) -> list[list[int]]:
    """The table with a column of its rows' sums and a row of its columns'."""
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def range_of(table: Sequence[Sequence[int]], hidden: Collection[Cell], cell: Cell) -> Range:
    """The range of a hidden cell of a table with totals, by all that is not hidden."""
    rows, columns = len(table) - 1, len(table[0]) - 1
    residual: dict[Node, dict[Node, int]] = {}
    for each in hidden:
        if each != cell:
            start, end = _arc(each, rows, columns)
            _widen(residual, start, end, UNBOUNDED)
            _widen(residual, end, start, table[each[0]][each[1]])
    start, end = _arc(cell, rows, columns)
    value = table[cell[0]][cell[1]]
    more = _most(residual, end, start, UNBOUNDED)
    less = _most(residual, start, end, value)
    return Range(value - less, UNBOUNDED if more >= UNBOUNDED else value + more)


def _arc(cell: Cell, rows: int, columns: int) -> tuple[Node, Node]:
    row, column = ("row", cell[0]), ("column", cell[1])
    to_row = (cell[1] == columns) != (cell[0] == rows)
    return (column, row) if to_row else (row, column)


def _widen(residual: dict[Node, dict[Node, int]], start: Node, end: Node, by: int) -> None:
    out = residual.setdefault(start, {})
    out[end] = out.get(end, 0) + by


def _most(residual: dict[Node, dict[Node, int]], source: Node, sink: Node, bound: int) -> int:
    """The maximum flow from source to sink, ``bound`` at most."""
    left = {node: dict(out) for node, out in residual.items()}
    found = 0
    while found < bound and (path := _path(left, source, sink)):
        step = min(bound - found, *(left[start][end] for start, end in path))
        for start, end in path:
            left[start][end] -= step
            _widen(left, end, start, step)
        found += step
    return found


def _path(left: dict[Node, dict[Node, int]], source: Node, sink: Node) -> list[tuple[Node, Node]]:
    """A shortest path on which something may flow; empty where there is none."""
    came: dict[Node, Node] = {source: source}
    queue = deque([source])
    while queue and sink not in came:
        node = queue.popleft()
        for end, width in left.get(node, {}).items():
            if width > 0 and end not in came:
                came[end] = node
                queue.append(end)
    if sink not in came or sink == source:
        return []
    path = [sink]
    while path[-1] != source:
        path.append(came[path[-1]])
    return list(zip(path[:0:-1], path[-2::-1], strict=True))
