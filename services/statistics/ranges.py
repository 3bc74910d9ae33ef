"""What tables that are published with gaps still say of each gap: the exact range of whole numbers. Pure.

A table with its totals is a circulation: a column's total flows into its column, an inner cell from its column to its
row, a row's total out of its row, and the grand total closes the ring. Tables that share totals are one circulation,
joined where they share them. So the ends of a figure's range are maximum flows in what is not published (Ford and
Fulkerson 1956; for tables Cox 1995).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

UNBOUNDED: Final = 1 << 60
Figure = tuple[str, int, int]
"""Table, row, column; the row after the last, and the column after the last, hold the totals."""
Node = tuple[str, ...]


class Arc(NamedTuple):
    """Where one figure flows. ``rank``: 0 for an inner cell, 1 for a total, 2 for a grand total."""

    start: Node
    end: Node
    rank: int


class Range(NamedTuple):
    """Least and largest value that a figure may have; ``high`` is UNBOUNDED where nothing bounds it."""

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


def range_of(
    arcs: Mapping[Figure, Arc], values: Mapping[Figure, int], hidden: Collection[Figure], one: Figure
) -> Range:
    """The range of a hidden figure, by all that is not hidden; no figure is below 0."""
    residual: dict[Node, dict[Node, int]] = {}
    for each in hidden:
        if each != one:
            _widen(residual, arcs[each].start, arcs[each].end, UNBOUNDED)
            _widen(residual, arcs[each].end, arcs[each].start, values[each])
    start, end, _ = arcs[one]
    more = _most(residual, end, start, UNBOUNDED)
    less = _most(residual, start, end, values[one])
    return Range(values[one] - less, UNBOUNDED if more >= UNBOUNDED else values[one] + more)


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
