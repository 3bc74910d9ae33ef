"""Marks that repeat the cell above: ``Do``, ``-do-``, ``ditto``, ``"``, ``As above``, ایضاً.

A mark stands for the cell of the row above in the same column, as it was read there. Where that cell was rejected, or
there is no row above, or the line above could not be cut into cells, nobody knows what the mark repeats: ``ditto``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from services.sources.exports.layout import Cells, Row
from services.tables.delimited import Cell
from services.tables.rejects import Reject
from services.tables.text import comparable

_WORDS = frozenset({"do", "ditto", "as above", "same as above", "same", "ibid", *map(comparable, ("ایضاً", "ایضا"))})
_SIGNS = re.compile(r"[\"“”„″〃]+|''+|,,")


def is_ditto(raw: Cell) -> bool:
    """Whether a cell says nothing but that it repeats the one above."""
    if not isinstance(raw, str):
        return False
    text = raw.strip(" \t\r\n\u00a0-–—.()")
    return bool(_SIGNS.fullmatch(text)) or (len(text) < 20 and comparable(text) in _WORDS)


class Above:
    """The row above, column by column; empty at the beginning of a file."""

    def __init__(self) -> None:
        self._cells: Cells = {}

    def filled(self, row: Row) -> Row:
        """The row with what its marks repeat. A mark that repeats nothing known is noted on the row."""
        marks = [column for column, raw in row.cells.items() if is_ditto(raw)]
        if not marks:
            return row
        for column in marks:
            if column not in self._cells:
                row.reject(column, "ditto")
        return replace(row, cells={**row.cells, **{column: self._cells.get(column, "") for column in marks}})

    def next(self, row: Row, rejects: Iterable[Reject]) -> None:
        """Take a row that was read as the one above, without the cells that were rejected."""
        rejected = {reject.column for reject in rejects}
        self._cells = {column: raw for column, raw in row.cells.items() if column not in rejected}

    def unknown(self) -> None:
        """The line above could not be cut into cells."""
        self._cells = {}
