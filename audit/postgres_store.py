"""The log's database on PostgreSQL, 15 or newer, for the one writer that holds its lease.

The lease is a row with a term that only rises. Each transaction begins with that row: it renews the lease where the
term is still this writer's, and writes nothing where another has taken the next one. So a writer that slept for any
time cannot append, and no two can at once: the lock on one row orders them. Times are the server's alone.

A transaction's statements are sent together when it ends. Where COMMIT is not answered, or is answered with a warning
(the server may have ceased to wait for its standby), what became of it is not known here: the writer ends (StoreLost).
Nothing of the log is read before the lease is taken. A synchronous standby has confirmed that COMMIT, and with it all
that was committed before.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from audit.postgres_line import DRIVER_ERRORS, Line
from audit.promises import promise_fault
from audit.store import (
    SCHEMA_VERSION,
    SQL_FOLDER,
    Row,
    Store,
    StoreError,
    StoreLost,
    StoreUnavailable,
    in_json,
    statements,
)

if TYPE_CHECKING:
    from audit.place import Database
    from audit.postgres_line import Connection

DURABLE: Final = frozenset({"on", "remote_apply"})
"""Words of synchronous_commit under which COMMIT waits for this disk and for that of a synchronous standby."""
RENEW_S: Final = 1.0
_RETRY_S: Final = 0.25
_PARAMETER: Final = re.compile(r"\?(\d*)")
_COMMENT: Final = re.compile(r"^--.*\n", re.MULTILINE)
_OWN: Final = statements(SQL_FOLDER / "postgresql")
Writes = list[tuple[str, list[Row]]]


def in_postgres(statement: str) -> str:
    """A statement of ``sql/`` with PostgreSQL's parameters, and without its comment."""
    numbers = count(1)
    return _PARAMETER.sub(lambda found: f"${found[1] or next(numbers)}", _COMMENT.sub("", statement))


_SQL: Final = {name: in_postgres(text) for name, text in statements(SQL_FOLDER).items()}


class PostgresStore(Store):
    """See :class:`audit.store.Store`."""

    def __init__(self, database: Database, *, read_only: bool = False, waits: Callable[[], None]) -> None:
        """Connect; to write, make what is absent and take the lease; ``waits`` is called where another holds it."""
        self._database, self._read_only = database, read_only
        self._term = 0
        self._renewed_s = 0.0
        self._writes: Writes | None = None
        self._line = Line(database, read_only=read_only)
        try:
            self._open(waits)
        except BaseException:
            self.close()
            raise

    def _open(self, waits: Callable[[], None]) -> None:
        if not self._read_only:
            self._line.ask(lambda db: _made(db, self._database))
            if self.rows("select_filling") != [(None,)]:
                raise StoreError("the log is being brought to its database: `rabta store migrate` ends that")
            self._take(waits)
        if self.rows("select_shape") != [(SCHEMA_VERSION,)]:
            raise StoreError("the log's database has another schema")

    def _take(self, waits: Callable[[], None]) -> None:
        told = False
        while not self._took():
            if not told:
                waits()
            told = True
            time.sleep(_RETRY_S)

    def _took(self) -> bool:
        try:
            term = self._line.ask(self._next_term)
        except StoreUnavailable:
            return False
        self._demand_unwarned()
        self._term, self._renewed_s = term or 0, time.monotonic()
        return term is not None

    def rows(self, name: str, *values: Any) -> list[Row]:
        """StoreLost where the server does not work: a reader has nothing to undo, and begins anew."""
        if self._writes is not None:
            raise RuntimeError("a transaction only writes")
        statement = _OWN.get(name) or _SQL[name]
        try:
            return [tuple(row) for row in self._line.ask(lambda db: db.fetch(statement, *values))]
        except StoreUnavailable as error:
            raise StoreLost(str(error)) from error

    def run(self, name: str, *values: Any) -> None:
        """Kept until the transaction ends."""
        if self._writes is None:
            with self.transaction():
                self.run(name, *values)
        else:
            self._writes.append((name, [values]))

    def many(self, name: str, rows: Iterable[Row]) -> None:
        """Kept until the transaction ends, as one statement."""
        if self._writes is None:
            raise RuntimeError("many rows are written in a transaction")
        self._writes.append((name, list(rows)))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """On the disk of the server, and of its synchronous standby, when it ends."""
        if self._writes is not None or self._read_only:
            raise RuntimeError("one transaction at a time, of a writer")
        writes: Writes = []
        self._writes = writes
        try:
            yield
        finally:
            self._writes = None
        self._line.ask(lambda db: self._written(db, writes))
        self._demand_unwarned()
        self._renewed_s = time.monotonic()

    def snapshot(self) -> None:
        """A transaction that is never ended."""
        self._line.ask(lambda db: db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))

    def hold(self) -> None:
        """Renew the lease where no transaction has done so for a second."""
        if time.monotonic() - self._renewed_s >= RENEW_S:
            with self.transaction():
                pass

    def state(self, name: str, default: Any) -> Any:
        """Values are kept as JSON, and bytes in it as hex."""
        row = self.row("select_state", name)
        if row is None:
            return default
        value = json.loads(row[0])
        return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value

    def set_state(self, name: str, value: Any) -> None:
        """As JSON, so that all kinds of values fit one column."""
        self.run("upsert_state", name, in_json(value))

    def close(self) -> None:
        """Leave the lease to whoever waits."""
        if self._term:
            with suppress(StoreError):
                self._line.ask(lambda db: db.execute(_OWN["leave_lease"], self._term))
        self._line.close()

    def _demand_unwarned(self) -> None:
        if self._line.warned:
            raise StoreLost("the log's database warned of what it committed: a standby may not have it")

    async def _next_term(self, db: Connection) -> int | None:
        holder = f"{os.uname().nodename} {os.urandom(8).hex()}"
        term: int | None = await db.fetchval(_OWN["take_lease"], holder, self._database.lease_s)
        return term

    async def _written(self, db: Connection, writes: Writes) -> None:
        await db.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        try:
            if await db.fetchval(_OWN["keep_lease"], self._term, self._database.lease_s) is None:
                raise StoreLost("another writer holds the log")
            for name, rows in writes:
                await db.executemany(_SQL[name], rows)
        except BaseException:
            with suppress(*DRIVER_ERRORS):
                await db.execute("ROLLBACK")
            raise
        if await db.execute("COMMIT") != "COMMIT":
            raise RuntimeError("a statement of the transaction failed and it went on")


def make_tables(database: Database) -> None:
    """Make what is absent, and take no lease. StoreError."""
    line = Line(database, read_only=False)
    try:
        line.ask(lambda db: _made(db, database))
    finally:
        line.close()


async def _made(db: Connection, database: Database) -> None:
    await _check(db, unsynced=database.unsynced)
    async with db.transaction():
        await db.execute(_OWN["lock_schema"])
        await db.execute(f"CREATE SCHEMA IF NOT EXISTS {database.schema}")
        await db.execute(_OWN["schema"])
        await db.execute(_OWN["insert_shape"], SCHEMA_VERSION)


async def _check(db: Connection, *, unsynced: bool) -> None:
    said = {row["name"]: row["setting"] for row in await db.fetch(_OWN["promises"])}
    if fault := promise_fault(said, unsynced=unsynced):
        raise StoreError(fault)
    if not unsynced and said["synchronous_commit"] not in DURABLE:
        raise StoreError("synchronous_commit must read on or remote_apply")
