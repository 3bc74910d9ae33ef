"""The embedded store: SQLite, WAL, ``synchronous=FULL``; reads inline, writes by one thread in groups.

Several processes may hold the same file. The file is 0600 in a folder 0700; looser modes are refused.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from services.records.ports import Job
from services.records.store.batcher import Batcher
from services.records.store.migrations import migrate
from services.records.store.sqlite_reading import Reading
from services.records.store.sqlite_statements import SqliteSnapshot, SqliteTransaction, storage_errors
from services.records.store.statement_files import load
from services.signing.keyfile import check_folder, check_private
from services.store.database import finish
from services.store.errors import StoreUnsafe
from services.store.writing import WriteLock

T = TypeVar("T")
FULL: Final = 2
_PAGE_BYTES: Final = 8192


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of the embedded store. ``max_pages``: of 8 KiB, 0 for none; ``busy_s``: wait for another writer."""

    max_pages: int = 0
    busy_s: float = 10.0
    cache_mib: int = 32


class SqliteSession:
    """The write connection and the one transaction over it; ``write_lock``: to write, among all processes."""

    def __init__(self, db: sqlite3.Connection, write_lock: WriteLock) -> None:
        self._db = db
        self._write_lock = write_lock
        self._sql = load("sqlite")
        self._tx = SqliteTransaction(db)

    def group(self, jobs: Sequence[Job[object]]) -> list[object]:
        """See :class:`services.records.store.batcher.Session`."""
        with storage_errors(), self._write_lock.held():
            values = self._group(jobs)
            self._forget_journal()
        return values

    def _group(self, jobs: Sequence[Job[object]]) -> list[object]:
        try:
            with storage_errors():
                self._db.execute(self._sql["begin_write"])
            values = [finish(job(self._tx)) for job in jobs]
            with storage_errors():
                self._db.execute(self._sql["commit"])
        except BaseException:
            if self._db.in_transaction:
                self._db.execute(self._sql["rollback"])
            raise
        return values

    def _forget_journal(self) -> None:
        """Where something was erased, leave no copy in the journal; with a reader in the way, after the next group."""
        if not self._tx.erased:
            return
        try:
            blocked = self._db.execute(self._sql["wal_truncate"]).fetchone()[0]
        except sqlite3.Error:
            return
        self._tx.erased = bool(blocked)

    def close(self) -> None:
        """See :class:`services.records.store.batcher.Session`."""
        self._db.close()
        self._write_lock.close()


class SqliteStore:
    """See :class:`services.records.ports.Store`."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._db = _connect(path, settings)
        self._reading = Reading(self._db)
        self._batcher = Batcher(lambda: SqliteSession(_connect(path, settings), WriteLock(path, settings.busy_s)))
        self._batcher.start()

    def snapshot(self) -> AbstractAsyncContextManager[SqliteSnapshot]:
        """See :class:`services.records.ports.Store`."""
        return self._reading.snapshot()

    async def write(self, job: Job[T], of: str = "") -> T:
        """See :class:`services.records.ports.Store`."""
        return await self._batcher.submit(job, of)

    async def close(self) -> None:
        """See :class:`services.records.ports.Store`."""
        self._batcher.close()
        self._reading.turn_over()
        self._db.close()


def open_store(path: Path, settings: Settings | None = None) -> SqliteStore:
    """The store in ``path``, made or migrated where needed.

    Raises ``UnsafeFile`` on loose modes, ``StoreUnsafe`` when SQLite would not be durable,
    ``StorageUnavailable`` when it cannot be opened.
    """
    chosen = settings or Settings()
    check_folder(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        if file.exists():
            check_private(file)
    with storage_errors():
        migrate(path, chosen.busy_s)
        return SqliteStore(path, chosen)


def _connect(path: Path, settings: Settings) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=settings.busy_s, isolation_level=None, cached_statements=128)
    db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "wal_autocheckpoint = 4000",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        db.execute(f"PRAGMA {pragma}")
    db.execute(f"PRAGMA cache_size = -{settings.cache_mib * 1024}")
    if settings.max_pages:
        db.execute(f"PRAGMA max_page_count = {settings.max_pages}")
    if (
        db.execute("PRAGMA synchronous").fetchone()[0] != FULL
        or db.execute("PRAGMA journal_mode").fetchone()[0] != "wal"
    ):
        db.close()
        raise StoreUnsafe("synchronous must read FULL and journal_mode WAL")
    return db
