"""A room's statements over its schema in a PostgreSQL database. Any number of processes may hold the same one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from typing import Final, TypeVar

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from services.store.database import Job
from services.store.postgres.checks import check
from services.store.postgres.connecting import SQL, Place, connect, pool
from services.store.postgres.errors import StoreLost, machine_errors
from services.store.postgres.writing import Writer
from services.store.values import Parameter, Row, Value

T = TypeVar("T")
PATIENCE_S: Final = 10.0
_AHEAD: Final = 8
"""Rows that are fetched at once of what is read row by row."""
logger = logging.getLogger(__name__)


class PostgresTransaction:
    """See :class:`services.store.database.Transaction`."""

    def __init__(self, db: asyncpg.Connection, sql: Mapping[str, str]) -> None:
        self._db, self._sql = db, sql

    async def rows(self, name: str, *values: Parameter) -> Sequence[Row]:
        """Rows of a statement; see the protocol."""
        return await self._db.fetch(self._sql[name], *values)

    async def many(self, name: str, values: Sequence[Sequence[Value]]) -> Sequence[Row]:
        """Rows of a statement for each; see the protocol."""
        return await self._db.fetchmany(self._sql[name], values)

    async def each(self, name: str, values: Iterable[Sequence[Value]]) -> None:
        """Run a statement for each; see the protocol."""
        await self._db.executemany(self._sql[name], values)


class PostgresDatabase:
    """See :class:`services.store.database.Database`. It is of the event loop that asks first.

    ``sql``: by name; ``unavailable``: makes the room's own error.
    """

    def __init__(
        self, place: Place, sql: Mapping[str, str], unavailable: Callable[[], Exception], patience_s: float = PATIENCE_S
    ) -> None:
        self._place, self._sql, self._unavailable = place, sql, unavailable
        self._pool: asyncpg.Pool | None = None
        self._opening, self._turn = asyncio.Lock(), asyncio.Lock()
        self._writer = Writer(place, SQL["lock_room"], patience_s)

    async def rows(self, name: str, *values: Parameter) -> Sequence[Row]:
        """On a connection of a pool."""
        with self._errors():
            async with self._reading() as db:
                return await db.fetch(self._sql[name], *values)

    async def many(self, name: str, values: Sequence[Sequence[Value]]) -> Sequence[Row]:
        """In one transaction of a connection of the pool."""
        with self._errors():
            async with self._reading() as db:
                return await db.fetchmany(self._sql[name], values)

    async def each(self, name: str, *values: Value) -> AsyncGenerator[Row, None]:
        """In a transaction that only reads."""
        with self._errors():
            async with self._reading() as db, db.transaction(readonly=True):
                async for row in db.cursor(self._sql[name], *values, prefetch=_AHEAD):
                    yield row

    async def write(self, job: Job[T]) -> T:
        """On a connection of its own, by a task that nobody's deadline ends."""
        return await asyncio.shield(asyncio.ensure_future(self._written(job)))

    async def forget(self) -> None:
        """Nothing: dead rows stay until the operator vacuums them, as docs/operations.md says."""

    def close(self) -> None:
        """Cut the connections, of reads and of writes."""
        self._writer.let_go()
        if self._pool is not None:
            self._pool.terminate()

    async def _written(self, job: Job[T]) -> T:
        with self._errors():
            async with self._turn, self._writer.transaction() as db:
                return await job(PostgresTransaction(db, self._sql))

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[PoolConnectionProxy]:
        async with self._opening:
            if self._pool is None:
                self._pool = await pool(self._place)
        held = await self._pool.acquire(timeout=self._place.lock_s)
        try:
            yield held
        finally:
            await self._pool.release(held)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Whatever the database refuses or cannot do is the room's error; a faulty statement is said by its state."""
        try:
            with machine_errors():
                yield
        except StoreLost:
            raise self._unavailable() from None
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            logger.error("%s: %s", self._place.room, getattr(error, "sqlstate", None) or type(error).__name__)
            raise self._unavailable() from None


def open_postgres(
    place: Place, schema: Sequence[str], sql: Mapping[str, str], unavailable: Callable[[], Exception]
) -> PostgresDatabase:
    """The room's database at ``place``, its tables made where they are absent; to be called where a loop runs, too.

    Raises StoreUnsafe where the server would not keep what it acknowledges, and what ``unavailable`` makes.
    """
    with ThreadPoolExecutor(1) as thread:
        try:
            thread.submit(asyncio.run, _made(place, schema)).result()
        except StoreLost:
            raise unavailable() from None
    return PostgresDatabase(place, sql, unavailable)


async def _made(place: Place, schema: Sequence[str]) -> None:
    """One process at a time, in one transaction."""
    db = await connect(place, bounded=False)
    try:
        await check(db, place)
        with machine_errors():
            async with db.transaction():
                await db.execute(SQL["lock_schema"])
                await db.execute(f"CREATE SCHEMA IF NOT EXISTS {place.room}")
                for statement in schema:
                    await db.execute(statement)
    finally:
        db.terminate()
