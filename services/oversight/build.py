"""Oversight put together over its stores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from audit.client import AuditClient
from services.oversight.app.break_glass import Oversight
from services.oversight.app.finding import Finding
from services.oversight.app.log_reading import LogReading
from services.oversight.app.refusals import RefusalReports
from services.oversight.marks import Marks
from services.oversight.ports import Sessions
from services.oversight.store.database import open_database
from services.oversight.store.sqlite_reads import SqliteReads
from services.oversight.store.sqlite_refusals import SqliteRefusals
from services.oversight.store.sqlite_sessions import SqliteSessions
from services.signing.derive import derive
from services.signing.sealing import Sealer

DATABASE: Final = "oversight.db"
READS: Final = "reads.db"


class UseCases(NamedTuple):
    """What the service's methods call."""

    break_glass: Oversight
    finding: Finding
    log: LogReading
    refusals: RefusalReports


class Kept(NamedTuple):
    """Break-glass sessions for a process that serves no method of this room."""

    sessions: Sessions
    close: Callable[[], None]


class OpenOversight(NamedTuple):
    """Oversight of a process that serves it, over stores that are open."""

    use_cases: UseCases
    sessions: Sessions
    close: Callable[[], None]


def open_sessions(folder: Path) -> Kept:
    """Of the node in ``folder``. Raises UnsafeFile, StoreUnavailable."""
    file = open_database(folder / DATABASE)
    return Kept(SqliteSessions(file), file.close)


def build_oversight(folder: Path, secret: bytes, log: Callable[[], AuditClient | None]) -> OpenOversight:
    """Open the stores of the node in ``folder``. ``secret``: the node's, of which keys are derived.

    ``log``: the live connection to the log's writer. Raises UnsafeFile, StoreUnavailable.
    """
    file = open_database(folder / DATABASE)
    told = SqliteRefusals(file, Sealer(derive(secret, "refusals")))
    marks = Marks(derive(secret, "read-index"))
    reads = SqliteReads(folder / READS, marks, Sealer(derive(secret, "read-index", 2)))
    sessions, tokens = SqliteSessions(file), Sealer(derive(secret, "page-token"))
    finding = Finding(reads, marks, told, tokens, log)
    use_cases = UseCases(Oversight(sessions, tokens), finding, LogReading(log), RefusalReports(told, tokens))

    def close() -> None:
        reads.close()
        file.close()

    return OpenOversight(use_cases, sessions, close)
