"""What a format is: columns with the headings offices give them, and how a row becomes drafts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from services.tables import cells as meaning_of
from services.tables.contract.naming import Naming, heading_key
from services.tables.delimited import Cell
from services.tables.rejects import BadCell, Reject, shape
from services.values.records import RecordVersion

T = TypeVar("T")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T|$)")
Cells = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``headings``: what offices write above it, besides its name; ``meaning``: one line for people.

    ``date``: it holds dates, in one order of day and month over the file.
    """

    name: str
    headings: tuple[str, ...] = ()
    required: bool = False
    meaning: str = ""
    date: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """What the importing agency states once for a whole file.

    ``agency``: its id; ``province``: code such as ``PB``, for files of one province that do not repeat it;
    ``region``: of phones without a country's code, ISO 3166-1 alpha-2; ``today``: ISO date after which nothing has
    happened yet, empty where no day is known.
    """

    agency: str
    province: str = ""
    region: str = "PK"
    today: str = ""


@dataclass(slots=True)
class Row:
    """Cells of one row by column name, and what is wrong with them. ``number`` as a spreadsheet counts.

    ``region``: as in :class:`Origin`; ``flags``: what is remarked on a row that is taken;
    ``of_several``: cards that the file writes beside the names of several persons;
    ``seen``: columns that were read; a filled cell that nothing reads is told by :meth:`reject_unseen`.
    ``days``: the column of each day that was read.
    """

    number: int
    cells: Cells
    required: frozenset[str] = frozenset()
    region: str = "PK"
    of_several: frozenset[str] = frozenset()
    bad: list[Reject] = field(default_factory=list)
    flags: list[Reject] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    days: dict[str, str] = field(default_factory=dict)

    def read(self, column: str, parse: Callable[[Cell], T], default: T) -> T:
        """Meaning of a cell; ``default`` where it is bad, which :attr:`bad` then says."""
        return self.attempt(column, lambda: parse(self.cells.get(column, "")), default)

    def attempt(self, column: str, meaning: Callable[[], T], default: T) -> T:
        """As :meth:`read`, for what is more than one cell's plain meaning."""
        self.seen.add(column)
        try:
            value = meaning()
            if column in self.required and value == default:
                raise BadCell("missing")
        except BadCell as finding:
            self.reject(column, finding.reason)
            return default
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and _DAY.match(each):
                self.days.setdefault(each[:10], column)
        return value

    def text(self, column: str, length: int = meaning_of.TEXT_LENGTH) -> str:
        """Clean text of a cell, on one line."""
        return " ".join(self.read(column, lambda raw: meaning_of.text(raw, length), "").split("\n"))

    def reject_unseen(self) -> None:
        """Note every filled cell that found no place: a sentence on an acquittal, a number without its person."""
        for column, raw in self.cells.items():
            if raw and column not in self.seen and (not isinstance(raw, str) or not meaning_of.is_nothing(raw)):
                self.reject(column, "no-place")

    def reject_future(self, days: Iterable[str], today: str) -> None:
        """Note each day, on which a record of the row begins to be true, that lies after ``today``."""
        for day in days:
            if day > today:
                self.reject(self.days.get(day, ""), "in-future")

    def reject(self, column: str, reason: str) -> None:
        """Note what is wrong with a cell."""
        self._note(self.bad, column, reason)

    def flag(self, column: str, rule: str) -> None:
        """Remark on a cell of a row that is taken, by a rule of :data:`services.sources.exports.flags.FLAGS`."""
        self._note(self.flags, column, rule)

    def _note(self, notes: list[Reject], column: str, reason: str) -> None:
        note = Reject(self.number, column, shape(self.cells.get(column, "")), reason)
        if note not in notes:
            notes.append(note)


@dataclass(frozen=True, slots=True)
class Format:
    """One layout. ``drafts`` yields the records a row states: versions without number, previous digest or status.

    ``unread``: headings that offices write in such a file and that state nothing of a record.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    drafts: Callable[[Row, Origin], Iterator[RecordVersion]]
    unread: tuple[str, ...] = ()

    def required(self) -> frozenset[str]:
        """Names of the columns that no row may leave empty."""
        return frozenset(column.name for column in self.columns if column.required)

    def headings(self) -> dict[str, str]:
        """Column name for each heading in comparable form."""
        return {
            heading_key(heading): column.name for column in self.columns for heading in (column.name, *column.headings)
        }

    def naming(self) -> Naming:
        """The layout as the contract over a table sees it."""
        return Naming(
            self.name,
            {key: (name,) for key, name in self.headings().items()},
            self.required(),
            frozenset(column.name for column in self.columns if column.date),
            unread=frozenset(map(heading_key, self.unread)),
        )
