"""Whom the clock of guards is to look at, at rest: people's blind tokens, sealed under other blind tokens.

So whoever has this file and the store of records cannot tell who stands in it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from hmac import digest as hmac_digest
from typing import Final

from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Transaction
from services.store.sqlite import SqliteDatabase

_GUARDED: Final = b"law guarded "
logger = logging.getLogger(__name__)


class SealedIndex:
    """See :class:`services.records.law_book_port.GuardIndex`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: SqliteDatabase, secret: bytes) -> None:
        self._database = database
        self._tokens, self._sealer = derive(secret, "law-book", 3), Sealer(derive(secret, "law-book", 4))

    async def taken(self) -> int:
        """See the port."""
        found = await self._database.rows("followed")
        return int(found[0][0]) if found else 0

    async def take(self, tokens: Iterable[str], change: int, now_ms: int) -> None:
        """See the port: one transaction."""
        rows = [(blind, self._sealer.seal(token.encode(), _GUARDED + blind), now_ms)
                for token in tokens for blind in (self._blind(token),)]  # fmt: skip

        async def kept(tx: Transaction) -> None:
            await tx.each("keep_guarded", rows)
            await tx.rows("keep_followed", change)

        await self._database.write(kept)

    async def due(self, now_ms: int, most: int) -> list[str]:
        """See the port. A row that does not open is dropped and all are taken anew: the records say who stood in it."""
        found = {bytes(blind): body for blind, body in await self._database.rows("guarded_due", now_ms, most)}
        opened = {blind: self._opened(body, _GUARDED + blind) for blind, body in found.items()}
        damaged = [(blind,) for blind, token in opened.items() if token is None]
        if damaged:
            await self._begin_anew(damaged)
        return [token for token in opened.values() if token is not None]

    async def looked(self, token: str, next_ms: int | None) -> None:
        """See the port."""
        blind = self._blind(token)

        async def kept(tx: Transaction) -> None:
            if next_ms is None:
                await tx.rows("forget_guarded", blind)
            else:
                await tx.rows("guarded_next", blind, next_ms)

        await self._database.write(kept)

    async def _begin_anew(self, damaged: Sequence[tuple[bytes]]) -> None:
        async def dropped(tx: Transaction) -> None:
            await tx.each("forget_guarded", damaged)
            await tx.rows("keep_followed", 0)

        await self._database.write(dropped)
        logger.error("rows are damaged, %s of the index of guards: it is made anew from the records", len(damaged))

    def _opened(self, body: bytes, about: bytes) -> str | None:
        try:
            return self._sealer.open(body, about).decode()
        except SealBroken:
            return None

    def _blind(self, token: str) -> bytes:
        return hmac_digest(self._tokens, token.encode(), "sha256")
