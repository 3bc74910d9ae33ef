"""Figures that are not published, so that no count below k can be worked out. Pure.

Counts from 1 to k - 1 are hidden, totals too; then figures beside them, until each hidden one may have at least k
different values by all that is published: of its own lines first, of the others where none is left there. Zeros stay.
Where that cannot be, the tables are withheld.

An agency knows which part of a count it wrote itself, and may write records only to push a count past k. So the same
has to hold of what is left when the part of any one agency is taken off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from services.statistics.ranges import Arc, Figure, Node, range_of

MARK: Final = "*"
"""One mark for all hidden figures, so that nobody can tell which is small."""
Values = Mapping[Figure, int]


class Published(NamedTuple):
    """Figures of tables that belong together. ``arcs``: how they add up; ``values``: as counted; ``k``: 2 or more.

    ``others``: for each agency that wrote a part of them, what all others wrote.
    """

    arcs: Mapping[Figure, Arc]
    values: Values
    k: int
    others: tuple[Values, ...] = ()

    @property
    def views(self) -> tuple[Values, ...]:
        """What the public, and each agency, would know if nothing were hidden."""
        return self.values, *self.others


def suppressed(of: Published) -> frozenset[Figure] | None:
    """Figures to hide; None where the tables are withheld."""
    lines = _lines(of.arcs)
    hidden = {one for one in of.arcs if any(0 < view[one] < of.k for view in of.views)}
    while True:
        alone = next((line for line in lines if sum(one in hidden for one in line) == 1), None)
        if alone is not None:
            if not _hide_one_more(of, hidden, lines, alone):
                return None
            continue
        narrow = next(_narrow(of, hidden), None)
        if narrow is None:
            return frozenset(hidden)
        near = [line for line in lines if narrow in line]
        if not any(_hide_one_more(of, hidden, lines, line) for line in (*near, tuple(of.arcs))):
            return None


def _narrow(of: Published, hidden: set[Figure]) -> Iterator[Figure]:
    """Hidden figures that somebody knows to less than k values; that others wrote none may be known, as a zero may."""
    for view in of.views:
        for one in sorted(hidden):
            if view[one] > 0 and range_of(of.arcs, view, hidden, one).width < of.k:
                yield one


def _lines(arcs: Mapping[Figure, Arc]) -> list[tuple[Figure, ...]]:
    """What adds up to what: the figures that flow through one node, for each node."""
    through: dict[Node, list[Figure]] = {}
    for one, (start, end, _) in sorted(arcs.items()):
        through.setdefault(start, []).append(one)
        through.setdefault(end, []).append(one)
    return [tuple(through[node]) for node in sorted(through)]


def _hide_one_more(
    of: Published, hidden: set[Figure], lines: Sequence[tuple[Figure, ...]], line: tuple[Figure, ...]
) -> bool:
    """Hide an inner figure of a line first, one that crosses a hidden line, the smallest; say whether there was one."""

    def cost(one: Figure) -> tuple[int, bool, int, Figure]:
        crossed = any(each in hidden for other in lines if one in other and other is not line for each in other)
        return of.arcs[one].rank, not crossed, of.values[one], one

    left = [one for one in line if one not in hidden and of.values[one] > 0]
    if not left:
        return False
    hidden.add(min(left, key=cost))
    return True
