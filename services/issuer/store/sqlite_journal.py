"""What was issued (ids, officer, purpose, case, times; no token, no name) and which assertions were used.

With the newest roster seen: neither a restart nor a clock set back opens a used assertion or an older roster again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from services.errors import RabtaError
from services.issuer.ports import Entry, Refusal
from services.issuer.store.database import SQL, Database
from services.issuer.store.sqlite_refusals import count

KEPT_MS: Final = 120_000
"""How long an assertion is remembered past its issue of a token: twice its longest life."""


class _Used(RabtaError):
    """The assertion was used before: the transaction is undone."""


class SqliteJournal:
    """See :class:`services.issuer.ports.Journal` and :class:`services.issuer.ports.NewestRoster`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def issue(self, entry: Entry, assertion: str, assertion_expires_ms: int) -> bool:
        """Token and assertion in one transaction, durable once it returns."""

        def keep(db: sqlite3.Connection) -> None:
            db.execute(SQL["keep_token"], asdict(entry))

        return await self._once(entry.officer, assertion, assertion_expires_ms, entry.issued_ms, keep)

    async def refuse(self, refusal: Refusal, assertion: str, assertion_expires_ms: int) -> bool:
        """Count and assertion in one transaction, durable once it returns."""

        def keep(db: sqlite3.Connection) -> None:
            count(db, refusal)

        return await self._once(refusal.officer, assertion, assertion_expires_ms, refusal.time_ms, keep)

    async def _once(
        self, officer: str, assertion: str, expires_ms: int, now_ms: int, keep: Callable[[sqlite3.Connection], None]
    ) -> bool:
        facts = {"officer": officer, "assertion": assertion, "assertion_expires_ms": expires_ms}

        def kept(db: sqlite3.Connection) -> bool:
            if not _use(db, facts, now_ms - KEPT_MS):
                raise _Used
            keep(db)
            return True

        try:
            return await self._database.write(kept)
        except _Used:
            return False

    async def newest_roster(self) -> tuple[int, bytes]:
        """Read in the caller's thread, of what is committed."""
        found = self._database.rows("read_roster")
        return (found[0][0], found[0][1]) if found else (0, b"")

    async def raise_roster(self, version: int, sha256: bytes) -> None:
        """One transaction; an older version changes nothing."""
        row = {"version": version, "sha256": sha256}
        await self._database.write(lambda db: db.execute(SQL["raise_roster"], row))


def _use(db: sqlite3.Connection, facts: dict[str, Any], horizon_ms: int) -> bool:
    (horizon,) = db.execute(SQL["raise_horizon"], {"horizon_ms": horizon_ms}).fetchone()
    db.execute(SQL["forget_used"])
    if facts["assertion_expires_ms"] <= horizon:
        return False
    return db.execute(SQL["use_assertion"], facts).rowcount == 1
