"""Break-glass sessions; each change is one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from services.access.errors import BreakGlassInvalid
from services.oversight.domain import LONGEST_MS, WITHIN_MS, Session, must_wait
from services.oversight.errors import BreakGlassLimit, RequestIdReused
from services.store.database import Database, Transaction
from services.store.values import Value

UNDER_WAY: Final = ("OPEN", "WAITING")
"""States of a session that its officer need not ask for anew."""


class StoredSessions:
    """See :class:`services.oversight.ports.Sessions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, session: Session, request_id: str, now_ms: int) -> Session:
        """The day is counted in the transaction that keeps the session, whichever process opened the others."""

        async def kept(tx: Transaction) -> Session:
            known = await _all(tx, "session_of_request", session.agency, session.officer, request_id)
            if known:
                if known[0].justification != session.justification:
                    raise RequestIdReused
                return known[0]
            earlier = await _all(tx, "recent_sessions", session.agency, now_ms - max(WITHIN_MS, LONGEST_MS))
            if any(one.officer == session.officer and one.state(now_ms) in UNDER_WAY for one in earlier):
                raise BreakGlassLimit
            await tx.rows("keep_session", *_row(session, request_id))
            if not must_wait(session, earlier):
                return session
            await tx.rows("set_second", session.id, "", 1)
            return replace(session, waits=True)

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

    async def first_reads(self, owner: str) -> list[int]:
        """Of what is committed."""
        return [row[0] for row in await self._database.rows("sessions_read", owner)]

    async def join(self, session_id: str, who: str, now_ms: int, *, frees: bool) -> Session:
        """The first of two that come together is the second person."""

        async def joined(tx: Transaction) -> Session:
            found = await _all(tx, "session", session_id)
            session = found[0] if found else None
            if session is None or session.state(now_ms) not in (UNDER_WAY if frees else ("OPEN",)):
                raise BreakGlassInvalid
            if session.second:
                if session.second != who:
                    raise BreakGlassInvalid
                return session
            if session.waits:
                await tx.rows("begin_session", session_id, now_ms, now_ms + LONGEST_MS)
            await tx.rows("set_second", session_id, who, 0)
            return (await _all(tx, "session", session_id))[0]

        return await self._database.write(joined)

    async def close_session(self, session_id: str, closer: str, verdict: str, comment: str) -> Session:
        """The first of two that come together is the review."""
        said = session_id, closer, verdict, comment

        async def ended(tx: Transaction) -> Session:
            if not await tx.rows("close_session", *said) and not await _all(tx, "same_close_session", *said):
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
