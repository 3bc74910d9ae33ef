"""Rows of a delimited file under one of several layouts, and what is wrong with single cells. Pure.

UTF-8 with or without mark, UTF-16, Windows-1256 and -1252; comma, semicolon, tab or bar; title rows, blank rows and
repeated headings are passed over. The contract over the whole file comes first. Nothing is held but one row.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import BinaryIO, NamedTuple, TypeVar

from services.sources.feeds.row import FileRefused, Reject
from services.tables import cells as meaning_of
from services.tables.contract.contract import Contract, keys_of
from services.tables.contract.naming import Naming, heading_key
from services.tables.contract.refused import TableRefused
from services.tables.contract.stated import DAY_FIRST, UNSTATED, Stated
from services.tables.delimited import Cell, RawRow, csv_rows
from services.tables.encodings import encoding_in
from services.tables.errors import UnreadableFile
from services.tables.rejects import BadCell, shape

T = TypeVar("T")


class Column(NamedTuple):
    """``headings``: what files write above it, besides its name; ``required``: no row may leave it empty.

    ``date``: it holds dates, in one order of day and month over the file.
    """

    name: str
    headings: tuple[str, ...] = ()
    required: bool = False
    date: bool = False


class Layout(NamedTuple):
    """One table. A heading may stand for several columns, such as direction and service in one word.

    ``unread``: headings that such files have and that state nothing of an act; ``order``: in which the layout reads day
    and month; ``own_totals``: columns whose totals the reader of the layout judges where they are not the
    sum of the column, as an opening balance among the credits counts in or not.
    """

    name: str
    columns: tuple[Column, ...]
    unread: tuple[str, ...] = ()
    order: str = DAY_FIRST
    own_totals: tuple[str, ...] = ()

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


class Sheet:
    """One file under one of several layouts: judged once, when it is opened, and then read as often as needed.

    ``unread``: headings that are not read; ``titles`` and ``heading``: cells above the table, and of its heading.
    Raises FileRefused where the file is no table, or contradicts itself.
    """

    def __init__(self, stream: BinaryIO, layouts: Sequence[Layout], stated: Stated = UNSTATED) -> None:
        self._stream, self._layouts = stream, {layout.name: layout for layout in layouts}
        self._contract = Contract([_naming(layout) for layout in layouts], stated)
        with _refusing():
            if stream.read(4) == b"PK\x03\x04":
                raise UnreadableFile("a workbook; export the table as CSV")
            stream.seek(0)
            self._encoding = encoding_in(stream)
            self._delimiter = self._contract.delimiter(self._text)
            self._contract.judge(self._rows())
        self.unread = tuple(sorted(self._contract.ignored))
        self.titles = [[str(cell) for cell in cells] for cells in self._contract.titles]
        self.heading = [str(cell) for cell in self._contract.heading]

    def lines(self) -> Iterator[Line | Reject]:
        """Rows under the layout that the heading row names."""
        with _refusing():
            for placed in self._contract.place(self._rows()):
                if placed.reason:
                    yield Reject(placed.number, "", shape(placed.raw), placed.reason)
                else:
                    yield Line(placed.number, self._layouts[placed.naming.name], placed.cells)

    def _rows(self) -> Iterator[RawRow]:
        return csv_rows(self._text(), self._delimiter)

    def _text(self) -> _Kept:
        self._stream.seek(0)
        return _Kept(self._stream, encoding=self._encoding, errors="replace", newline="")


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except TableRefused as error:
        raise FileRefused(error.where, error.rule, error.text) from None
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


@lru_cache(maxsize=64)
def _naming(layout: Layout) -> Naming:
    return Naming(
        layout.name,
        keys_of((column.name, column.headings) for column in layout.columns),
        layout.required(),
        frozenset(column.name for column in layout.columns if column.date),
        layout.order,
        frozenset(map(heading_key, layout.unread)),
        frozenset(layout.own_totals),
    )
