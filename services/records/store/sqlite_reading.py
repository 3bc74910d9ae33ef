"""Reading transactions of the embedded store, one for all reads of a turn of the event loop.

A read never suspends, so what is read in one turn lies within microseconds to a few milliseconds, and its
transaction ends before any later turn's work: whoever asks after a write was acknowledged sees it.

Nothing but the store is awaited inside a snapshot. A caller that awaits anything else would hold up all readers, so it
loses its snapshot at the end of the turn and gets :class:`SnapshotOutlived`. Other callers notice nothing.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress

from services.errors import RabtaError
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


class SnapshotOutlived(RabtaError):
    """A caller awaited something other than the store inside a snapshot: what it read is of several moments."""


class SharedRead:
    """One caller's use of the snapshot of a turn."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._number = 0

    async def __aenter__(self) -> SqliteSnapshot:
        view, self._number = self._reading.enter()
        return view

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Raises SnapshotOutlived in a later turn, unless another error passes through."""
        if kind is None:
            self._reading.leave(self._number)


class Reading:
    """The transaction that the reads of a turn share."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._view = KnownSnapshot(db)
        self._begin, self._end = (self._view.statement(name) for name in ("begin_read", "end_read"))
        self._turn = 0
        self._open = False

    def snapshot(self) -> SharedRead:
        """The snapshot that callers of this turn share."""
        return SharedRead(self)

    def enter(self) -> tuple[SqliteSnapshot, int]:
        """The snapshot, and the number of the turn that it lasts."""
        if not self._open:
            self._start()
        return self._view, self._turn

    def leave(self, turn: int) -> None:
        """Raises SnapshotOutlived where that turn is over."""
        if turn != self._turn or not self._open:
            raise SnapshotOutlived

    def _start(self) -> None:
        with storage_errors():
            self._db.execute(self._begin)
        try:
            self._view.start()
        except BaseException:
            self._finish()
            raise
        self._turn += 1
        self._open = True
        asyncio.get_running_loop().call_soon(self.turn_over)

    def turn_over(self) -> None:
        """End the transaction of the turn, where there is one."""
        if self._open:
            self._open = False
            self._finish()

    def _finish(self) -> None:
        """What the machine does to it here is met again by the next that begins one."""
        with suppress(sqlite3.Error):
            self._db.execute(self._end)
