"""Break-glass sessions; each change is one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.access.errors import BreakGlassInvalid
from services.oversight.domain import MAX_UNREVIEWED, Session
from services.oversight.errors import BreakGlassLimit, RequestIdReused
from services.store.database import Database, Transaction
from services.store.values import Value

REVIEWED: Final = "review_session"
CLOSED: Final = "close_session"


class StoredSessions:
    """See :class:`services.oversight.ports.Sessions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, session: Session, request_id: str, now_ms: int) -> Session:
        """Limits are counted in the transaction that keeps the session, whichever process opened the others."""

        async def kept(tx: Transaction) -> Session:
            known = await _all(tx, "session_of_request", session.agency, session.officer, request_id)
            if known:
                if known[0].justification != session.justification:
                    raise RequestIdReused
                return known[0]
            _check_limits(session, await _all(tx, "unreviewed_sessions", session.agency), now_ms)
            await tx.rows("keep_session", *_row(session, request_id))
            return session

        return await self._database.write(kept)

    async def get(self, session_id: str) -> Session | None:
        """Of what is committed."""
        found = await self._database.rows("session", session_id)
        return Session(*found[0]) if found else None

    async def usable(self, session_id: str, agency: str, officer: str, now_ms: int) -> bool:
        """By the session as it stands now; False where there is none."""
        session = await self.get(session_id)
        return session is not None and session.usable(agency, officer, now_ms)

    async def touched(self, session_id: str, owners: Iterable[str], now_ms: int) -> None:
        """One transaction for all owners; none where there are none."""
        rows = [(session_id, owner, now_ms) for owner in owners]
        if rows:
            await self._database.write(lambda tx: tx.each("keep_touched", rows))

    async def touches(self, session_id: str, owner: str) -> bool:
        """Of what is committed."""
        return bool(await self._database.rows("touches", session_id, owner))

    async def review(self, session_id: str, reviewer: str, verdict: str, comment: str) -> Session:
        """The first of two that come together is the review."""
        return await self._end(REVIEWED, session_id, reviewer, verdict, comment)

    async def close_session(self, session_id: str, closer: str, verdict: str, comment: str) -> Session:
        """The first of two that come together is the closing."""
        return await self._end(CLOSED, session_id, closer, verdict, comment)

    async def _end(self, statement: str, session_id: str, who: str, verdict: str, comment: str) -> Session:
        said = session_id, who, verdict, comment

        async def ended(tx: Transaction) -> Session:
            if not await tx.rows(statement, *said) and not await _all(tx, f"same_{statement}", *said):
                raise BreakGlassInvalid
            return (await _all(tx, "session", session_id))[0]

        return await self._database.write(ended)

    async def notices(self, agency: str, purpose: str, after: str, most: int) -> list[Session]:
        """In the order of ids, which is that of time."""
        return [Session(*row) for row in await self._database.rows("notices", after, purpose, agency, most)]


async def _all(tx: Transaction, statement: str, *values: Value) -> list[Session]:
    return [Session(*row) for row in await tx.rows(statement, *values)]


def _row(session: Session, request_id: str) -> tuple[Value, ...]:
    return (
        session.id, session.agency, session.officer, session.justification, session.purpose,
        session.opened_ms, session.expires_ms, request_id,
    )  # fmt: skip


def _check_limits(session: Session, unreviewed: list[Session], now_ms: int) -> None:
    mine = [one for one in unreviewed if one.officer == session.officer and one.state(now_ms) == "OPEN"]
    if mine or len(unreviewed) >= MAX_UNREVIEWED:
        raise BreakGlassLimit
