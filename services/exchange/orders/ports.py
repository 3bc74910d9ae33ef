"""What giving orders needs of a store; see ``book.py``. All raise ExchangeUnavailable, and nothing was changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from services.exchange.orders.states import Told


class Ending(NamedTuple):
    """That a record is to go from whom it was sent to.

    ``seq``: the sender's own number of the version that ends it; ``word``: serialised ErasureOrder with nothing but the
    owner's proof and its page, empty where none is needed.
    """

    record: str
    kind: str
    seq: int
    word: bytes = b""


class OrderRow(NamedTuple):
    """An order to one receiver. ``place``: among all orders; ``number``: among the receiver's.

    ``seq``: of the version that ends the record, or the epoch in which what is recalled was given; ``agreement``: the
    one that is over, "" where nothing is recalled.
    """

    place: int
    receiver: str
    number: int
    id: bytes
    record: str
    kind: str
    seq: int
    given_ms: int
    due_ms: int
    agreement: str = ""


class Allowed(NamedTuple):
    """By which agreement a receiver has copies."""

    receiver: str
    agreement: str


class ReceiptRow(NamedTuple):
    """A receipt as it was signed. ``agency``: who signed; ``sha256``: of its bytes."""

    order_id: bytes
    agency: str
    sha256: bytes
    state: str
    receipt: bytes
    signature: bytes
    taken_ms: int


class Book(Protocol):
    """Orders by receiver, and their receipts. What is written is durable when a method returns."""

    async def followed(self) -> int:
        """Number of the change of the records up to which orders are given."""
        ...

    async def give(self, after: int, upto: int, endings: Sequence[Ending], now_ms: int) -> bool:
        """Give each receiver of such a record an order, and note how far the records are followed.

        False, with nothing written, where they are not followed up to ``after``. What was ordered before is not again.
        """
        ...

    async def given_under(self) -> list[Allowed]:
        """Who has copies by which agreement: those that were neither ended nor recalled, and not an owner's own."""
        ...

    async def copies_under(self, allowed: Allowed, after: str, limit: int) -> list[str]:
        """Records of those copies by name, those after a name."""
        ...

    async def recall(self, over: Allowed, records: Sequence[str], kept: Sequence[tuple[str, str]], now_ms: int) -> None:
        """Order back what an agreement allowed that is over. ``kept``: record and the other agreement."""
        ...

    async def word(self, record: str) -> bytes:
        """The owner's word that came with an ending of the record; empty where none did."""
        ...

    async def head(self, receiver: str) -> int:
        """The last number of a receiver's orders, 0 before the first."""
        ...

    async def page(self, receiver: str, after: int, limit: int) -> list[OrderRow]:
        """A receiver's orders above a number, ascending."""
        ...

    async def order(self, receiver: str, order_id: bytes) -> OrderRow | None:
        """An order by its id."""
        ...

    async def keep(self, receipts: Sequence[ReceiptRow]) -> None:
        """Keep receipts; one that is held stays."""
        ...

    async def receipts(self, order_id: bytes, agency: str) -> list[ReceiptRow]:
        """What an agency said of an order, oldest first."""
        ...

    async def about(self, record: str) -> list[OrderRow]:
        """Orders about one record, to all receivers."""
        ...

    async def listed(self, first: str, last: str, after: int, limit: int) -> list[OrderRow]:
        """Orders about records from one name to before another, by their place."""
        ...


def told(rows: Sequence[ReceiptRow]) -> list[Told]:
    """Receipts as a state is told by them."""
    return [Told(each.state, each.taken_ms) for each in rows]
