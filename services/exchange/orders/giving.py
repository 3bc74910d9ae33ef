"""Orders made of the records as they change: each record that ends is ordered back from whomever it was sent to.

What an agreement allowed that is over is ordered back too (``recalling.py``).

The records are followed by their own count, like a feed, and the orders are written with the number up to which they
are: so no end is missed or ordered twice, however a process ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from services.exchange import wire
from services.exchange.errors import StillFollowing
from services.exchange.feed.ports import Change, NumberedOrder, Records
from services.exchange.orders.inbox import Inbox
from services.exchange.orders.ports import Book, Ending, OrderRow
from services.exchange.orders.proofs import says_so
from services.exchange.orders.recalling import Recalling
from services.values.exchange import ErasureOrder, SignedPageHeader, SignedVersion
from services.vocabulary.exchange import OrderKind

Proof = tuple[SignedVersion | None, SignedPageHeader | None]
_NONE: Final[Proof] = None, None
AT_ONCE: Final = 500
"""Changes that are looked at in one go."""
LONGEST_MS: Final = 4_000
"""A peer waits 15 s for an answer. A hundred thousand changes take two seconds, and a hub may have millions."""


class Ordering:
    """See :class:`services.exchange.feed.ports.Orders`. ``clock``: epoch milliseconds.

    All raise StorageUnavailable, ExchangeUnavailable, and what follows the changes StillFollowing.
    """

    def __init__(
        self, records: Records, book: Book, inbox: Inbox, recalling: Recalling, clock: Callable[[], int]
    ) -> None:
        self._records, self._book, self._inbox, self._clock = records, book, inbox, clock
        self._recalling = recalling

    async def head(self, receiver: str) -> int:
        """Of the receiver's count, with all that has ended until now."""
        await self.follow()
        return await self._book.head(receiver)

    async def page(self, receiver: str, after: int, limit: int) -> list[NumberedOrder]:
        """With the owner's proof where the owner expunged the record."""
        rows = await self._book.page(receiver, after, limit)
        return [NumberedOrder(row.number, order) for row, order in zip(rows, await self.orders(rows), strict=True)]

    async def follow(self) -> None:
        """Give the orders that the records and the agreements ask for.

        Where the records' store went back, it is looked through again. Raises StillFollowing where that takes longer
        than a caller waits; what was looked through is written down.
        """
        until_ms = self._clock() + LONGEST_MS
        head, at = await self._records.head(), await self._book.followed()
        if head < at:
            await self._book.give(at, 0, (), self._clock())
            at = await self._book.followed()
        while at < head:
            if self._clock() >= until_ms:
                raise StillFollowing(retry_after_s=1)
            found = await self._records.changes(at, AT_ONCE)
            endings = [await self._ending(each) for each in found.rows if each.ended]
            await self._book.give(at, found.upto, [each for each in endings if each], self._clock())
            at = await self._book.followed()
        await self._recalling.follow()

    async def orders(self, rows: Sequence[OrderRow]) -> list[ErasureOrder]:
        """As they are given."""
        return [_order(row, *(await self._proof(row) if row.kind == OrderKind.EXPUNGE else _NONE)) for row in rows]

    async def _ending(self, change: Change) -> Ending | None:
        """None for what says nothing without its owner's word, such as a copy that ended here: the feed tells that."""
        if not change.klass.expunged:
            return Ending(change.record, OrderKind.WITHDRAW, change.seq)
        proof, page = await self._proof(change)
        if not says_so(proof, page):
            return None
        word = wire.encode(ErasureOrder(record=change.record, kind=OrderKind.EXPUNGE, proof=proof, page=page))
        return Ending(change.record, OrderKind.EXPUNGE, change.seq, word)

    async def _proof(self, of: Change | OrderRow) -> Proof:
        """The owner's last version: as it was given before, or out of the order by which it came, or as it is held."""
        kept = await self._book.word(of.record)
        for body in (*filter(None, [kept]), *[came.body for came in await self._inbox.about(of.record)]):
            order = wire.decode(ErasureOrder, body)
            if order.proof is not None:
                return order.proof, order.page
        opened = await self._records.opened([of.seq])
        proof = opened.versions.get(of.seq)
        return proof, opened.pages[proof.proof.page_sha256] if proof and proof.proof else None


def _order(row: OrderRow, proof: SignedVersion | None, page: SignedPageHeader | None) -> ErasureOrder:
    return ErasureOrder(row.id, row.record, row.kind, proof, page, row.agreement, row.given_ms, row.due_ms)
