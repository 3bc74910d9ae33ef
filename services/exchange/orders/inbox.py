"""Orders that came from other nodes, over ``exchange.db``; each change is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from services.store.database import Database, Transaction
from services.values.exchange import ErasureOrder
from services.vocabulary.exchange import OrderKind


class TakenRow(NamedTuple):
    """An order. ``body``: as it came; ``gone``: 1 where the record was erased here by then.

    ``state``: "" until it is carried out, then as the receipt says.
    """

    place: int
    peer: str
    id: bytes
    record: str
    kind: str
    body: bytes
    gone: int
    state: str
    receipt: bytes
    signature: bytes


class Came(NamedTuple):
    """An order with its bytes, and whether its record is erased here already."""

    order: ErasureOrder
    body: bytes
    gone: bool


class Upto(NamedTuple):
    """How far a peer's feed of orders is taken."""

    epoch: int
    sequence: int


class Unended(NamedTuple):
    """An order that has not ended a copy yet."""

    place: int
    record: str


class TakenCount(NamedTuple):
    """Orders of a peer in one state. ``state``: "" until carried out; ``brought``: 1 where the peer has the receipt."""

    peer: str
    state: str
    brought: int
    orders: int


class Inbox:
    """All raise ExchangeUnavailable, and what is written is durable when they return."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, peer: str, orders: Sequence[Came], now_ms: int, upto: Upto) -> None:
        """Write down orders, and how far they go; one that is there stays as it is."""
        rows = [(peer, one.id, one.record, one.kind, body, now_ms, int(gone)) for one, body, gone in orders]

        async def job(tx: Transaction) -> None:
            await tx.rows("taken_begin", peer)
            await tx.rows("taken_to_keep", peer, *upto)
            await tx.each("taken_add", rows)

        await self._database.write(job)

    async def begun(self, peer: str) -> bool:
        """Whether anything of a peer's orders was ever taken, as far as this file knows: it may be a new one."""
        return bool(await self._database.rows("taken_begun", peer))

    async def lacks(self, peer: str, upto: Upto) -> bool:
        """Whether a store that has taken a peer's orders so far is newer than this file, which was put back or lost.

        A file of before it kept how far lacks nothing where anything was taken.
        """
        if not await self.begun(peer):
            return upto.sequence > 0
        rows = await self._database.rows("taken_to_of", peer)
        return bool(rows) and Upto(*rows[0]) < upto

    async def unended(self, peer: str) -> list[Unended]:
        """A peer's orders by which no copy was ended yet, in the order they came; none to expunge."""
        return [Unended(*row) for row in await self._database.rows("taken_unended", peer, OrderKind.EXPUNGE)]

    async def ended(self, places: Sequence[int]) -> None:
        """These orders have ended what their peer had given: what it gives from now they do not end."""
        await self._database.write(lambda tx: tx.each("taken_end", [(place,) for place in places]))

    async def due(self, peer: str, after: int, limit: int) -> list[TakenRow]:
        """A peer's orders that are not carried out, or to whose receipt it has not answered, in the order they came."""
        return [TakenRow(*row) for row in await self._database.rows("taken_due", peer, after, limit)]

    async def after(self, kind: str, after: int, limit: int) -> list[TakenRow]:
        """Every order of a kind, in the order they came."""
        return [TakenRow(*row) for row in await self._database.rows("taken_after", kind, after, limit)]

    async def about(self, record: str) -> list[TakenRow]:
        """Orders about a record."""
        return [TakenRow(*row) for row in await self._database.rows("taken_of", record)]

    async def counted(self) -> list[TakenCount]:
        """How many orders of each peer are how far."""
        return [TakenCount(*row) for row in await self._database.rows("taken_counted")]

    async def done(self, place: int, state: str, receipt: bytes, signature: bytes) -> None:
        """An order is carried out, and this is its receipt."""
        await self._database.write(lambda tx: tx.rows("taken_done", place, state, receipt, signature))

    async def brought(self, place: int) -> None:
        """Who gave the order has answered to its receipt."""
        await self._database.write(lambda tx: tx.rows("taken_brought", place))
