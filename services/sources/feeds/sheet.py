"""Rows of a delimited file under one of several layouts, and what is wrong with single cells. Pure.

UTF-8 with or without mark, UTF-16, Windows-1256 and -1252; comma, semicolon, tab or bar; title rows, blank rows and
repeated headings are passed over. Nothing is held but one row.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import BinaryIO, NamedTuple, TypeVar

from services.sources.feeds.row import FileRefused, Reject
from services.tables import cells as meaning_of
from services.tables.delimited import Cell, RawRow, csv_rows
from services.tables.encodings import encoding_in
from services.tables.errors import UnreadableFile
from services.tables.rejects import BadCell, shape
from services.tables.text import comparable

T = TypeVar("T")
TITLE_ROWS = 30
DELIMITERS = (",", ";", "\t", "|")


class Column(NamedTuple):
    """``headings``: what files write above it, besides its name; ``required``: no row may leave it empty."""

    name: str
    headings: tuple[str, ...] = ()
    required: bool = False


class Layout(NamedTuple):
    """One table. A heading may stand for several columns, such as direction and service in one word."""

    name: str
    columns: tuple[Column, ...]

    def required(self) -> frozenset[str]:
        """Columns that the heading row must have."""
        return frozenset(column.name for column in self.columns if column.required)


@dataclass(slots=True)
class Line:
    """Cells of one row by column name. ``number`` as a spreadsheet counts."""

    number: int
    layout: Layout
    cells: Mapping[str, Cell]
    bad: list[Reject] = field(default_factory=list)

    def read(self, column: str, parse: Callable[[str], T], default: T) -> T:
        """Meaning of a cell's clean text; ``default`` where it is empty or bad, which :attr:`bad` then says."""
        try:
            text = meaning_of.number_text(self.cells.get(column, ""))
            if text:
                return parse(text)
            if column in self.layout.required():
                raise BadCell("missing")
        except BadCell as finding:
            self.reject(column, finding.reason)
        return default

    def text(self, column: str) -> str:
        """Clean text of a cell, on one line."""
        try:
            return " ".join(meaning_of.text(self.cells.get(column, ""), 400).split())
        except BadCell as finding:
            self.reject(column, finding.reason)
            return ""

    def word(self, column: str, words: Mapping[str, str], default: str = "") -> str:
        """Meaning of a word of a closed list, whose keys are casefolded."""

        def known(text: str) -> str:
            if (meaning := words.get(text.casefold())) is None:
                raise BadCell("unknown-word")
            return meaning

        return self.read(column, known, default)

    def reject(self, column: str, reason: str) -> None:
        """Note what is wrong with a cell."""
        self.bad.append(Reject(self.number, column, shape(self.cells.get(column, "")), reason))


def lines(stream: BinaryIO, layouts: Sequence[Layout]) -> Iterator[Line | Reject]:
    """Rows under the layout that the heading row names. Raises FileRefused."""
    try:
        if stream.read(4) == b"PK\x03\x04":
            raise UnreadableFile("a workbook; export the table as CSV")
        stream.seek(0)
        encoding = encoding_in(stream)
        delimiter = max(DELIMITERS, key=lambda each: _columns_found(_text(stream, encoding), each, layouts))
        yield from _lines(_text(stream, encoding), delimiter, layouts)
    except UnreadableFile as error:
        raise FileRefused("file", "table", error.reason) from None


class _Kept(io.TextIOWrapper):
    """Text over a stream that stays its opener's: letting the wrapper go does not close it."""

    def close(self) -> None:
        if not self.closed:
            self.detach()

    def __del__(self) -> None:
        try:
            self.detach()
        except ValueError:
            return


def _text(stream: BinaryIO, encoding: str) -> _Kept:
    stream.seek(0)
    return _Kept(stream, encoding=encoding, errors="replace", newline="")


def _lines(text: _Kept, delimiter: str, layouts: Sequence[Layout]) -> Iterator[Line | Reject]:
    rows = csv_rows(text, delimiter)
    layout, names, heading = _heading(rows, layouts)
    for row in rows:
        if row.broken:
            yield Reject(row.number, "", shape(row.cells[0]), row.broken)
        elif not any(str(cell).strip() for cell in row.cells) or (
            row.cells[:1] == heading[:1] and _names(row.cells, layout) == names
        ):
            continue
        elif any(str(cell).strip() for cell in row.cells[len(names) :]):
            yield Reject(row.number, "", "", "too-many-cells")
        else:
            pairs = zip(names, row.cells, strict=False)
            yield Line(row.number, layout, {name: cell for known, cell in pairs for name in known})


def _heading(rows: Iterator[RawRow], layouts: Sequence[Layout]) -> tuple[Layout, list[tuple[str, ...]], list[Cell]]:
    for row in islice(rows, TITLE_ROWS):
        found = [(layout, _names(row.cells, layout)) for layout in layouts]
        fitting = [each for each in found if each[0].required() <= {name for known in each[1] for name in known}]
        if fitting:
            layout, names = max(fitting, key=lambda each: sum(map(bool, each[1])))
            _once(names)
            return layout, names, row.cells
    raise FileRefused("heading", "table", f"no row names the columns of {' or '.join(each.name for each in layouts)}")


def _names(cells: Sequence[Cell], layout: Layout) -> list[tuple[str, ...]]:
    """Columns that each cell of a heading row names; of two it leaves the one that another cell names alone."""
    keys = _keys(layout)
    found = [keys.get(heading_key(cell), ()) if isinstance(cell, str) else () for cell in cells]
    alone = {name for names in found if len(names) == 1 for name in names}
    return [tuple(name for name in names if name not in alone) or names for names in found]


def _once(names: Sequence[tuple[str, ...]]) -> None:
    known = [name for each in names for name in each]
    if twice := sorted({name for name in known if known.count(name) > 1}):
        raise FileRefused("heading", "heading-twice", f"two columns mean the same: {', '.join(twice)}")


@lru_cache(maxsize=64)
def _keys(layout: Layout) -> dict[str, tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    for column in layout.columns:
        for key in dict.fromkeys(heading_key(heading) for heading in (column.name, *column.headings)):
            keys[key] = (*keys.get(key, ()), column.name)
    return keys


def heading_key(heading: str) -> str:
    """A heading without case, points, spaces and script variants."""
    return comparable(heading[:200]).replace(" ", "")


def _columns_found(text: _Kept, delimiter: str, layouts: Sequence[Layout]) -> int:
    first = [row.cells for row in islice(csv_rows(text, delimiter), TITLE_ROWS)]
    return max((sum(map(bool, _names(cells, layout))) for cells in first for layout in layouts), default=0)
