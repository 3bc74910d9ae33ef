"""Rows of a room's file, table by table, as they were at one moment, for who brings them into another database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from services.errors import RabtaError
from services.store.values import Value

Row = tuple[Value, ...]
AT_ONCE: Final = 2000
"""Rows of one transaction."""


class MoveRefused(RabtaError, ValueError):
    """The rows of this file cannot come into this schema; the text says why, and names no value."""


@dataclass(frozen=True, slots=True)
class Table:
    """``key``: places of the columns that tell its rows apart, all of them where it is not ``keyed``.

    ``at_once``: rows of one transaction; ``lasting``: no row of it ever goes.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[int, ...]
    keyed: bool
    at_once: int = AT_ONCE
    lasting: bool = False

    def key_of(self, row: Row) -> tuple[Value, ...]:
        """What tells the row apart."""
        return tuple(row[place] for place in self.key)

    @property
    def keys(self) -> str:
        """Names of the key's columns, quoted, apart by commas."""
        return ", ".join(f'"{self.columns[place]}"' for place in self.key)

    @property
    def listed(self) -> str:
        """Names of all columns, quoted, apart by commas."""
        return ", ".join(f'"{column}"' for column in self.columns)


class Source(Protocol):
    """What is brought. ``begun``: rows that a table may hold in the database before anything was brought."""

    begun: int

    def tables(self) -> Sequence[Table]:
        """In the order in which they were made, so that a row comes after what it refers to."""
        ...

    def chunks(self, table: Table) -> Iterator[list[Row]]:
        """Its rows in the order of their keys, as many at once as it says. Raises MoveRefused."""
        ...

    def holds(self, table: Table, key: tuple[Value, ...]) -> bool:
        """Whether a row has this key."""
        ...


class FileRows:
    """See :class:`Source`: a SQLite file's own tables. A room's schema may make a row of its own in a table."""

    begun = 1

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def tables(self) -> list[Table]:
        """Of the file's schema."""
        names = self.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid"
        )
        return [self._table(name) for (name,) in names.fetchall()]

    def chunks(self, table: Table) -> Iterator[list[Row]]:
        """By the file's own index of the key."""
        cursor = self.db.execute(f"SELECT {table.listed} FROM {table.name} ORDER BY {table.keys}")
        while rows := cursor.fetchmany(table.at_once):
            yield rows

    def holds(self, table: Table, key: tuple[Value, ...]) -> bool:
        """By the same index."""
        mine = f"SELECT 1 FROM {table.name} WHERE ({table.keys}) = ({', '.join('?' * len(table.key))})"
        return self.db.execute(mine, key).fetchone() is not None

    def _table(self, name: str) -> Table:
        columns = self.db.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", [name]).fetchall()
        key = sorted((pk, place) for place, (_, pk) in enumerate(columns) if pk)
        places = tuple(place for _, place in key) or tuple(range(len(columns)))
        return Table(name, tuple(column for column, _ in columns), places, bool(key))


@contextmanager
def reading(path: Path) -> Iterator[FileRows]:
    """The file as it is at this moment, though others write it. Raises MoveRefused where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as db:
            db.execute("BEGIN")
            yield FileRows(db)
    except sqlite3.Error as error:
        raise MoveRefused(f"the file cannot be read: {type(error).__name__}") from None
