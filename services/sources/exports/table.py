"""Rows of a file under its layout's column names, once the contract over the whole file is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from services.sources.exports.layout import Format, Row
from services.tables.contract.contract import Contract, Placed
from services.tables.contract.naming import Naming
from services.tables.contract.objects import judge_objects, names_of
from services.tables.contract.stated import UNSTATED, Stated
from services.tables.delimited import Cell, RawRow, csv_rows
from services.tables.encodings import encoding_of
from services.tables.place import Place
from services.tables.reading import RawObject, json_rows, kind_of, open_text, sheet_rows
from services.tables.rejects import Reject, shape


class Table:
    """One file under one layout. ``ignored`` collects headings that are not read.

    Iterating yields a Row for each data row that could be cut into cells, a Reject for each that could not.
    Raises UnreadableFile where no heading row is there, the file is not a table or contradicts itself as a whole.
    ``others``: layouts whose heading may not stand below that of this one.
    """

    def __init__(
        self,
        path: Path,
        layout: Format,
        ignored: set[str] | None = None,
        place: Place | None = None,
        region: str = "PK",
        stated: Stated = UNSTATED,
        others: Sequence[Naming] = (),
    ) -> None:
        self.path = path
        self.layout = layout
        self.ignored = set() if ignored is None else ignored
        self._place = place or Place()
        self._naming = layout.naming()
        self._contract = Contract((self._naming,), stated, others, self.ignored)
        self._region = region

    def __iter__(self) -> Iterator[Row | Reject]:
        kind = kind_of(self.path)
        if kind == "jsonl":
            return self._objects(encoding_of(self.path))
        return self._csv(encoding_of(self.path)) if kind == "csv" else self._workbook()

    def _csv(self, encoding: str) -> Iterator[Row | Reject]:
        delimiter = self._contract.delimiter(lambda: open_text(self.path, encoding))
        with open_text(self.path, encoding) as stream:
            self._contract.judge(csv_rows(stream, delimiter))
        with open_text(self.path, encoding) as stream:
            yield from self._rows(csv_rows(self._watched(stream), delimiter))

    def _workbook(self) -> Iterator[Row | Reject]:
        self._contract.judge(sheet_rows(self.path))
        yield from self._rows(sheet_rows(self.path))

    def _rows(self, rows: Iterator[RawRow]) -> Iterator[Row | Reject]:
        for placed in self._contract.place(rows):
            yield self._reject(placed) if placed.reason else self._row(placed.number, placed.cells)

    def _reject(self, placed: Placed) -> Reject:
        return Reject(placed.number, "", shape(placed.raw), placed.reason)

    def _objects(self, encoding: str) -> Iterator[Row | Reject]:
        with open_text(self.path, encoding) as stream:
            judge_objects(self._contract, json_rows(stream))
        with open_text(self.path, encoding) as stream:
            for row in json_rows(self._watched(stream)):
                yield self._object(row)

    def _object(self, row: RawObject) -> Row | Reject:
        named = names_of(self._naming, row.cells)
        known = [name for name in named.values() if name]
        if row.broken or len(set(known)) != len(known):
            return Reject(row.number, "", "", row.broken or "not-an-object")
        cells = {name: row.cells[key] for key, name in named.items() if name}
        return self._row(row.number, self._contract.read(self._naming, cells))

    def _watched(self, stream: TextIO) -> TextIO:
        """The stream that rows are taken of, whose place is told."""
        self._place.stream = stream.buffer
        return stream

    def _row(self, number: int, cells: Mapping[str, Cell]) -> Row:
        return Row(number, cells, self._naming.required, self._region)
