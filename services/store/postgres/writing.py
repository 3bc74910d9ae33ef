"""The connection of a room that writes: one transaction at a time, and what became of one whose end nobody told.

A transaction begins with the statement that every writer of the room waits at, so that it sees what all others did.
Where the line is lost while the server commits, it is asked once it is back. A server that crashed meanwhile may have
given another transaction the number of one that it lost: its word that such a number was committed says nothing.

A COMMIT that is answered with a warning is not believed either: the server ceased to wait for its synchronous standby,
and a fail-over would lose what it did. Whoever asks again waits for the standby anew, as every transaction here writes
to the server's log.
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


class Line:
    """A connection that hears what the server warns of."""

    def __init__(self, db: asyncpg.Connection) -> None:
        self.db = db
        self._warned = False
        db.add_log_listener(self._hear)

    async def commit(self, within_s: float | None = None) -> str:
        """What the server answers to COMMIT. Raises StoreLost, where it warns too."""
        self._warned = False
        with machine_errors():
            done = await self.db.execute("COMMIT", timeout=within_s)
        if self._warned:
            raise StoreLost("the server warned of what it committed: a standby may not have it")
        return done

    async def confirm(self, within_s: float | None = None) -> None:
        """Return once all that is committed is on the synchronous standby, where there is one. Raises StoreLost."""
        with machine_errors():
            await self.db.execute("BEGIN")
            await self.db.execute(SQL["confirmed"])
        await self.commit(within_s)

    def _hear(self, _connection: object, message: asyncpg.PostgresLogMessage) -> None:
        self._warned = self._warned or message.severity_en == "WARNING"


class Writer:
    """Of one event loop. ``turn``: the statement that waits for the room's turn and gives the transaction's number.

    ``patience_s``: how long the server is asked what became of a commit that it did not answer.
    """

    def __init__(self, place: Place, turn: str, patience_s: float) -> None:
        self._place, self._turn, self._patience_s = place, turn, patience_s
        self._line: Line | None = None
        self._life = ""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[asyncpg.Connection]:
        """Committed when left, undone by whatever is raised in it. Raises StoreLost, and then nothing was written.

        Or nobody can say, or the synchronous standby may lack it: the same, asked again, is answered by what is there.
        """
        line, number = await self._begun()
        try:
            yield line.db
        except BaseException:
            await self._undone(line)
            raise
        await self._committed(line, number)

    def let_go(self) -> None:
        """Close the connection; the next transaction opens one."""
        line, self._line = self._line, None
        if line is not None:
            line.db.terminate()

    async def _begun(self) -> tuple[Line, str]:
        """What was found closed while nobody asked is opened anew, once."""
        try:
            return await self._begin()
        except StoreLost:
            return await self._begin()

    async def _begin(self) -> tuple[Line, str]:
        try:
            with machine_errors():
                line = await self._connected()
                await line.db.execute(SQL["begin_write"])
                return line, await line.db.fetchval(self._turn)
        except BaseException:
            self.let_go()
            raise

    async def _connected(self) -> Line:
        if self._line is None or self._line.db.is_closed():
            self._line = Line(await connect(self._place))
            self._life = await self._line.db.fetchval(SQL["life"])
        return self._line

    async def _undone(self, line: Line) -> None:
        try:
            with machine_errors():
                await line.db.execute("ROLLBACK")
        except BaseException as error:
            self.let_go()
            if not isinstance(error, StoreLost):
                raise

    async def _committed(self, line: Line, number: str) -> None:
        try:
            done = await line.commit()
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
        try:
            await (await self._connected()).confirm(self._patience_s)
        except BaseException:
            self.let_go()
            raise

    async def _outcome(self, number: str) -> str | None:
        """``committed``, ``aborted``, ``in progress``; None where the server knows the number no more."""
        with machine_errors():
            found: str | None = await (await self._connected()).db.fetchval(SQL["outcome"], number)
            return found
