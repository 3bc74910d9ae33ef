"""What was issued (ids, officer, purpose, case, times; no token, no name) and which assertions were used.

With the newest roster seen: neither a restart nor a clock set back opens a used assertion or an older roster again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import astuple
from typing import Final

from services.errors import RabtaError
from services.issuer.errors import InvalidGrant
from services.issuer.ports import Entry, Refusal, Touch
from services.issuer.store.refusals import count
from services.store.database import Database, Transaction

KEPT_MS: Final = 120_000
"""How long an assertion is remembered past its issue of a token: twice its longest life."""


class _Used(RabtaError):
    """The assertion was used before: the transaction is undone."""


class StoredJournal:
    """See :class:`services.issuer.ports.Journal` and :class:`services.issuer.ports.NewestRoster`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def issue(self, entry: Entry, assertion: str, assertion_expires_ms: int, touch: Touch | None = None) -> bool:
        """Token, assertion and a passkey's counter in one transaction, durable once it returns."""

        async def keep(tx: Transaction) -> None:
            if touch is not None and not await tx.rows("count_touch", *touch):
                raise InvalidGrant("cloned")
            await tx.rows("keep_token", *astuple(entry))

        return await self._once(entry.officer, assertion, assertion_expires_ms, entry.issued_ms, keep)

    async def refuse(self, refusal: Refusal, assertion: str, assertion_expires_ms: int) -> bool:
        """Count and assertion in one transaction, durable once it returns."""

        async def keep(tx: Transaction) -> None:
            await count(tx, refusal)

        return await self._once(refusal.officer, assertion, assertion_expires_ms, refusal.time_ms, keep)

    async def _once(
        self,
        officer: str,
        assertion: str,
        expires_ms: int,
        now_ms: int,
        keep: Callable[[Transaction], Awaitable[None]],
    ) -> bool:
        async def kept(tx: Transaction) -> bool:
            if not await _use(tx, officer, assertion, expires_ms, now_ms - KEPT_MS):
                raise _Used
            await keep(tx)
            return True

        try:
            return await self._database.write(kept)
        except _Used:
            return False

    async def newest_roster(self) -> tuple[int, bytes]:
        """Of what is committed."""
        found = await self._database.rows("read_roster")
        return (found[0][0], found[0][1]) if found else (0, b"")

    async def raise_roster(self, version: int, sha256: bytes) -> None:
        """One transaction; an older version changes nothing."""
        await self._database.write(lambda tx: tx.rows("raise_roster", version, sha256))


async def _use(tx: Transaction, officer: str, assertion: str, expires_ms: int, horizon_ms: int) -> bool:
    ((horizon,),) = await tx.rows("raise_horizon", horizon_ms)
    await tx.rows("forget_used")
    if expires_ms <= horizon:
        return False
    return bool(await tx.rows("use_assertion", officer, assertion, expires_ms))
