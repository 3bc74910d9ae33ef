"""The service put together over its database, and over what a node hands in."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Final

from services.exchange import wire
from services.exchange.feed.app.context import Context
from services.exchange.feed.ledger import StoredLedger
from services.exchange.feed.ports import NumberedOrder, Orders, Peers, Records
from services.exchange.feed.waiting import Waiting
from services.store.database import Database

SOFTWARE: Final = f"rabta {version('rabta')}"


class NoOrders:
    """A node that gives no orders."""

    async def head(self, receiver: str) -> int:  # noqa: ARG002
        """Nobody has an order."""
        return 0

    async def page(self, receiver: str, after: int, limit: int) -> list[NumberedOrder]:  # noqa: ARG002
        """There is none to give."""
        return []


class Everybody:
    """Peers of whom none is paused."""

    def paused(self, agency: str) -> bool:  # noqa: ARG002
        """Nobody is paused here."""
        return False


def build_feed(
    database: Database,
    records: Records,
    clock: Callable[[], int],
    orders: Orders | None = None,
    peers: Peers | None = None,
) -> Context:
    """``clock``: epoch milliseconds; without ``orders`` none is given, without ``peers`` nobody is paused."""
    ledger = StoredLedger(database)
    waiting = Waiting(records.head)
    return Context(records, orders or NoOrders(), ledger, peers or Everybody(), waiting, wire.encode, SOFTWARE, clock)
