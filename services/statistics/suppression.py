"""Cells of a table that are not published, so that no count below k can be worked out. Pure.

Counts from 1 to k - 1 are hidden, totals too; then cells beside them, until each hidden cell may have at least k
different values by all that is published. Zeros stay. Where that cannot be, the table is withheld.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.statistics.ranges import Cell, range_of, with_totals

MARK: Final = "*"
"""One mark for all hidden cells, so that nobody can tell which is small."""
Line = tuple[Cell, ...]


def suppressed(inner: Sequence[Sequence[int]], k: int) -> frozenset[Cell] | None:
    """Cells to hide, by row and column of the table with totals; None where it is withheld. ``k``: 2 or more."""
    table = with_totals(inner)
    cells = [(row, column) for row in range(len(table)) for column in range(len(table[0]))]
    lines = _lines(len(table), len(table[0]))
    hidden = {cell for cell in cells if 0 < table[cell[0]][cell[1]] < k}
    while True:
        alone = next((line for line in lines if sum(cell in hidden for cell in line) == 1), None)
        if alone is not None:
            if not _hide_one_more(table, hidden, lines, alone):
                return None
            continue
        narrow = next((cell for cell in sorted(hidden) if range_of(table, hidden, cell).width < k), None)
        if narrow is None:
            return frozenset(hidden)
        if not any(_hide_one_more(table, hidden, lines, line) for line in lines if narrow in line):
            return None


def published(inner: Sequence[Sequence[int]], k: int) -> list[list[str]] | None:
    """The table with totals as it is printed; None where it is withheld."""
    hidden = suppressed(inner, k)
    if hidden is None:
        return None
    return [
        [MARK if (row, column) in hidden else str(value) for column, value in enumerate(line)]
        for row, line in enumerate(with_totals(inner))
    ]


def _lines(rows: int, columns: int) -> list[Line]:
    across = [tuple((row, column) for column in range(columns)) for row in range(rows)]
    return across + [tuple((row, column) for row in range(rows)) for column in range(columns)]


def _hide_one_more(table: Sequence[Sequence[int]], hidden: set[Cell], lines: Sequence[Line], line: Line) -> bool:
    """Hide an inner cell of a line first, one that crosses a hidden line, the smallest; say whether there was one."""
    rows, columns = len(table) - 1, len(table[0]) - 1

    def cost(cell: Cell) -> tuple[int, bool, int, Cell]:
        crossed = any(each in hidden for other in lines if cell in other and other is not line for each in other)
        return (cell[0] == rows) + (cell[1] == columns), not crossed, table[cell[0]][cell[1]], cell

    open_cells = [cell for cell in line if cell not in hidden and table[cell[0]][cell[1]] > 0]
    if not open_cells:
        return False
    hidden.add(min(open_cells, key=cost))
    return True
