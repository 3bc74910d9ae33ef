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
from services.node.file_level import FileLevel, HeldFile
from services.node.records_given import GivenRecords
from services.node.registry_rooms import RegistryRooms
from services.records.app.context import Context
from services.records.app.giving import Giving
from services.records.app.targets import Targets
from services.statistics.held import HeldReleases
from services.statistics.rpc import SERVICE as FIGURES
from services.store.database import Database

_OF_LEDGER: Final = (FEED, ORDERS, ANCHORS)


class HeldFiles:
    """``figures``: of a hub, and of a registry's own node; all others where the node serves the exchange.

    ``desk``: waited for by all that is made of records, as a release may show one; each other by its own methods.
    """

    def __init__(
        self,
        figures: FileLevel | None = None,
        desk: FileLevel | None = None,
        watches: FileLevel | None = None,
        ledger: FileLevel | None = None,
    ) -> None:
        own = {(FIGURES,): figures, (WATCHES,): watches, _OF_LEDGER: ledger}
        self._own: Mapping[tuple[str, ...], FileLevel] = {paths: level for paths, level in own.items() if level}
        self._files = {("",): desk, **self._own} if desk else self._own

    async def keep(self, beside: Callable[[], Awaitable[None]]) -> None:
        """Hold them against the log until cancelled, and whatever else there is."""
        await asyncio.gather(beside(), *(each.keep() for each in self._files.values()))

    def over(self, handlers: Mapping[str, Handler]) -> dict[str, Handler]:
        """The same methods over records, each once the files that it is answered out of hold what the log says."""
        return _over(handlers, self._files)

    def over_others(self, handlers: Mapping[str, Handler]) -> dict[str, Handler]:
        """The same methods, of those that are made of no records."""
        return _over(handlers, self._own)


def _over(handlers: Mapping[str, Handler], files: Mapping[tuple[str, ...], FileLevel]) -> dict[str, Handler]:
    guarded = dict(handlers)
    for paths, level in files.items():
        for path, handler in guarded.items():
            if path.startswith(paths):
                guarded[path] = level.guarded(handler)
    return guarded


def hold_files(
    rooms: ExchangeRooms | None,
    register: RegistryRooms | None,
    database: Database | None,
    records: Context,
    log: Callable[[], AuditClient | None],
    origin: Callable[[], str],
    clock: Callable[[], int],
    own: str,
) -> HeldFiles:
    """Over the open stores of an edge. ``database``: ``exchange.db``; ``own``: agency of the node."""
    given = GivenRecords(Giving(records.store, records.keys.bodies))

    def level(file: HeldFile) -> FileLevel:
        return FileLevel(file, given, log, origin, clock)

    counting = rooms or register
    counted = level(HeldReleases(counting.figures)) if counting else None
    if rooms is None or database is None:
        return HeldFiles(counted)
    desk, watches = level(HeldDesk(rooms.releases, Targets(records))), level(HeldWatches(rooms.watches))
    return HeldFiles(counted, desk, watches, level(HeldLedger(database, own, f"{ANCHORS}AnchorLog")))
