"""Rows of a file under its layout's column names, past title rows and repeated headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from services.sources.exports.layout import Format, Row, heading_key
from services.tables.delimited import Cell, RawRow, csv_rows
from services.tables.encodings import encoding_of
from services.tables.errors import UnreadableFile
from services.tables.place import Place
from services.tables.reading import json_rows, kind_of, open_text, sheet_rows
from services.tables.rejects import Reject, shape

TITLE_ROWS = 30
DELIMITERS = (",", ";", "\t", "|")


class Table:
    """One file under one layout. ``ignored`` collects headings that the layout does not name.

    Iterating yields a Row for each data row that could be cut into cells, a Reject for each that could not.
    Raises UnreadableFile where no heading row is found or the file is not a table.
    """

    def __init__(
        self,
        path: Path,
        layout: Format,
        ignored: set[str] | None = None,
        place: Place | None = None,
        region: str = "PK",
    ) -> None:
        self.path = path
        self.layout = layout
        self.ignored = set() if ignored is None else ignored
        self._place = place or Place()
        self._headings = layout.headings()
        self._required = layout.required()
        self._region = region

    def __iter__(self) -> Iterator[Row | Reject]:
        kind = kind_of(self.path)
        if kind == "jsonl":
            return self._objects()
        return self._rows(self._csv() if kind == "csv" else sheet_rows(self.path))

    def _csv(self) -> Iterator[RawRow]:
        encoding = encoding_of(self.path)
        delimiter = max(DELIMITERS, key=lambda each: self._columns_found(encoding, each))
        with open_text(self.path, encoding) as stream:
            self._place.stream = stream.buffer
            yield from csv_rows(stream, delimiter)

    def _columns_found(self, encoding: str, delimiter: str) -> int:
        """Most columns of the layout that one of the first rows names when cut at ``delimiter``."""
        with open_text(self.path, encoding) as stream:
            first = islice(csv_rows(stream, delimiter), TITLE_ROWS)
            return max((len(set(self._names(row.cells)) - {""}) for row in first), default=0)

    def _names(self, row: Sequence[Cell]) -> list[str]:
        """Column name of each cell of a heading row; empty where the layout knows none."""
        return [self._headings.get(heading_key(cell), "") if isinstance(cell, str) else "" for cell in row]

    def _rows(self, rows: Iterator[RawRow]) -> Iterator[Row | Reject]:
        names = self._find_heading(rows)
        for row in rows:
            if row.broken:
                yield Reject(row.number, "", shape(row.cells[0]), row.broken)
            elif not any(_filled(cell) for cell in row.cells) or self._names(row.cells) == names:
                continue
            elif any(_filled(cell) for cell in row.cells[len(names) :]):
                yield Reject(row.number, "", "", "too-many-cells")
            else:
                yield self._row(row.number, {name: cell for name, cell in zip(names, row.cells, strict=False) if name})

    def _find_heading(self, rows: Iterator[RawRow]) -> list[str]:
        missing = self._required
        for row in islice(rows, TITLE_ROWS):
            names = self._names(row.cells)
            absent = self._required - set(names)
            if not absent:
                return self._heading(row.cells, names)
            missing = min(missing, absent, key=len)
        raise UnreadableFile(f"no heading row with all required columns; missing: {', '.join(sorted(missing))}")

    def _heading(self, row: Sequence[Cell], names: list[str]) -> list[str]:
        known = [name for name in names if name]
        if len(set(known)) != len(known):
            twice = sorted({name for name in known if known.count(name) > 1})
            raise UnreadableFile(f"two columns mean the same: {', '.join(twice)}")
        self.ignored |= {str(cell) for cell, name in zip(row, names, strict=True) if not name and _filled(cell)}
        return names

    def _objects(self) -> Iterator[Row | Reject]:
        with open_text(self.path, encoding_of(self.path)) as stream:
            self._place.stream = stream.buffer
            for row in json_rows(stream):
                named = {key: self._headings.get(heading_key(key), "") for key in row.cells}
                known = [name for name in named.values() if name]
                if row.broken or len(set(known)) != len(known):
                    yield Reject(row.number, "", "", row.broken or "not-an-object")
                else:
                    self.ignored |= {key for key, name in named.items() if not name}
                    yield self._row(row.number, {name: row.cells[key] for key, name in named.items() if name})

    def _row(self, number: int, cells: Mapping[str, Cell]) -> Row:
        return Row(number, cells, self._required, self._region)


def _filled(cell: Cell) -> bool:
    return isinstance(cell, datetime) or bool(cell.strip())
