"""The files beside the records that an edge holds against the log, and which methods wait for which of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from audit.client import AuditClient
from services.edge.call import Handler
from services.exchange.anchors.rpc import SERVICE as ANCHORS
from services.exchange.feed.held import HeldLedger
from services.exchange.feed.rpc import SERVICE as FEED
from services.exchange.hits.held import HeldDesk
from services.exchange.orders.rpc import SERVICE as ORDERS
from services.exchange.watches.held import HeldWatches
from services.exchange.watches.rpc import SERVICE as WATCHES
from services.node.exchange_rooms import ExchangeRooms
from services.node.file_level import FileLevel
from services.node.records_given import GivenRecords
from services.records.app.context import Context
from services.records.app.giving import Giving
from services.records.app.targets import Targets
from services.store.database import Database

_OF_LEDGER: Final = (FEED, ORDERS, ANCHORS)


class HeldFiles:
    """``desk``: waited for by all that is made of records, as a release may show one; each other by its own methods.

    None where the node serves no exchange.
    """

    def __init__(
        self, desk: FileLevel | None = None, watches: FileLevel | None = None, ledger: FileLevel | None = None
    ) -> None:
        self._files: Mapping[tuple[str, ...], FileLevel | None] = {("",): desk, (WATCHES,): watches, _OF_LEDGER: ledger}

    async def keep(self, beside: Callable[[], Awaitable[None]]) -> None:
        """Hold them against the log until cancelled, and whatever else there is."""
        await asyncio.gather(beside(), *(each.keep() for each in self._files.values() if each))

    def over(self, handlers: Mapping[str, Handler]) -> dict[str, Handler]:
        """The same methods, each once the files that it is answered out of hold what the log says."""
        guarded = dict(handlers)
        for paths, level in self._files.items():
            for path, handler in guarded.items():
                if level and path.startswith(paths):
                    guarded[path] = level.guarded(handler)
        return guarded


def hold_files(
    rooms: ExchangeRooms | None,
    database: Database | None,
    records: Context,
    log: Callable[[], AuditClient | None],
    origin: Callable[[], str],
    clock: Callable[[], int],
    own: str,
) -> HeldFiles:
    """Over the open stores of an edge. ``database``: ``exchange.db``; ``own``: agency of the node."""
    if rooms is None or database is None:
        return HeldFiles()
    given = GivenRecords(Giving(records.store, records.keys.bodies))
    desk, watches = HeldDesk(rooms.releases, Targets(records)), HeldWatches(rooms.watches)
    files = (desk, watches, HeldLedger(database, own, f"{ANCHORS}AnchorLog"))
    return HeldFiles(*(FileLevel(each, given, log, origin, clock) for each in files))
