"""A connection to PostgreSQL whose event loop runs in a thread of its own, so that code that waits can use it.

asyncpg is imported here alone, and only where a log lies in a database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

import asyncpg

from audit.files import check_private
from audit.store import StoreError, StoreLost, StoreUnavailable

T = TypeVar("T")
if TYPE_CHECKING:
    from audit.place import Database

    Connection = asyncpg.Connection[Any]
    Job = Callable[[Connection], Coroutine[Any, Any, T]]
ANSWER_S: Final = 15.0
"""Less than the node's patience with a writer that gives no sign of life."""
DRIVER_ERRORS: Final = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)
_CONNECT_S: Final = 5.0
_LOST: Final = frozenset({"08", "57"})
"""Classes of SQLSTATE (PostgreSQL manual, appendix A): the line ends, the server ends."""
_LOST_STATES: Final = frozenset({"25006", "25P03"})
"""A server that became a standby; a transaction that was idle for too long."""
_AGAIN: Final = frozenset({"40", "53"})
"""Rolled back, out of resources."""
_AGAIN_STATES: Final = frozenset({"55P03", "57014"})
"""A lock not got, a statement that was ended by order."""


class Line:
    """One connection to the primary. Only one job at a time."""

    def __init__(self, database: Database, *, read_only: bool) -> None:
        """Connect. StoreLost, StoreError, FileModeError."""
        self.warned = False
        self._db: Connection | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="log store", daemon=True)
        self._thread.start()
        try:
            self._db = self._result(_connected(database, read_only))
            self._db.add_log_listener(self._heard)
        except BaseException:
            self.close()
            raise

    def ask(self, job: Job[T]) -> T:
        """What the job comes to. ``warned`` says afterwards whether the server warned of anything in it.

        StoreUnavailable where the server refuses for now, StoreLost where it is silent for too long. It is then left
        and not told to stop, as it may be waiting for its standby.
        """
        if self._db is None:
            raise RuntimeError("not connected")
        self.warned = False
        return self._result(job(self._db))

    def close(self) -> None:
        """Cut the connection and end the thread."""
        if self._db is not None:
            self._loop.call_soon_threadsafe(self._db.terminate)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _result(self, work: Coroutine[Any, Any, T]) -> T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(ANSWER_S)
        except DRIVER_ERRORS as error:
            fault = fault_of(error)
            if isinstance(fault, StoreLost) and self._db is not None:
                self._loop.call_soon_threadsafe(self._db.terminate)
            raise fault from error

    def _heard(self, _connection: object, message: asyncpg.PostgresLogMessage) -> None:
        self.warned = self.warned or message.severity_en == "WARNING"


def fault_of(error: Exception) -> StoreError:
    """What an error of the driver means to the writer; its text is a code alone."""
    state = str(getattr(error, "sqlstate", None) or "")
    why = f"the log's database cannot be used: {state or type(error).__name__}"
    if state in _AGAIN_STATES or state[:2] in _AGAIN:
        return StoreUnavailable(why)
    if not state or state in _LOST_STATES or state[:2] in _LOST:
        return StoreLost(why)
    return StoreError(why)


async def _connected(database: Database, read_only: bool) -> Connection:
    """A writer that hangs within a transaction lets go of the lease's row as its lease ends."""
    bounds = {"idle_in_transaction_session_timeout": _ms(database.lease_s), "lock_timeout": _ms(ANSWER_S / 3)}
    options: dict[str, Any] = {
        "dsn": database.address,
        "password": _password(database) or None,
        "timeout": _CONNECT_S,
        "target_session_attrs": "primary",
        "server_settings": {
            "application_name": "rabta-log",
            "search_path": database.schema,
            "TimeZone": "UTC",
            **({"default_transaction_read_only": "on"} if read_only else bounds),
        },
    }
    connection: Connection = await asyncpg.connect(**options)
    return connection


def _password(database: Database) -> str:
    if database.password_file is None:
        return ""
    check_private(database.password_file)
    return database.password_file.read_text("utf-8").strip()


def _ms(seconds: float) -> str:
    return str(round(seconds * 1000))
