"""What the log asks of the database that holds it, whichever that is; :mod:`audit.place` opens one."""

from __future__ import annotations

import fcntl
import json
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

SCHEMA_VERSION = 4
SQL_FOLDER = Path(__file__).parent / "sql"
Row = tuple[Any, ...]


class StoreError(Exception):
    """The log's store cannot be used: in use, loose, damaged, or not written through. The text says which."""


class StoreUnavailable(StoreError):
    """The database cannot do it now (full, locked, not readable), and nothing of the transaction has happened."""


class StoreLost(StoreError):
    """The database does not answer, or answered that another writer holds the log.

    What became of the last transaction is not known here: this writer ends, and the next one reads what there is.
    """


def statements(folder: Path) -> dict[str, str]:
    """Statement by file name, of the files in one folder."""
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.sql"))}


def in_json(value: object) -> str:
    """A value of the table ``state``, as a database holds it whose columns have one type; bytes as hex."""
    return json.dumps({"hex": value.hex()} if isinstance(value, bytes) else value)


def lock_folder(folder: Path) -> int:
    """Exclusive lock on a log folder, held until the handle closes; StoreError when another process has it."""
    lock = os.open(folder / "writer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise StoreError("the log folder is in use by another writer") from error
    return lock


class Store(ABC):
    """The statements of ``sql/`` by name. Only for the thread that opened it.

    Every method raises StoreUnavailable, StoreLost or StoreError.
    """

    @abstractmethod
    def rows(self, name: str, *values: Any) -> list[Row]:
        """Rows of the statement of this name; not inside a transaction, which only writes."""

    @abstractmethod
    def run(self, name: str, *values: Any) -> None:
        """Run a statement that writes: in the transaction that is open, or in one of its own."""

    @abstractmethod
    def many(self, name: str, rows: Iterable[Row]) -> None:
        """Run one statement for each row, inside a transaction."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, durable when it ends."""

    @abstractmethod
    def snapshot(self) -> None:
        """Let all that is read from here on be of one moment."""

    @abstractmethod
    def hold(self) -> None:
        """Say that this writer lives, where another waits for its end; to be called each second."""

    @abstractmethod
    def close(self) -> None:
        """Close the connection to the database, and give up what was held there."""

    @abstractmethod
    def state(self, name: str, default: Any) -> Any:
        """A value of the table ``state``: a number, text or bytes."""

    @abstractmethod
    def set_state(self, name: str, value: Any) -> None:
        """Set a value, as ``run`` does."""

    def segments(self, name: str, first: int, end: int) -> list[tuple[int, int, list[Row]]]:
        """Rows of ``select_segments`` or ``select_bodies`` of the leaves in [first, end), by where they lie.

        Each with the leaves that it is asked for: [first, end) in stretches, one after the other.
        """
        return [(first, end, self.rows(name, first, end))]

    def move_older(self, proven: int) -> str:
        """Take a step in moving older leaves out of the database, where this store does so, of the ``proven`` ones.

        A line for the operator, mostly empty. StoreError where what is moved is not what the tree is of.
        """
        del proven
        return ""

    def row(self, name: str, *values: Any) -> Row | None:
        """The first row of a statement, None where there is none."""
        rows = self.rows(name, *values)
        return rows[0] if rows else None

    def size(self) -> int:
        """Number of leaves in the log."""
        row = self.row("select_size")
        return row[0] if row else 0
