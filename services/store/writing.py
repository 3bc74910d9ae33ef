"""One connection at a time, of all processes, writes a file or copies its journal into it.

SQLite's own lock does not cover the copying that follows a commit: before 3.51.3 a commit can be lost where one
connection copies while another begins the journal anew (sqlite.org/wal.html, the WAL-reset bug).
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PAUSE_S: Final = 0.0005


class Busy(sqlite3.OperationalError):
    """Another writer held the file for too long; what SQLite says when its own lock is held."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY


class WriteLock:
    """Held by whoever writes the database at ``path``; a process that ends gives it back."""

    def __init__(self, path: Path, busy_s: float) -> None:
        self._lock = os.open(path.with_name(f"{path.name}.writing"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._busy_s = busy_s

    @contextmanager
    def held(self) -> Iterator[None]:
        """From before BEGIN until COMMIT has returned. Raises Busy after ``busy_s`` seconds."""
        until = time.monotonic() + self._busy_s
        while not self._taken():
            if time.monotonic() > until:
                raise Busy("database is locked")
            time.sleep(_PAUSE_S)
        try:
            yield
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    @contextmanager
    def transaction(self, db: sqlite3.Connection) -> Iterator[None]:
        """BEGIN IMMEDIATE ... COMMIT of a connection that holds the lock, ROLLBACK on any error. Raises Busy."""
        with self.held():
            db.execute("BEGIN IMMEDIATE")
            try:
                yield
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Let go of the lock's file."""
        os.close(self._lock)
