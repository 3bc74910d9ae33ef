"""The connection of a room that writes: one transaction at a time, and what became of one whose end nobody told.

A transaction begins with the statement that every writer of the room waits at, so that it sees what all others did.
Where the line is lost while the server commits, it is asked once it is back. A server that crashed meanwhile may have
given another transaction the number of one that it lost: its word that such a number was committed says nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import asyncpg

from services.store.postgres.connecting import SQL, Place, connect
from services.store.postgres.errors import StoreLost, machine_errors

_PAUSE_S: Final = 0.1
COMMITTED: Final = "committed"
OPEN: Final = "in progress"


class Writer:
    """Of one event loop. ``turn``: the statement that waits for the room's turn and gives the transaction's number.

    ``patience_s``: how long the server is asked what became of a commit that it did not answer.
    """

    def __init__(self, place: Place, turn: str, patience_s: float) -> None:
        self._place, self._turn, self._patience_s = place, turn, patience_s
        self._db: asyncpg.Connection | None = None
        self._life = ""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[asyncpg.Connection]:
        """Committed when left, undone by whatever is raised in it. Raises StoreLost, and then nothing was written."""
        db, number = await self._begun()
        try:
            yield db
        except BaseException:
            await self._undone(db)
            raise
        await self._committed(db, number)

    def let_go(self) -> None:
        """Close the connection; the next transaction opens one."""
        db, self._db = self._db, None
        if db is not None:
            db.terminate()

    async def _begun(self) -> tuple[asyncpg.Connection, str]:
        """What was found closed while nobody asked is opened anew, once."""
        try:
            return await self._begin()
        except StoreLost:
            return await self._begin()

    async def _begin(self) -> tuple[asyncpg.Connection, str]:
        try:
            with machine_errors():
                db = await self._connected()
                await db.execute(SQL["begin_write"])
                return db, await db.fetchval(self._turn)
        except BaseException:
            self.let_go()
            raise

    async def _connected(self) -> asyncpg.Connection:
        if self._db is None or self._db.is_closed():
            self._db = await connect(self._place)
            self._life = await self._db.fetchval(SQL["life"])
        return self._db

    async def _undone(self, db: asyncpg.Connection) -> None:
        try:
            with machine_errors():
                await db.execute("ROLLBACK")
        except BaseException as error:
            self.let_go()
            if not isinstance(error, StoreLost):
                raise

    async def _committed(self, db: asyncpg.Connection, number: str) -> None:
        try:
            with machine_errors():
                done = await db.execute("COMMIT")
        except StoreLost:
            self.let_go()
            await self._settle(number, self._life)
            return
        if done != "COMMIT":
            raise RuntimeError("a statement of the transaction failed and its job went on")

    async def _settle(self, number: str, life: str) -> None:
        """Return where the transaction was committed; StoreLost where it was not, or nobody can say."""
        until = time.monotonic() + self._patience_s
        outcome = None
        while outcome in (None, OPEN) and time.monotonic() < until:
            with suppress(StoreLost):
                outcome = await self._outcome(number)
                if outcome is None:
                    break
            await asyncio.sleep(_PAUSE_S)
        if outcome != COMMITTED or self._life != life:
            raise StoreLost("nobody can say what became of the commit")

    async def _outcome(self, number: str) -> str | None:
        """``committed``, ``aborted``, ``in progress``; None where the server knows the number no more."""
        with machine_errors():
            found: str | None = await (await self._connected()).fetchval(SQL["outcome"], number)
            return found
