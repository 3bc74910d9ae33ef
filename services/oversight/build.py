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
from services.oversight.ports import RecordKinds, Sessions
from services.oversight.store.refusals import StoredRefusals
from services.oversight.store.sessions import StoredSessions
from services.oversight.store.sqlite_reads import SqliteReads
from services.signing.derive import derive
from services.signing.sealing import Sealer
from services.store.database import Database

READS: Final = "reads.db"


class UseCases(NamedTuple):
    """What the service's methods call."""

    break_glass: Oversight
    finding: Finding
    log: LogReading
    refusals: RefusalReports


class OpenOversight(NamedTuple):
    """Oversight of a process that serves it, over stores that are open."""

    use_cases: UseCases
    sessions: Sessions
    close: Callable[[], None]


def build_oversight(
    folder: Path, database: Database, secret: bytes, log: Callable[[], AuditClient | None], records: RecordKinds
) -> OpenOversight:
    """The room over its open database, closed with it, and the node's ``folder``, where the index of reads is.

    ``secret``: the node's, of which keys are derived; ``log``: the live connection to the log's writer; ``records``: of
    the node. Raises UnsafeFile, StoreUnavailable.
    """
    told = StoredRefusals(database, Sealer(derive(secret, "refusals")))
    marks = Marks(derive(secret, "read-index"))
    reads = SqliteReads(folder / READS, marks, Sealer(derive(secret, "read-index", 2)))
    sessions, tokens = StoredSessions(database), Sealer(derive(secret, "page-token"))
    finding = Finding(reads, marks, told, tokens, log, records)
    use_cases = UseCases(Oversight(sessions, tokens), finding, LogReading(log), RefusalReports(told, tokens))

    def close() -> None:
        reads.close()
        database.close()

    return OpenOversight(use_cases, sessions, close)
