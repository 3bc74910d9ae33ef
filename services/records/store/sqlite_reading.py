"""Reading transactions of the embedded store, one for all reads of a turn of the event loop.

A read never suspends, so what is read in one turn lies within microseconds to a few milliseconds, and its
transaction ends before any later turn's work: whoever asks after a write was acknowledged sees it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from services.records.rows import PaperRow, Stamp
from services.records.store.sqlite_statements import SqliteSnapshot, storage_errors

MAX_KEPT: Final = 16384


class KnownSnapshot(SqliteSnapshot):
    """Of a connection that never writes: what every call asks first is known until another connection commits."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__(db)
        self._version = -1
        self._stamps: dict[str, Stamp] = {}
        self._files: dict[str, list[PaperRow]] = {}
        self._holds: dict[tuple[str, str], bool] = {}
        self._headers: list[tuple[str, bytes]] | None = None
        self._follows: bool | None = None

    def start(self) -> None:
        """At the start of each transaction: what was known before a commit is not known after it."""
        with storage_errors():
            (version,) = self._db.execute(self.statement("data_version")).fetchone()
        if version != self._version or max(len(self._stamps), len(self._files), len(self._holds)) > MAX_KEPT:
            self._version = version
            self._stamps.clear()
            self._files.clear()
            self._holds.clear()
            self._headers = None
            self._follows = None

    async def case_files(self, token: str) -> list[PaperRow]:
        """See the port, as for all methods here."""
        found = self._files.get(token)
        if found is None:
            found = self._files[token] = await super().case_files(token)
        return [*found]

    async def holds_case(self, token: str, agency: str) -> bool:
        """See the port."""
        found = self._holds.get((token, agency))
        if found is None:
            found = self._holds[token, agency] = await super().holds_case(token, agency)
        return found

    async def last_headers(self) -> list[tuple[str, bytes]]:
        """See the port."""
        if self._headers is None:
            self._headers = await super().last_headers()
        return [*self._headers]

    async def reads_followed(self, agency: str, tokens: Sequence[str], now_ms: int) -> bool:
        """See the port; mostly nobody is followed at all."""
        if self._follows is None:
            self._follows = bool((await self._sole("follows_any"))[0])
        return self._follows and await super().reads_followed(agency, tokens, now_ms)

    async def stamp(self, token: str) -> Stamp:
        """See the port."""
        found = self._stamps.get(token)
        if found is None:
            found = self._stamps[token] = await super().stamp(token)
        return found


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
