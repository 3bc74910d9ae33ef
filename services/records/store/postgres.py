"""The store on PostgreSQL: reads from a pool, each snapshot its own transaction; writes by one thread in groups.

Any number of processes may hold the same database.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Final, TypeVar

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from services.records.errors import StorageUnavailable
from services.records.ports import Job
from services.records.store.batcher import Batcher
from services.records.store.migrations import migrate_postgres
from services.records.store.postgres_reading import Memory, PostgresSnapshot
from services.records.store.postgres_statements import storage_errors
from services.records.store.postgres_writing import PostgresSession
from services.records.store.statement_files import load
from services.store.dialects import POSTGRESQL
from services.store.postgres.checks import check
from services.store.postgres.connecting import Place, connect, pool

T = TypeVar("T")
ROOM: Final = "records"


class PostgresStore:
    """See :class:`services.records.ports.Store`. Its reads are of the event loop that reads first.

    ``patience_s``: how long the server is asked what became of a commit that it did not answer.
    """

    def __init__(self, place: Place, patience_s: float = 10.0) -> None:
        self._place = place
        self._sql = load(POSTGRESQL)
        self._pool: asyncpg.Pool | None = None
        self._opening = asyncio.Lock()
        self._memory = Memory()
        self._ending: set[asyncio.Task[None]] = set()
        self._batcher = Batcher(lambda: _session(place, patience_s))
        self._batcher.start()

    def snapshot(self) -> AbstractAsyncContextManager[PostgresSnapshot]:
        """See :class:`services.records.ports.Store`."""
        return self._snapshot()

    async def write(self, job: Job[T], of: str = "") -> T:
        """See :class:`services.records.ports.Store`."""
        return await self._batcher.submit(job, of)

    async def close(self) -> None:
        """See :class:`services.records.ports.Store`."""
        await asyncio.to_thread(self._batcher.close)
        await asyncio.gather(*self._ending)
        if self._pool is not None:
            self._pool.terminate()

    @asynccontextmanager
    async def _snapshot(self) -> AsyncIterator[PostgresSnapshot]:
        pool = await self._opened()
        try:
            db = await self._begun(pool)
        except StorageUnavailable:
            db = await self._begun(pool)
        try:
            yield PostgresSnapshot(db, self._memory)
        finally:
            self._end(pool, db)

    async def _begun(self, pool: asyncpg.Pool) -> PoolConnectionProxy:
        """A connection in its transaction; the first try finds out where the server ended one that nobody used."""
        with storage_errors():
            db = await pool.acquire(timeout=self._place.lock_s)
        try:
            with storage_errors():
                await db.execute(self._sql["begin_read"])
        except BaseException:
            await _drop(pool, db)
            raise
        return db

    async def _opened(self) -> asyncpg.Pool:
        async with self._opening:
            if self._pool is None:
                with storage_errors():
                    self._pool = await pool(self._place)
            return self._pool

    def _end(self, pool: asyncpg.Pool, db: PoolConnectionProxy) -> None:
        """Nobody waits for it: what was read is read."""
        ending = asyncio.ensure_future(self._finish(pool, db))
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)

    async def _finish(self, pool: asyncpg.Pool, db: PoolConnectionProxy) -> None:
        """What the machine does to it here is met again by whoever asks next."""
        try:
            await db.execute(self._sql["end_read"])
        except BaseException as error:
            await _drop(pool, db)
            if not isinstance(error, Exception):
                raise
        else:
            await pool.release(db)


async def _drop(pool: asyncpg.Pool, db: PoolConnectionProxy) -> None:
    """Never used again: whoever had it next might be shown an older moment."""
    with suppress(asyncpg.InterfaceError):
        db.terminate()
    await pool.release(db)


def open_postgres(place: Place) -> PostgresStore:
    """The store at ``place``, made or migrated where needed.

    Raises ``AddressUnsafe``, ``StoreUnsafe`` where the server would not be durable, ``StorageUnavailable`` where it
    cannot be reached.
    """
    return PostgresStore(place)


def _session(place: Place, patience_s: float) -> PostgresSession:
    """Opened in the thread that writes: what is awaited here keeps nobody's loop."""
    with storage_errors():
        asyncio.run(_checked(place))
        migrate_postgres(place)
    return PostgresSession(place, patience_s)


async def _checked(place: Place) -> None:
    db = await connect(place)
    try:
        await check(db, place)
    finally:
        await db.close()
