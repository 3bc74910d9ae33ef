"""The log's database: one SQLite file, durable at every COMMIT, one writer (``sql/schema.sql`` is its shape).

No second connection may write, nor copy the write-ahead log into the file
(``wal_checkpoint``): before SQLite 3.51.3 two that do so at one moment can lose a commit
(https://www.sqlite.org/wal.html, "the WAL-reset bug"). So COMMIT does the copying.

A new database has pages of 16 KiB: the row of a large commit takes a quarter of the writes
that it takes in pages of 4 KiB. A database with other pages keeps them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from audit.files import check_private
from audit.part_moving import Moving
from audit.parts import COUNT, LEAVES, SQL, WIDTH, Parts, digest_state
from audit.store import SCHEMA_VERSION, Row, Store, StoreError, StoreUnavailable

_SYNCHRONOUS_FULL = 2
_PAGE_BYTES = 16384
_WHOLE_BYTES = 64 << 20
"""Up to here every page is checked when it is opened; of a larger file every leaf is read while it serves."""
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "wal_autocheckpoint = 1000",
    "cache_size = -32768",
)


class SqliteStore(Store):
    """A connection; see :class:`audit.store.Store`. The lock on the folder keeps a second writer away."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open, making a new database where there is none (not when ``read_only``); StoreError, FileModeError."""
        with _store_errors():
            self.db = _read_only(path) if read_only else _writable(path)
            version = self.db.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA_VERSION:
            raise StoreError("the log's database has another schema")
        folder = path.with_suffix(".parts")
        width = self.state(LEAVES, WIDTH)
        self.parts = Parts(folder, width, lambda number: str(self.state(digest_state(number), "")))
        try:
            self.parts.check(self.state(COUNT, 0))
        except BaseException:
            self.close()
            raise
        self._moving = Moving(self, self.parts)

    def rows(self, name: str, *values: Any) -> list[Row]:
        """Read inside a transaction as well, with what it has written."""
        with _store_errors():
            return self.db.execute(SQL[name], values).fetchall()

    def run(self, name: str, *values: Any) -> None:
        """Durable by itself outside a transaction."""
        with _store_errors():
            self.db.execute(SQL[name], values)

    def many(self, name: str, rows: Iterable[Row]) -> None:
        """Compiled once for all rows."""
        with _store_errors():
            self.db.executemany(SQL[name], rows)

    def segments(self, name: str, first: int, end: int) -> list[tuple[int, int, list[Row]]]:
        """Of parts, then of the database, as of one moment."""
        if self.db.in_transaction:
            return self._segments(name, first, end)
        self._execute("BEGIN")
        try:
            return self._segments(name, first, end)
        finally:
            self._execute("COMMIT")

    def _segments(self, name: str, first: int, end: int) -> list[tuple[int, int, list[Row]]]:
        found: list[tuple[int, int, list[Row]]] = []
        width, moved = self.parts.width, self.state(COUNT, 0) * self.parts.width
        while first < min(end, moved):
            stop = min(end, first - first % width + width)
            found.append((first, stop, self.parts.rows(first // width, name, first, stop)))
            first = stop
        if first < end:
            found.append((first, end, self.rows(name, first, end)))
        return found

    def move_older(self, proven: int) -> str:
        """Into files beside the database, see :mod:`audit.part_moving`."""
        return self._moving.step(proven)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """On disk when it ends; StoreUnavailable when it cannot be."""
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
            self._execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self._execute("ROLLBACK")
            raise

    def snapshot(self) -> None:
        """A transaction that is never ended."""
        self._execute("BEGIN")

    def state(self, name: str, default: Any) -> Any:
        """As it was set."""
        row = self.row("select_state", name)
        return default if row is None else row[0]

    def set_state(self, name: str, value: Any) -> None:
        """In the column's own type."""
        self.run("upsert_state", name, value)

    def close(self) -> None:
        """Close the connections to the files."""
        self.parts.close()
        self.db.close()

    def hold(self) -> None:
        """The lock on the folder is held until the process ends."""

    def _execute(self, statement: str) -> None:
        with _store_errors():
            self.db.execute(statement)


@contextmanager
def _store_errors() -> Iterator[None]:
    """What SQLite reports, by whether the same may be done again. Misuse stays what it is."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.OperationalError as error:
        raise StoreUnavailable(f"the log's database cannot be used: {_name(error)}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"the log's database cannot be used: {_name(error)}") from error


def _name(error: sqlite3.Error) -> str:
    """Of the result code; what Python itself raises has none."""
    return getattr(error, "sqlite_errorname", None) or type(error).__name__


def _writable(path: Path) -> sqlite3.Connection:
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    check_private(path)
    db = sqlite3.connect(path, isolation_level=None)
    if path.stat().st_size <= _WHOLE_BYTES and (said := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        db.close()
        raise StoreError(f"the log's database is damaged: {said}")
    if (
        db.execute("PRAGMA user_version").fetchone()[0] == 0
        and not db.execute("SELECT 1 FROM sqlite_schema").fetchone()
    ):
        db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        db.executescript(f"BEGIN; {SQL['schema']}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    elif db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION - 1:
        db.executescript(f"BEGIN; {SQL['upgrade_3']}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    written_through = db.execute("PRAGMA synchronous").fetchone()[0] == _SYNCHRONOUS_FULL
    if not written_through or db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        db.close()
        raise StoreError("SQLite does not write through: synchronous is not FULL, or the journal is not WAL")
    return db


def _read_only(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    db.execute("PRAGMA query_only = 1")
    return db
