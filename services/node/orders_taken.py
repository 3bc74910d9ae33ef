"""A peer's feed of orders: written down and blocked as pages come, carried out after, and each receipt brought back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from services.exchange import wire
from services.exchange.copies.errors import NotTaken, SenderRefused
from services.exchange.copies.ordered import orders_in
from services.exchange.copies.page import OpenPage
from services.exchange.orders.carrying import Brought, Carrying, Node
from services.exchange.orders.inbox import Upto
from services.membership.registry import Registry
from services.records.app.context import Context
from services.records.app.copying import ACCEPTED, begin_anew, cursor_of
from services.records.ports import Transaction
from services.signing.erasure import SignedErasureReceipt
from services.signing.signer import Signer
from services.values.copies import RECORDS, FeedCursor
from services.values.exchange import ErasureOrder

ORDERS: Final = "orders"
MAX_RECEIPTS: Final = 100
"""Of one question, as who gave the orders takes them."""
logger = logging.getLogger(__name__)


class Giver(Protocol):
    """Who gave the orders. Raises SenderRefused, SenderAway."""

    async def submit(self, receipts: Sequence[SignedErasureReceipt]) -> Sequence[str]:
        """What became of each receipt, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class OrdersTaker:
    """See :class:`services.exchange.copies.ports.Taker`. ``receiver``: agency of this node; ``key``: signs receipts."""

    context: Context
    carrying: Carrying
    giver: Giver
    peer: str
    receiver: str
    key: Signer
    registry: Callable[[], Registry]
    clock: Callable[[], int]

    async def cursor(self) -> FeedCursor:
        """See the port, as for all methods here. Where the file of orders was lost or is older, both feeds begin anew.

        The store knows then of orders that nothing owes a receipt for any more. What was given again after one that
        comes a second time is given again too.
        """
        async with self.context.store.snapshot() as view:
            at = await cursor_of(view, self.peer, ORDERS)
        if await self.carrying.inbox.lacks(self.peer, Upto(at.epoch, at.sequence)):
            for feed in (ORDERS, RECORDS):
                await begin_anew(self.context, self.peer, feed)
            return await self.cursor()
        if at.stopped not in ("", ACCEPTED):
            raise NotTaken(at.stopped)
        return FeedCursor(at.feed, at.epoch, at.sequence, at.chain)

    async def take(self, page: OpenPage) -> None:
        """The orders are durable before the cursor is: a page that comes again writes none twice."""
        orders = [(wire.decode(ErasureOrder, raw), raw) for raw in orders_in(page)]
        after = page.after
        upto = Upto(after.epoch, after.sequence)
        await self.carrying.take(self.peer, orders, upto, self.registry(), self.clock())

        async def job(tx: Transaction) -> None:
            at = await cursor_of(tx, self.peer, ORDERS)
            await tx.put_cursor(at._replace(epoch=after.epoch, sequence=after.sequence, chain=after.chain, stopped=""))

        await self.context.store.write(job)

    async def settle(self) -> None:
        """Carry out what is due. What cannot be erased or brought now waits, and keeps no copies from being taken."""
        node = Node(self.receiver, self.key, self.registry())
        due = await self.carrying.carry_out(self.peer, node, self.clock())
        for brought in _at_once(due):
            try:
                await self._bring(brought)
            except SenderRefused as refused:
                logger.error("%s: receipts of orders are not taken: %s", self.peer, refused.reason)
                return

    async def begin_anew(self) -> None:
        """See the port."""
        await begin_anew(self.context, self.peer, ORDERS)

    async def end(self) -> None:
        """Orders that came are carried out, whatever is given from now."""

    async def _bring(self, brought: Sequence[Brought]) -> None:
        """Each receipt with those that it names, and what was said to it."""
        signed, own = list[SignedErasureReceipt](), dict[int, int]()
        for each in brought:
            own[each.place] = len(signed)
            signed += [each.receipt, *each.downstream]
        outcomes = await self.giver.submit(signed)
        if len(outcomes) != len(signed):
            raise NotTaken("receipt-outcomes")
        await self.carrying.answered(brought, {place: outcomes[index] for place, index in own.items()})


def _at_once(due: Sequence[Brought]) -> Iterator[list[Brought]]:
    """As many as one question takes."""
    found, size = list[Brought](), 0
    for each in due:
        more = 1 + len(each.downstream)
        if found and size + more > MAX_RECEIPTS:
            yield found
            found, size = [], 0
        found.append(each)
        size += more
    if found:
        yield found
