"""The service put together over its database, and over what a node hands in."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Final

from services.exchange import wire
from services.exchange.feed.app.context import Context
from services.exchange.feed.ledger import StoredLedger
from services.exchange.feed.ports import Orders, Peers, Records, Releases
from services.exchange.feed.waiting import Waiting
from services.store.database import Database

SOFTWARE: Final = f"rabta {version('rabta')}"


def build_feed(
    database: Database,
    records: Records,
    clock: Callable[[], int],
    orders: Orders,
    peers: Peers,
    releases: Releases,
) -> Context:
    """Use cases over what was given to whom in ``database``. ``clock``: epoch milliseconds."""
    ledger = StoredLedger(database)
    waiting = Waiting(records.head)
    return Context(records, orders, ledger, peers, releases, waiting, wire.encode, SOFTWARE, clock)
