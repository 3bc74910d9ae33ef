"""The tables that the school department writes: calendar, schools, register, officers, and the marks of a day.

Each is a file of comma-separated values in UTF-8 with its header. A table is taken whole or refused.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from school_warning.values import CODE, TOKEN, Attendance, Closing, Mark, Period, Pupil, Sex, Standing

Read = TypeVar("Read")
BODIES = ("WELFARE", "CHILD_PROTECTION")
"""Bodies whose officers visit families. A roster that names another, the police among them, is refused."""


class BadTable(Exception):
    """A table is refused. The message has its name, line and column, and nothing that stands there."""

    def __init__(self, name: str, line: int, what: str) -> None:
        super().__init__(f"{name}, line {line}: {what}")


@dataclass(frozen=True)
class Row:
    """One line of a table; ``name`` and ``line`` say in a refusal where it stands."""

    name: str
    line: int
    cells: Mapping[str, str]

    def read(self, column: str, reader: Callable[[str], Read]) -> Read:
        """A cell as ``reader`` makes it of text; raises BadTable where it raises ValueError."""
        try:
            return reader(self.cells[column])
        except ValueError:
            raise self.refused(column) from None

    def refused(self, column: str) -> BadTable:
        """The refusal of this line for one of its columns."""
        return BadTable(self.name, self.line, column)


def token(text: str) -> str:
    """A pupil's token as it stands; raises ValueError for what is none, such as a CNIC."""
    if not TOKEN.fullmatch(text):
        raise ValueError
    return text


def code(text: str) -> str:
    """A code as it stands; raises ValueError for what is none."""
    if not CODE.fullmatch(text):
        raise ValueError
    return text


def rows(lines: Iterable[str], name: str, columns: tuple[str, ...]) -> list[Row]:
    """The lines of a table with exactly these columns; raises BadTable."""
    table = csv.reader(lines, strict=True)
    found = []
    try:
        if tuple(next(table, ())) != columns:
            raise BadTable(name, 1, "columns must be " + ",".join(columns))
        for cells in table:
            if len(cells) != len(columns):
                raise BadTable(name, table.line_num, f"{len(cells)} cells, not {len(columns)}")
            found.append(Row(name, table.line_num, dict(zip(columns, cells, strict=True))))
    except (csv.Error, UnicodeDecodeError):
        raise BadTable(name, table.line_num, "no comma-separated values in UTF-8") from None
    return found


def rows_of(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """The lines of a file with exactly these columns; raises BadTable and OSError."""
    with path.open(encoding="utf-8", newline="") as lines:
        return rows(lines, path.name, columns)


def calendars(path: Path) -> dict[str, list[Period]]:
    """District -> its days without lessons."""
    found: dict[str, list[Period]] = {}
    for row in rows_of(path, ("district", "from", "to", "kind")):
        first, last = row.read("from", date.fromisoformat), row.read("to", date.fromisoformat)
        if last < first:
            raise row.refused("to")
        found.setdefault(row.read("district", code), []).append(Period(first, last, row.read("kind", Closing)))
    return found


def schools(path: Path, planned: Container[str]) -> dict[str, str]:
    """School -> its district, which has a calendar; without one, a holiday would look like absence."""

    def district(row: Row) -> str:
        if row.cells["district"] not in planned:
            raise row.refused("district: not in calendar.csv")
        return row.cells["district"]

    return _once(rows_of(path, ("school", "district")), "school", code, district)


def register(path: Path) -> dict[str, Pupil]:
    """Token -> the pupil."""

    def pupil(row: Row) -> Pupil:
        household = row.cells["household"] and row.read("household", code)
        return Pupil(row.read("token", token), household, row.read("sex", Sex), row.read("standing", Standing))

    return _once(rows_of(path, ("token", "household", "sex", "standing")), "token", token, pupil)


def officers(path: Path) -> dict[str, str]:
    """Officer -> their body, which is one of welfare or child protection."""

    def body(text: str) -> str:
        if text not in BODIES:
            raise ValueError
        return text

    return _once(rows_of(path, ("officer", "body")), "officer", code, lambda row: row.read("body", body))


def marks(path: Path, known: Container[str], placed: Container[str]) -> dict[str, Attendance]:
    """Token -> mark on the day of the file; a pupil not ``known``, or a school not ``placed``, refuses it."""

    def attendance(row: Row) -> Attendance:
        if row.cells["token"] not in known:
            raise row.refused("token: not in the register")
        if row.cells["school"] not in placed:
            raise row.refused("school: of no district")
        return Attendance(row.cells["school"], row.read("class", code), row.read("mark", Mark))

    return _once(rows_of(path, ("school", "class", "token", "mark")), "token", token, attendance)


def _once(
    lines: Iterable[Row], key: str, reader: Callable[[str], str], value: Callable[[Row], Read]
) -> dict[str, Read]:
    found: dict[str, Read] = {}
    for row in lines:
        name = row.read(key, reader)
        if name in found:
            raise row.refused(f"{key}: twice")
        found[name] = value(row)
    return found
