"""The write transaction on PostgreSQL: a group of jobs in one, by the batcher's thread, which has a loop of its own.

Every writer locks the log head's row before it reads anything, so that numbers are dense over all processes. Where the
server is lost while it commits, it is asked what became of the transaction once it is back: jobs whose rows are there
are not run again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import asyncpg

from services.records.errors import StorageUnavailable
from services.records.ports import Job
from services.records.store.postgres_statements import PostgresTransaction, storage_errors
from services.records.store.statement_files import load
from services.store.dialects import POSTGRESQL
from services.store.postgres.connecting import Place, connect

_PAUSE_S: Final = 0.1
COMMITTED: Final = "committed"
OPEN: Final = "in progress"


class PostgresSession:
    """See :class:`services.records.store.batcher.Session`. ``patience_s``: how long an open commit is asked for."""

    def __init__(self, place: Place, patience_s: float) -> None:
        self._place = place
        self._patience_s = patience_s
        self._sql = load(POSTGRESQL)
        self._loop = asyncio.new_event_loop()
        self._db: asyncpg.Connection[Any] | None = None

    def group(self, jobs: Sequence[Job[Any]]) -> list[Any]:
        """See :class:`services.records.store.batcher.Session`."""
        return self._loop.run_until_complete(self._group(jobs))

    def close(self) -> None:
        """See :class:`services.records.store.batcher.Session`."""
        self._loop.run_until_complete(self._let_go())
        self._loop.close()

    async def _group(self, jobs: Sequence[Job[Any]]) -> list[Any]:
        db, number = await self._begun()
        try:
            tx = PostgresTransaction(db)
            values = [await job(tx) for job in jobs]
        except BaseException:
            await self._undo(db)
            raise
        try:
            with storage_errors():
                done = await db.execute(self._sql["commit"])
        except StorageUnavailable:
            await self._let_go()
            await self._settle(number)
            return values
        if done != "COMMIT":
            raise RuntimeError("a statement of the group failed and its job went on")
        return values

    async def _begun(self) -> tuple[asyncpg.Connection[Any], str]:
        """A transaction that holds the head's row. What was found closed while nobody asked is opened anew, once."""
        try:
            return await self._begin()
        except StorageUnavailable:
            return await self._begin()

    async def _begin(self) -> tuple[asyncpg.Connection[Any], str]:
        try:
            with storage_errors():
                if self._db is None or self._db.is_closed():
                    self._db = await connect(self._place)
                await self._db.execute(self._sql["begin_write"])
                return self._db, await self._db.fetchval(self._sql["lock_head"])
        except BaseException:
            await self._let_go()
            raise

    async def _undo(self, db: asyncpg.Connection[Any]) -> None:
        try:
            with storage_errors():
                await db.execute(self._sql["rollback"])
        except StorageUnavailable:
            await self._let_go()

    async def _settle(self, number: str) -> None:
        """Return where the transaction was committed; StorageUnavailable where it was not, or nobody can say."""
        until = time.monotonic() + self._patience_s
        outcome = None
        while outcome in (None, OPEN) and time.monotonic() < until:
            with suppress(StorageUnavailable):
                outcome = await self._outcome(number)
                if outcome is None:
                    break
            await asyncio.sleep(_PAUSE_S)
        if outcome != COMMITTED:
            raise StorageUnavailable

    async def _outcome(self, number: str) -> str | None:
        """``committed``, ``aborted``, ``in progress``; None where the server knows the number no more."""
        with storage_errors():
            if self._db is None or self._db.is_closed():
                self._db = await connect(self._place)
            found: str | None = await self._db.fetchval(self._sql["outcome"], number)
            return found

    async def _let_go(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            db.terminate()
