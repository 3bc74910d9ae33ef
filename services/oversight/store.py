"""Sessions in SQLite, shared by all processes of the node (WAL, synchronous FULL)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from services.access.errors import BreakGlassInvalid
from services.oversight.domain import MAX_UNREVIEWED, Session
from services.oversight.errors import BreakGlassLimit, RequestIdReused
from services.signing.keyfile import check_private
from services.store.opening import alone
from services.store.writing import WriteLock

COLUMNS = "id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by"
NOTICES = """id > ?1 and ?2 in ('', purpose)
    and (?3 in ('', agency) or id in (select session from touched where owner = ?3)) order by id limit ?4"""
BUSY_S = 5.0
SCHEMA = Path(__file__).parent / "sql" / "schema.sql"


class Sessions:
    """``oversight.db``, mode 0600; UnsafeFile where it is looser. Each change is one immediate transaction."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600)
        check_private(path)
        self._write_lock = WriteLock(path, BUSY_S)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S)
        with alone(path):
            self._db.execute("pragma journal_mode=wal")
            self._db.execute("pragma synchronous=full")
            self._db.executescript(SCHEMA.read_text("utf-8"))

    def open(self, session: Session, request_id: str, now_ms: int) -> Session:
        """Insert, or the session that this request id made before. Raises BreakGlassLimit, RequestIdReused."""
        with self._write_lock.transaction(self._db):
            known = self._one(
                "agency = ? and officer = ? and request_id = ?", session.agency, session.officer, request_id
            )
            if known is not None:
                if known.justification != session.justification:
                    raise RequestIdReused
                return known
            self._check_limits(session, now_ms)
            values = (
                session.id, session.agency, session.officer, session.justification, session.purpose,
                session.opened_ms, session.expires_ms, request_id,
            )  # fmt: skip
            self._db.execute(
                "insert into session(id, agency, officer, justification, purpose, opened_ms, expires_ms, request_id)"
                " values(?,?,?,?,?,?,?,?)",
                values,
            )
        return session

    def _check_limits(self, session: Session, now_ms: int) -> None:
        unreviewed = self._all("agency = ? and reviewed_by = '' and closed_by = ''", session.agency)
        mine = [one for one in unreviewed if one.officer == session.officer and one.state(now_ms) == "OPEN"]
        if mine or len(unreviewed) >= MAX_UNREVIEWED:
            raise BreakGlassLimit

    def get(self, session_id: str) -> Session | None:
        """One session."""
        return self._one("id = ?", session_id)

    def usable(self, session_id: str, agency: str, officer: str, now_ms: int) -> bool:
        """May this officer's call cite it now?"""
        session = self.get(session_id)
        return session is not None and session.usable(agency, officer, now_ms)

    def touched(self, session_id: str, owners: Iterable[str], now_ms: int) -> None:
        """Remember whose records a session read, for their notices."""
        rows = [(session_id, owner, now_ms) for owner in owners]
        with self._write_lock.transaction(self._db):
            self._db.executemany("insert or ignore into touched values(?,?,?)", rows)

    def review(self, session_id: str, reviewer: str, verdict: str, comment: str) -> Session:
        """Record the first review; the same again is no other. Raises BreakGlassInvalid where there was another."""
        return self._end(session_id, "reviewed_by", reviewer, verdict, comment)

    def close_session(self, session_id: str, closer: str, verdict: str, comment: str) -> Session:
        """Close from outside the agency; the same again is no other. Raises BreakGlassInvalid where it is closed."""
        return self._end(session_id, "closed_by", closer, verdict, comment)

    def _end(self, session_id: str, column: str, who: str, verdict: str, comment: str) -> Session:
        with self._write_lock.transaction(self._db):
            changed = self._db.execute(
                f"update session set {column} = ?, verdict = ?, comment = ? where id = ? and {column} = ''"  # noqa: S608
                " and closed_by = ''",
                (who, verdict, comment, session_id),
            ).rowcount
            same = f"id = ? and {column} = ? and verdict = ? and comment = ?"
            if not changed and self._one(same, session_id, who, verdict, comment) is None:
                raise BreakGlassInvalid
        session = self.get(session_id)
        if session is None:
            raise BreakGlassInvalid
        return session

    def touches(self, session_id: str, owner: str) -> bool:
        """Did the session read records of ``owner``?"""
        found = self._db.execute("select 1 from touched where session = ? and owner = ?", (session_id, owner))
        return found.fetchone() is not None

    def notices(self, agency: str, purpose: str, after: str, most: int) -> list[Session]:
        """Sessions of the agency, or that touched its records (empty: of all), of one purpose (empty: any), by id."""
        return self._all(NOTICES, after, purpose, agency, most)

    def _one(self, where: str, *arguments: object) -> Session | None:
        found = self._all(where, *arguments)
        return found[0] if found else None

    def _all(self, where: str, *arguments: object) -> list[Session]:
        rows = self._db.execute(f"select {COLUMNS} from session where {where}", arguments)  # noqa: S608
        return [Session(*row) for row in rows]

    def close(self) -> None:
        """Close the file."""
        self._db.close()
        self._write_lock.close()
