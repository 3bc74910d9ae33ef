"""Whom the clock of guards is to look at, at rest: people's blind tokens, sealed under other blind tokens.

So whoever has this file and the store of records cannot tell who stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from hmac import digest as hmac_digest
from typing import Final

from services.records.errors import StorageUnavailable
from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Transaction
from services.store.sqlite import SqliteDatabase

_GUARDED: Final = b"law guarded "


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
        """See the port."""
        found = await self._database.rows("guarded_due", now_ms, most)
        return [self._plain(body, _GUARDED + blind).decode() for blind, body in found]

    async def looked(self, token: str, next_ms: int | None) -> None:
        """See the port."""
        blind = self._blind(token)

        async def kept(tx: Transaction) -> None:
            if next_ms is None:
                await tx.rows("forget_guarded", blind)
            else:
                await tx.rows("guarded_next", blind, next_ms)

        await self._database.write(kept)

    def _plain(self, body: bytes, about: bytes) -> bytes:
        try:
            return self._sealer.open(body, about)
        except SealBroken:
            raise StorageUnavailable from None

    def _blind(self, token: str) -> bytes:
        return hmac_digest(self._tokens, token.encode(), "sha256")
