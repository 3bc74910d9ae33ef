"""The records here as orders of other nodes are carried out on them, and the room that does it, put together."""

from __future__ import annotations

from collections.abc import Mapping

from services.edge.erasing import Erase
from services.exchange.orders.build import Orders
from services.exchange.orders.carrying import Carrying
from services.records.app import ordered
from services.records.app.context import Context


class HeldRecords:
    """See :class:`services.exchange.orders.carrying.Held`."""

    def __init__(self, records: Context) -> None:
        self._records = records

    async def block(self, record: str) -> None:
        """See the port, as for all methods here."""
        await ordered.block(self._records, record)

    async def holds(self, record: str) -> bool:
        """See the port."""
        return await ordered.holds(self._records, record)

    async def is_silent(self, record: str) -> bool:
        """See the port."""
        return await ordered.is_silent(self._records, record)

    async def is_expunged(self, record: str) -> bool:
        """See the port."""
        return await ordered.is_expunged(self._records, record)

    async def end_copy(self, peer: str, record: str) -> int:
        """See the port."""
        return await ordered.end_copy(self._records, peer, record)


def build_carrying(orders: Orders, records: Context, erasers: Mapping[str, Erase]) -> Carrying:
    """``erasers``: of every store of the node, in their order."""
    return Carrying(orders.inbox, orders.book, orders.ordering, HeldRecords(records), erasers)
