"""Rows of CSV, one at a time, and what a quote that does not end takes with it. Memory is bounded."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TextIO

from services.errors import RabtaError
from services.tables.errors import UnreadableFile

Cell = str | datetime
LINE_LENGTH: Final = 1 << 20
CELLS: Final = 256
_TABLE: Final = 4
"""From so many columns on, a line inside a cell that has as many is a row that a quote swallowed."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """Cells of one row. ``number`` counts rows from 1; ``broken`` is a reason where it could not be cut into cells.

    A line that a quote took in counts as a row of its own, as it would if the quote were mended. ``ended`` is False for
    the last row where the file stops within it: within a quote, or without a line end.
    """

    number: int
    cells: list[Cell]
    broken: str = ""
    ended: bool = True


def lines(stream: TextIO) -> Iterator[str]:
    """Lines with their ends. Raises UnreadableFile past a mebibyte without one."""
    while line := stream.readline(LINE_LENGTH):
        if len(line) == LINE_LENGTH and not line.endswith("\n"):
            raise UnreadableFile(
                "the file holds NUL bytes: it is damaged, or not text"
                if "\x00" in line
                else "a line is longer than a mebibyte"
            )
        yield line


def csv_rows(stream: TextIO, delimiter: str) -> Iterator[RawRow]:
    """Rows of a CSV file (RFC 4180, any of the usual delimiters).

    Where a quote does not end, each line that it took in comes as a broken row: ``broken-quotes`` the one in which it
    opens, ``inside-quotes`` the others. So does a cell of many lines in which whole rows lie.
    """
    source = _Source(stream)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    number, width = 1, 0
    while True:
        source.begin()
        within = False
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLong) as error:
            within = "unexpected end" in str(error)
            if isinstance(error, _TooLong) or "limit" in str(error):
                source.pass_quote()
            cells = None
        if cells is None or (source.taken > 1 and _swallowed(cells, delimiter, width)):
            for at in range(source.taken):
                ended = not within or source.ended or at + 1 < source.taken
                yield RawRow(number + at, [""], "inside-quotes" if at else "broken-quotes", ended)
            number += source.taken
        else:
            broken = "too-many-cells" if len(cells) > CELLS else ""
            yield RawRow(number, list(cells[:CELLS]), broken, bool(broken) or source.ended)
            number, width = number + 1, len(cells)


def _swallowed(cells: list[str], delimiter: str, width: int) -> bool:
    inside = (line for cell in cells if "\n" in cell or "\r" in cell for line in cell.splitlines())
    return width >= _TABLE and any(line.count(delimiter) >= width - 1 for line in inside)


class _TooLong(RabtaError):
    """One row took more than a line may have."""


class _Source:
    """Lines of the file as the parser takes them; ``taken``: by the row that is being read.

    ``ended``: whether the last line has its line end.
    """

    def __init__(self, stream: TextIO) -> None:
        self._lines = lines(stream)
        self.taken = self._size = 0
        self.ended = True

    def begin(self) -> None:
        """Begin another row: its lines and their size count from 0."""
        self.taken = self._size = 0

    def __iter__(self) -> _Source:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken += 1
        self.ended = line.endswith(("\n", "\r"))
        self._size += len(line)
        if self._size > LINE_LENGTH:
            raise _TooLong
        return line

    def pass_quote(self) -> None:
        """Take lines up to the one with the next quote: before it, nobody knows whether a line is a row."""
        for line in self._lines:
            self.taken += 1
            if '"' in line:
                return
