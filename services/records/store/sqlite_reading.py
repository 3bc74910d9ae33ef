"""Reading transactions of the embedded store, one for all reads of a turn of the event loop.

A read never suspends, so what is read in one turn lies within microseconds to a few milliseconds, and its
transaction ends before any later turn's work: whoever asks after a write was acknowledged sees it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress

from services.records.store.known import Known, KnownReads
from services.records.store.sqlite_statements import SqliteSnapshot, storage_errors


class KnownSnapshot(SqliteSnapshot, KnownReads):
    """Of a connection that never writes: what every call asks first is known until another connection commits."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__(db)
        self._version = -1
        self._known = Known()

    def start(self) -> None:
        """At the start of each transaction: what was known before a commit is not known after it."""
        with storage_errors():
            (version,) = self._db.execute(self.statement("data_version")).fetchone()
        if version != self._version or self._known.full:
            self._version = version
            self._known = Known()

    async def _now(self) -> Known:
        return self._known


class Reading:
    """The transaction that the reads of a turn share. Who waits inside for something else keeps it, alone."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._snapshot = KnownSnapshot(db)
        self._begin, self._end = (self._snapshot.statement(name) for name in ("begin_read", "end_read"))
        self._shared = False
        self._inside = 0

    async def __aenter__(self) -> SqliteSnapshot:
        if not self._shared:
            self._start()
        self._inside += 1
        return self._snapshot

    async def __aexit__(self, *_: object) -> None:
        self._inside -= 1
        if not (self._shared or self._inside):
            self._finish()

    def _start(self) -> None:
        with storage_errors():
            if self._db.in_transaction and not self._inside:
                self._db.execute(self._end)
            self._db.execute(self._begin)
        try:
            self._snapshot.start()
        except BaseException:
            self._finish()
            raise
        self._shared = True
        asyncio.get_running_loop().call_soon(self.turn_over)

    def turn_over(self) -> None:
        """Nobody enters this transaction any more."""
        if self._shared:
            self._shared = False
            if not self._inside:
                self._finish()

    def _finish(self) -> None:
        """What the machine does to it here is met again by the next that begins one."""
        with suppress(sqlite3.Error):
            self._db.execute(self._end)
