"""Orders and their receipts over ``exchange.db``; each change is one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from services.exchange.feed.ports import RECORDS
from services.exchange.orders.ports import Allowed, Ending, OrderRow, ReceiptRow
from services.exchange.orders.states import DUE_MS
from services.store.database import Database, Transaction


class StoredBook:
    """See :class:`services.exchange.orders.ports.Book`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def followed(self) -> int:
        """Of what is committed, as all that is read here."""
        ((number,),) = await self._database.rows("orders_followed")
        return int(number)

    async def give(self, after: int, upto: int, endings: Sequence[Ending], now_ms: int) -> bool:
        """Of two that follow, the second finds it done."""
        rows = [(*each[:3], now_ms, now_ms + DUE_MS) for each in endings]
        words = [(each.record, each.word) for each in endings if each.word]

        async def given(tx: Transaction) -> bool:
            if not await tx.rows("orders_follow", after, upto):
                return False
            for row in rows:
                await tx.rows("order_give", *row)
            await tx.each("owner_word_keep", words)
            return True

        return await self._database.write(given)

    async def given_under(self) -> list[Allowed]:
        """By receiver and agreement."""
        return [Allowed(*row) for row in await self._database.rows("given_under")]

    async def copies_under(self, allowed: Allowed, after: str, limit: int) -> list[str]:
        """See the port."""
        return [str(name) for (name,) in await self._database.rows("copies_under", *allowed, after, limit)]

    async def recall(self, over: Allowed, records: Sequence[str], kept: Sequence[tuple[str, str]], now_ms: int) -> None:
        """Of two at once, the second finds it done.

        With it the receiver's feed of records begins anew, as what is ordered back may be given again under a later
        agreement, or has been allowed again before the receiver asked, and has to be told again then.
        """
        receiver, agreement = over

        async def recalled(tx: Transaction) -> None:
            given = (receiver, agreement, now_ms, now_ms + DUE_MS)
            orders = [id_ for record in records for (id_,) in await tx.rows("order_recall", record, *given)]
            await tx.each("recall_keep", [(id_, agreement) for id_ in orders])
            if orders:
                await tx.rows("begin_again", receiver, RECORDS, now_ms)
                await tx.rows("issued_end", receiver, RECORDS)
            await tx.each("hold_under", [(receiver, record, agreement, other) for record, other in kept])

        await self._database.write(recalled)

    async def word(self, record: str) -> bytes:
        """See the port."""
        rows = await self._database.rows("owner_word_of", record)
        return bytes(rows[0][0]) if rows else b""

    async def head(self, receiver: str) -> int:
        """By the count of the receiver."""
        ((number,),) = await self._database.rows("order_head", receiver)
        return int(number)

    async def page(self, receiver: str, after: int, limit: int) -> list[OrderRow]:
        """See the port, as for the methods below."""
        return [OrderRow(*row) for row in await self._database.rows("order_page", receiver, after, limit)]

    async def order(self, receiver: str, order_id: bytes) -> OrderRow | None:
        """Another receiver's is none."""
        rows = await self._database.rows("order_of", receiver, order_id)
        return OrderRow(*rows[0]) if rows else None

    async def keep(self, receipts: Sequence[ReceiptRow]) -> None:
        """See the port; all of them or none."""
        await self._database.write(lambda tx: tx.each("receipt_keep", receipts))

    async def receipts(self, order_id: bytes, agency: str) -> list[ReceiptRow]:
        """In the order in which they were taken."""
        return [ReceiptRow(*row) for row in await self._database.rows("receipts_of", order_id, agency)]

    async def about(self, record: str) -> list[OrderRow]:
        """See the port; those of one receiver in the order of its count."""
        return [OrderRow(*row) for row in await self._database.rows("orders_about", record)]

    async def listed(self, first: str, last: str, after: int, limit: int) -> list[OrderRow]:
        """See the port; each place is given once."""
        return [OrderRow(*row) for row in await self._database.rows("orders_listed", first, last, after, limit)]
