"""The room put together over its database, and over what a node hands in."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from services.exchange import wire
from services.exchange.feed.ports import Records
from services.exchange.orders.book import StoredBook
from services.exchange.orders.giving import Ordering
from services.exchange.orders.inbox import Inbox
from services.exchange.orders.listing import Listing
from services.exchange.orders.recalling import Recalling
from services.exchange.orders.receipts import Receipts
from services.exchange.orders.rpc import UseCases
from services.membership.registry import Registry
from services.signing.sealing import Sealer
from services.store.database import Database


class Orders(NamedTuple):
    """What the feed of orders is made of, and the service's use cases."""

    book: StoredBook
    inbox: Inbox
    ordering: Ordering
    use_cases: UseCases


def build_orders(
    database: Database,
    records: Records,
    tokens: Sealer,
    clock: Callable[[], int],
    registry: Callable[[], Registry],
    home: str = "",
) -> Orders:
    """``tokens`` seals page tokens; ``clock``: epoch milliseconds; ``home``: agency of the node, "" for the hub."""
    book, inbox = StoredBook(database), Inbox(database)
    ordering = Ordering(records, book, inbox, Recalling(records, book, registry, home, clock), clock)
    use_cases = UseCases(Receipts(book, ordering, wire.encode), Listing(book, ordering, tokens))
    return Orders(book, inbox, ordering, use_cases)
