"""Orders carried out: written down as they come, blocked at once, erased in every store, and only then receipted.

What is written down is carried out however a process ends, since each step may be done again. A receipt is signed once
every eraser has run, and once those to whom copies were passed have sent theirs.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple, Protocol

from services.access.errors import Refused
from services.edge.erasing import Erase, erase_everywhere
from services.exchange import wire
from services.exchange.orders.giving import Ordering
from services.exchange.orders.inbox import Came, Inbox, TakenRow, Upto
from services.exchange.orders.ports import Book, told
from services.exchange.orders.proofs import why_not
from services.exchange.orders.states import state_of
from services.membership.registry import Registry
from services.signing.erasure import Ordered, SignedErasureReceipt, parse_receipt, sign_receipt, state_name
from services.signing.signer import Signer
from services.values.exchange import ErasureOrder
from services.vocabulary.exchange import OrderKind, OrderState, ReceiptOutcome, ReceiptState

AT_ONCE: Final = 50
RECORDS: Final = "records.db"
"""The store that an order acts on first, by the name of its eraser."""
logger = logging.getLogger(__name__)


class Held(Protocol):
    """The records here. All raise StorageUnavailable, and what they do is durable when they return."""

    async def block(self, record: str) -> None:
        """Take nothing of a record ever again."""
        ...

    async def holds(self, record: str) -> bool:
        """Whether the record is here, though it says nothing any more."""
        ...

    async def is_silent(self, record: str) -> bool:
        """Whether it is here and says nothing any more, though it may come again."""
        ...

    async def is_expunged(self, record: str) -> bool:
        """Whether it never comes again: it is blocked, or its owner expunged it."""
        ...

    async def end_copy(self, peer: str, record: str) -> int:
        """End the copy that a peer gave; how many went."""
        ...


class Brought(NamedTuple):
    """A receipt that is to be brought to who gave the order, with those that it names."""

    place: int
    receipt: SignedErasureReceipt
    downstream: tuple[SignedErasureReceipt, ...]


class Node(NamedTuple):
    """Who carries out: the agency, its message key, and what it knows of the members."""

    agency: str
    key: Signer
    registry: Registry


@dataclass(frozen=True, slots=True)
class Carrying:
    """``erasers``: of the node's stores, in their order. Methods raise StorageUnavailable, ExchangeUnavailable."""

    inbox: Inbox
    book: Book
    ordering: Ordering
    held: Held
    erasers: Mapping[str, Erase]

    async def take(
        self, peer: str, orders: Sequence[tuple[ErasureOrder, bytes]], upto: Upto, registry: Registry, now_ms: int
    ) -> None:
        """Write down what a page of a peer's orders brings, each with its bytes; block what is expunged, end the rest.

        ``upto``: where the page ends.

        The page may be acknowledged then: this is durable, nothing of what is expunged comes in any more, and a copy
        that the peer gives from now on is not what was ordered back, however late the stores are erased.
        """
        gone = [await self._gone(order) for order, _ in orders]
        came = [Came(order, body, was) for (order, body), was in zip(orders, gone, strict=True)]
        await self.inbox.add(peer, came, now_ms, upto)
        for order, _ in orders:
            if order.kind == OrderKind.EXPUNGE and not why_not(order, registry):
                await self.held.block(order.record)
        await self._end_copies(peer)

    async def _end_copies(self, peer: str) -> None:
        """Each order ends once what the peer had given until it came."""
        unended = await self.inbox.unended(peer)
        for each in unended:
            await self.held.end_copy(peer, each.record)
        await self.inbox.ended([each.place for each in unended])

    async def _gone(self, order: ErasureOrder) -> bool:
        """Whether there is nothing more to be done here by it."""
        if order.kind == OrderKind.EXPUNGE:
            return await self.held.is_expunged(order.record)
        return await self.held.is_silent(order.record)

    async def reapply(self, registry: Registry) -> None:
        """Block and erase again whatever was ever expunged by order, as the store may be an older one.

        To be done before anything is served.
        """
        after = 0
        while rows := await self.inbox.after(OrderKind.EXPUNGE, after, AT_ONCE):
            for row in rows:
                order = wire.decode(ErasureOrder, row.body)
                if not why_not(order, registry):
                    await self.held.block(row.record)
                    if await self.held.holds(row.record):
                        await self.erasers[RECORDS]([row.record])
            after = rows[-1].place

    async def carry_out(self, peer: str, node: Node, now_ms: int) -> list[Brought]:
        """Erase what a peer's orders ask for; the receipts that are to be brought to it, and their places.

        An order whose stores cannot be erased from now is left for the next time, and keeps no other one.
        """
        await self._end_copies(peer)
        after, found = 0, list[Brought]()
        while rows := await self.inbox.due(peer, after, AT_ONCE):
            for row in rows:
                if not row.state:
                    await self._carry_or_wait(row, node, now_ms)
            done = [row for row in await self.inbox.due(peer, after, AT_ONCE) if row.state]
            found += [await self._brought(row) for row in done]
            after = rows[-1].place
        return found

    async def answered(self, brought: Sequence[Brought], outcomes: Mapping[int, str]) -> None:
        """Note that a peer has answered to receipts, by their places: one that it refuses is not brought again."""
        for each in brought:
            outcome = outcomes.get(each.place)
            if outcome:
                await self.inbox.brought(each.place)
            if outcome == ReceiptOutcome.REFUSED:
                logger.error("the receipt of an order to erase was refused by who gave it")

    async def _carry_or_wait(self, row: TakenRow, node: Node, now_ms: int) -> None:
        try:
            await self._carry(row, node, now_ms)
        except Refused as refused:
            logger.warning("order waits peer=%s reason=%s", row.peer, refused.reason)

    async def _carry(self, row: TakenRow, node: Node, now_ms: int) -> None:
        """One order: refused where it does not hold, else erased, and receipted once nobody behind holds it."""
        order = wire.decode(ErasureOrder, row.body)
        refused = await self._why_not(order, node.registry)
        counts = {} if refused else await self._erased(row)
        alone = refused or row.gone or row.kind == OrderKind.RECALL
        passed = [] if alone else await self._passed(row.record, now_ms)
        if passed is None:
            return
        ordered = Ordered(
            node.registry.federation_id, node.agency, row.peer, row.id, sha256(row.body).digest(), row.record
        )
        digests = [sha256(each.receipt).digest() for each in passed]
        signed = sign_receipt(node.key, ordered, counts, now_ms, digests, refused)
        state = state_name(parse_receipt(signed.receipt))
        await self.inbox.done(row.place, state, signed.receipt, signed.signature)
        logger.info("order carried out peer=%s kind=%s state=%s", row.peer, row.kind, state)

    async def _why_not(self, order: ErasureOrder, registry: Registry) -> str:
        """What is expunged already is so for ever: an order that comes again without its proof still holds."""
        if order.kind != OrderKind.EXPUNGE or await self.held.is_expunged(order.record):
            return ""
        return why_not(order, registry)

    async def _erased(self, row: TakenRow) -> dict[str, int]:
        """How much went, store by store; where nothing was held nothing runs."""
        nothing = dict.fromkeys(self.erasers, 0)
        if not await self.held.holds(row.record):
            return nothing
        if row.kind == OrderKind.EXPUNGE:
            await self.held.block(row.record)
            return await erase_everywhere(self.erasers, [row.record])
        if not await self.held.is_silent(row.record):
            return nothing
        return await erase_everywhere(self.erasers, [row.record])

    async def _passed(self, record: str, now_ms: int) -> list[SignedErasureReceipt] | None:
        """Receipts of those to whom copies were passed; None while one of them has not said that it holds none.

        Only the order by which the record went asks for them, and a recall never does: it ends what one node gave, and
        whoever passed that on recalls it too. Else two nodes that passed each other copies would wait for each other.
        """
        await self.ordering.follow()
        found = []
        for row in await self.book.about(record):
            receipts = await self.book.receipts(row.id, row.receiver)
            if state_of(row.due_ms, told(receipts), now_ms) != OrderState.CONFIRMED:
                return None
            said = next(each for each in reversed(receipts) if each.state != ReceiptState.REFUSED)
            found.append(SignedErasureReceipt(receipt=said.receipt, signature=said.signature))
        return found

    async def _brought(self, row: TakenRow) -> Brought:
        said = parse_receipt(row.receipt)
        downstream = [
            SignedErasureReceipt(receipt=each.receipt, signature=each.signature)
            for order in await self.book.about(row.record)
            for each in await self.book.receipts(order.id, order.receiver)
            if each.sha256 in said.downstream_sha256
        ]
        signed = SignedErasureReceipt(receipt=row.receipt, signature=row.signature)
        return Brought(row.place, signed, tuple(downstream))
