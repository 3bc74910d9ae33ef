"""The journal: one SQLite file, mode 0600, durable before a token leaves.

It keeps what was issued (ids, officer, purpose, case, times; no token, no name), what was
refused by day, the ids of used assertions, and the newest roster seen, so that neither a
restart nor a clock set back opens a used assertion or an older roster again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from services.issuer.errors import Unavailable
from services.issuer.ports import Entry, Refusal
from services.issuer.refusals_store import SqliteRefusals
from services.signing.keyfile import check_private

SQL = {path.stem: path.read_text("utf-8") for path in (Path(__file__).parent / "sql").glob("*.sql")}
KEPT_MS = 120_000
"""How long an assertion is remembered past its issue of a token: twice its longest life."""


class SqliteJournal:
    """The journal at ``path``, made if absent; UnsafeFile when its mode lets others in. One process, one thread."""

    def __init__(self, path: Path) -> None:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600))
        check_private(path)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(SQL["schema"])
        self.refusals = SqliteRefusals(self._db)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def issue(self, entry: Entry, assertion: str, assertion_expires_ms: int) -> bool:
        """See :class:`services.issuer.ports.Journal`."""
        return self._once(
            entry.officer,
            assertion,
            assertion_expires_ms,
            entry.issued_ms,
            lambda: self._db.execute(SQL["keep_token"], asdict(entry)),
        )

    def refuse(self, refusal: Refusal, assertion: str, assertion_expires_ms: int) -> bool:
        """See :class:`services.issuer.ports.Journal`."""
        return self._once(
            refusal.officer,
            assertion,
            assertion_expires_ms,
            refusal.time_ms,
            lambda: self.refusals.count(refusal),
        )

    def _once(self, officer: str, assertion: str, expires_ms: int, now_ms: int, keep: Callable[[], object]) -> bool:
        facts = {"officer": officer, "assertion": assertion, "assertion_expires_ms": expires_ms}
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                fresh = self._use(facts, now_ms - KEPT_MS)
                if fresh:
                    keep()
                self._db.execute("COMMIT" if fresh else "ROLLBACK")
            except sqlite3.Error:
                self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error:
            raise Unavailable("journal") from None
        return fresh

    def _use(self, facts: dict[str, Any], horizon_ms: int) -> bool:
        (horizon,) = self._db.execute(SQL["raise_horizon"], {"horizon_ms": horizon_ms}).fetchone()
        self._db.execute(SQL["forget_used"])
        if facts["assertion_expires_ms"] <= horizon:
            return False
        return bool(self._db.execute(SQL["use_assertion"], facts).rowcount == 1)

    def newest_roster(self) -> tuple[int, bytes]:
        """Version and digest of the newest roster ever taken up; (0, b"") before the first."""
        found: tuple[int, bytes] | None = self._db.execute(SQL["read_roster"]).fetchone()
        return found or (0, b"")

    def raise_roster(self, version: int, sha256: bytes) -> None:
        """Remember a roster; an older version changes nothing. Raises Unavailable ``journal``."""
        try:
            self._db.execute(SQL["raise_roster"], {"version": version, "sha256": sha256})
        except sqlite3.Error:
            raise Unavailable("journal") from None
