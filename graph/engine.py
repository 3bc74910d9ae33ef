"""The one file that knows the driver: statements by name, and batches, each in one transaction.

The same driver and the same statements reach both engines. Every session asks for the leader of a cluster: a sealed
record must not be read from a member that has not heard of it. What fails for a reason that passes (a lost
connection, a deadlock, a constraint that another writer met first) is done again until patience ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph import batch as parts
from graph.batch import Batch, Step
from graph.endpoint import check_address
from graph.errors import EndMissing, GraphRefused, GraphUnavailable
from graph.rows import Absent, Made, Position, Row, read
from graph.statements import Statement, statements

CONNECT_S = 5.0
PATIENCE_S = 10.0
LONGEST_PAUSE_S = 1.0
SHARES = 1 << 20
LOOKS, MISSING_PAUSE_S = 4, 0.03
"""How often the missing end of an edge is looked for, each time in a new transaction: ArcadeDB may tell the id of a
node that another writer is just committing a moment before it shows the node."""
PASSES = (ServiceUnavailable, SessionExpired, TransientError, ConstraintError, OSError)
"""What may pass. A constraint is met when two writers create one shared node: the next look finds it."""
TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
"""What the driver takes for the client's fault, and ArcadeDB says when the machine was busy for too long."""

logging.getLogger("neo4j").setLevel(logging.CRITICAL)
_T = TypeVar("_T")


def chance() -> float:
    """From 0 to below 1: pauses of two writers differ, so that they do not march in step."""
    return secrets.randbelow(SHARES) / SHARES


class GraphEngine:
    """One engine, one database. Safe for many tasks of one loop. ``known``: the statements that it runs, by name.

    ``chance``: 0 to below 1, how far a pause between two tries is drawn out; ``pause``: waits for so many seconds.
    Raises GraphUnavailable and GraphRefused alone; neither carries what the engine said.
    """

    def __init__(
        self,
        driver: neo4j.AsyncDriver,
        database: str,
        patience_s: float = PATIENCE_S,
        known: Mapping[str, Statement] | None = None,
        chance: Callable[[], float] = chance,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._driver = driver
        self._database = database
        self._patience_s = patience_s
        self._known = statements() if known is None else known
        self._chance = chance
        self._pause = pause
        self._closed = False

    @classmethod
    async def connect(
        cls,
        uri: str,
        user: str,
        password: str,
        database: str,
        patience_s: float = PATIENCE_S,
        known: Mapping[str, Statement] | None = None,
    ) -> GraphEngine:
        """Log in and see that it answers. ``uri``: bolt://, or neo4j:// with routing; +s for TLS, checked.

        Without TLS on loopback alone: AddressUnsafe, a GraphRefused.
        """
        check_address(uri)
        try:
            driver = neo4j.AsyncGraphDatabase.driver(
                uri,
                auth=(user, password),
                connection_timeout=CONNECT_S,
                connection_acquisition_timeout=2 * CONNECT_S,
                max_transaction_retry_time=0,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )
        except (DriverError, ValueError):
            raise GraphRefused("not an address of a graph engine") from None
        engine = cls(driver, database, patience_s, known)
        try:
            await engine.run("ping")
        except BaseException:
            await driver.close()
            raise
        return engine

    async def migrate(self) -> None:
        """Make the constraints and indexes that are not there yet."""
        for name, statement in self._known.items():
            if name.startswith(("constraint.", "index.")):
                await self._patiently(lambda one=statement: self._rows(one, {}))  # type: ignore[misc]

    async def run(self, statement: str, **parameters: object) -> list[Row]:
        """Rows of a known statement, in the columns of its header. KeyError: no such."""
        chosen = self._known[statement]
        if set(parameters) != set(chosen.parameters):
            raise TypeError(f"{statement} takes {', '.join(chosen.parameters) or 'nothing'}")
        return await self._patiently(lambda: self._rows(chosen, parameters))

    async def write(self, batch: Batch) -> bool:
        """All of it or nothing; False where the marker says that it was written before.

        EndMissing, a GraphRefused: an edge has no end. After GraphUnavailable, write the same batch again: the marker
        tells whether it had been taken.
        """
        for _ in range(LOOKS - 1):
            with contextlib.suppress(EndMissing):
                return await self._patiently(lambda: self._write(batch))
            await self._pause(MISSING_PAUSE_S)
        return await self._patiently(lambda: self._write(batch))

    async def close(self) -> None:
        """Let connections go; what has a statement on one is told GraphUnavailable."""
        self._closed = True
        await self._driver.close()

    async def _rows(self, statement: Statement, parameters: dict[str, object]) -> list[Row]:
        async with self._driver.session(database=self._database) as session:
            result = await session.run(statement.text, parameters)
            return [tuple(row) async for row in result]

    async def _write(self, batch: Batch) -> bool:
        async with self._driver.session(database=self._database) as session:
            transaction = await session.begin_transaction()
            async with transaction:
                marker = {"source": batch.source, "position": batch.position}
                if read(Position, await self._answer(transaction, "hold", marker))[0].position >= batch.position:
                    return False
                for step in parts.drops(batch):
                    await self._perform(transaction, step)
                for ask, create in parts.nodes(batch):
                    absent = read(Absent, await self._perform(transaction, ask))[0].ids
                    await self._perform(transaction, create(absent))
                for step in (*parts.edges(batch), *parts.sweeps(batch)):
                    await self._perform(transaction, step)
                await self._answer(transaction, "advance", marker)
                await transaction.commit()
                return True

    async def _answer(self, transaction: neo4j.AsyncTransaction, name: str, parameters: dict[str, Any]) -> list[Row]:
        """Rows of a statement inside a transaction."""
        result = await transaction.run(self._known[name].text, parameters)
        return [tuple(row) async for row in result]

    async def _perform(self, transaction: neo4j.AsyncTransaction, step: Step) -> list[Row]:
        """One step of a write, nothing where it has no rows. EndMissing: it made fewer than it was given."""
        if not step.rows:
            return []
        rows = await self._answer(transaction, step.statement, {step.parameter: step.rows})
        if step.counted and read(Made, rows) != [(len(step.rows),)]:
            raise EndMissing(f"{step.statement}: an end is missing")
        return rows

    async def _patiently(self, work: Callable[[], Awaitable[_T]]) -> _T:
        until, pause_s = time.monotonic() + self._patience_s, 0.02
        while True:
            try:
                return await work()
            except PASSES:
                if time.monotonic() + pause_s > until:
                    raise GraphUnavailable("the graph engine does not answer") from None
            except AuthError:
                raise GraphRefused("the graph engine does not know this user") from None
            except (ValueError, OverflowError):
                raise GraphRefused("a value that no graph engine takes") from None
            except (DriverError, Neo4jError) as error:
                if self._closed:
                    raise GraphUnavailable("the line to the graph engine was let go") from None
                if not (error.is_retryable() or code_of(error) == TIMED_OUT):
                    raise GraphRefused(f"the graph engine refuses ({code_of(error)})") from None
                if time.monotonic() + pause_s > until:
                    raise GraphUnavailable("the graph engine is not ready") from None
            await self._pause(pause_s * (0.5 + self._chance() / 2))
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)


def code_of(error: Exception) -> str:
    """The engine's own code, which never holds data."""
    return str(getattr(error, "code", None) or type(error).__name__)
