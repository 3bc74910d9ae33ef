"""The file behind the store: opened, checked, read in the caller's thread and written in one of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from services.errors import RabtaError
from services.linkage.errors import StorageUnavailable
from services.linkage.store.statement_files import VERSION, load, schema, upgrade
from services.signing.keyfile import check_private
from services.store.errors import is_machine
from services.store.opening import alone
from services.store.writing import WriteLock

_FULL: Final = 2
T = TypeVar("T")
Row = tuple[Any, ...]
"""Columns as the statement's header names them."""


class SchemaUnknown(RabtaError):
    """The file was made by another version of this program, or would not keep what it acknowledges."""


class Connection:
    """Statements by name, over one connection. All methods raise StorageUnavailable."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._sql = load()

    def all(self, name: str, *values: object) -> list[Row]:
        """Rows of a statement."""
        with _storage_errors():
            return self._db.execute(self._sql[name], values).fetchall()

    def one(self, name: str, *values: object) -> Row | None:
        """The first row, or None."""
        return next(iter(self.all(name, *values)), None)

    def number(self, name: str, *values: object) -> int:
        """The number in the one row of a statement that always has one."""
        return int(self.all(name, *values)[0][0])

    def change(self, name: str, *values: object) -> int:
        """Rows that a statement changed."""
        with _storage_errors():
            return self._db.execute(self._sql[name], values).rowcount

    def each(self, name: str, rows: Iterable[Sequence[object]]) -> int:
        """Rows that a statement changed over many values."""
        with _storage_errors():
            return self._db.executemany(self._sql[name], rows).rowcount


class File:
    """``path``: mode 0600, UnsafeFile where looser. ``busy_s``: how long to wait for another writer.

    ``read``: statements that only read; in WAL they never wait for who writes.

    Raises SchemaUnknown, StorageUnavailable.
    """

    def __init__(self, path: Path, busy_s: float = 10.0) -> None:
        path.touch(mode=0o600)
        check_private(path)
        self._write_lock = WriteLock(path, busy_s)
        self._thread = ThreadPoolExecutor(1, "link-store")
        try:
            with _storage_errors(), alone(path):
                # In the thread that writes: it begins here, before its process may take a lower place than others.
                self._writer = self._thread.submit(self._prepared, path, busy_s).result()
                self._reader = _connected(path, busy_s)
                self._reader.execute("PRAGMA query_only = ON")
        except BaseException:
            self._thread.shutdown()
            self._write_lock.close()
            raise
        self.read = Connection(self._reader)

    def _prepared(self, path: Path, busy_s: float) -> sqlite3.Connection:
        db = _connected(path, busy_s)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = OFF", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}")
        held = db.execute("PRAGMA user_version").fetchone()[0]
        if held in (0, VERSION - 1):
            self._make(db, upgrade() if held else schema())
        elif held != VERSION:
            raise SchemaUnknown("the link store is of another version")
        db.execute("PRAGMA foreign_keys = ON")
        if db.execute("PRAGMA synchronous").fetchone()[0] != _FULL:
            raise SchemaUnknown("synchronous must read FULL")
        return db

    def _make(self, db: sqlite3.Connection, statements: Iterable[str]) -> None:
        """This version, or nothing of it: what ends within is done again by the next to open the file."""
        with self._write_lock.transaction(db):
            for statement in statements:
                db.execute(statement)
            if db.execute("PRAGMA foreign_key_check").fetchall():
                raise SchemaUnknown("rows of the link store name classes that it lacks")
            db.execute(f"PRAGMA user_version = {VERSION}")

    async def write(self, job: Callable[[Connection], T]) -> T:
        """What ``job`` gives, run in the thread that writes: BEGIN IMMEDIATE ... COMMIT, durable once this returns.

        ROLLBACK on any error. Whoever stops waiting does not stop the job. Raises StorageUnavailable.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._transacted, job)

    def _transacted(self, job: Callable[[Connection], T]) -> T:
        with _storage_errors(), self._write_lock.transaction(self._writer):
            return job(Connection(self._writer))

    async def forget(self) -> None:
        """Leave nothing of what was deleted in the write-ahead log, unless somebody reads just now."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._emptied)

    def _emptied(self) -> None:
        with _storage_errors(), self._write_lock.held():
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file, once what is being written is durable."""
        self._thread.shutdown()
        self._reader.close()
        self._writer.close()
        self._write_lock.close()


def _connected(path: Path, busy_s: float) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=busy_s, cached_statements=64, check_same_thread=False)


@contextmanager
def _storage_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if is_machine(error):
            raise StorageUnavailable from None
        raise
