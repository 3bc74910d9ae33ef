"""The file behind the store: opened, checked, and one transaction at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from services.errors import RabtaError
from services.linkage.errors import StorageUnavailable
from services.linkage.store.statement_files import VERSION, load, schema
from services.signing.keyfile import check_private
from services.store.errors import is_machine
from services.store.opening import alone
from services.store.writing import WriteLock

_FULL: Final = 2


class SchemaUnknown(RabtaError):
    """The file was made by another version of this program, or would not keep what it acknowledges."""


class File:
    """``path``: mode 0600, UnsafeFile where looser. ``busy_s``: how long to wait for another writer.

    Raises SchemaUnknown, StorageUnavailable.
    """

    def __init__(self, path: Path, busy_s: float = 10.0) -> None:
        path.touch(mode=0o600)
        check_private(path)
        self._write_lock = WriteLock(path, busy_s)
        with _storage_errors():
            self._db = sqlite3.connect(path, isolation_level=None, timeout=busy_s, cached_statements=64)
            with alone(path):
                self._prepare()
        self._sql = load()

    def _prepare(self) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        held = self._db.execute("PRAGMA user_version").fetchone()[0]
        if held == 0:
            with self.transaction():
                for statement in schema():
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {VERSION}")
        elif held != VERSION:
            raise SchemaUnknown("the link store is of another version")
        if self._db.execute("PRAGMA synchronous").fetchone()[0] != _FULL:
            raise SchemaUnknown("synchronous must read FULL")

    def all(self, name: str, *values: Any) -> list[Any]:
        """Rows of a statement. Raises StorageUnavailable."""
        with _storage_errors():
            return self._db.execute(self._sql[name], values).fetchall()

    def one(self, name: str, *values: Any) -> Any:
        """The first row, or None."""
        rows = self.all(name, *values)
        return rows[0] if rows else None

    def change(self, name: str, *values: Any) -> int:
        """Rows that a statement changed."""
        with _storage_errors():
            return self._db.execute(self._sql[name], values).rowcount

    def each(self, name: str, rows: Iterable[Sequence[Any]]) -> int:
        """Rows that a statement changed over many values."""
        with _storage_errors():
            return self._db.executemany(self._sql[name], rows).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE ... COMMIT, durable once left; ROLLBACK on any error."""
        with _storage_errors(), self._write_lock.transaction(self._db):
            yield

    def forget(self) -> None:
        """Leave nothing of what was deleted in the write-ahead log, unless somebody reads just now."""
        with _storage_errors(), self._write_lock.held():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
        self._write_lock.close()


@contextmanager
def _storage_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if is_machine(error):
            raise StorageUnavailable from None
        raise
