"""Anchored heads over ``exchange.db``."""

from __future__ import annotations

from services.exchange.anchors.ports import AnchoredHead
from services.store.database import Database, Transaction


class StoredHeads:
    """See :class:`services.exchange.anchors.ports.Heads`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self, origin: str) -> AnchoredHead | None:
        """See the port, as for all methods here."""
        rows = await self._database.rows("anchor_of", origin)
        return AnchoredHead(*rows[0]) if rows else None

    async def keep(self, head: AnchoredHead, since: int) -> bool:
        """One transaction, so that of two that follow one head the second finds another."""

        async def kept(tx: Transaction) -> bool:
            rows = await tx.rows("anchor_of", head.origin)
            if since != (AnchoredHead(*rows[0]).size if rows else 0):
                return False
            await tx.rows("anchor_keep", *head)
            return True

        return await self._database.write(kept)

    async def all(self) -> list[AnchoredHead]:
        """Few: a log for each node that answers."""
        return [AnchoredHead(*row) for row in await self._database.rows("anchors")]
