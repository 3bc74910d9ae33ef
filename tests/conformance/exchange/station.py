"""One node in process as it is in production: records, what was given to whom, and pullers of those that give to it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path

from services.access.trail import Trail
from services.exchange.copies.page import Expected
from services.exchange.copies.puller import Puller
from services.exchange.copies.releases import ToldReleases
from services.exchange.feed.app.context import Context as FeedContext
from services.exchange.feed.app.context import System
from services.exchange.feed.build import build_feed
from services.exchange.feed.ledger import StoredLedger
from services.exchange.hits.build import OpenDesk, open_desk
from services.exchange.orders.build import Orders, build_orders
from services.exchange.orders.carrying import Carrying
from services.exchange.store.database import FILE, open_database
from services.membership.registry import Registry
from services.node.copies_named import Named
from services.node.copies_taken import RecordsTaker
from services.node.orders_taken import OrdersTaker
from services.node.records_given import GivenRecords
from services.records.app.erasing import settle
from services.records.app.giving import Giving
from services.signing.es256 import PrivateKey
from services.signing.sealing import Sealer
from services.values.copies import RECORDS, FeedCursor
from tests.conformance.exchange.disks import JOURNALS, Disk
from tests.conformance.exchange.fuses import Fuse, FusedDatabase, FusedStore
from tests.conformance.exchange.road import ORDERS, Road
from tests.fakes.given_records import GivenPeers, GivenReleases
from tests.fakes.ordering import carrying_of
from tests.fakes.page_log import StatedPageLog
from tests.fakes.records_node import NOW_MS, Federation, FeedState, Node, open_node


@dataclass
class Clock:
    """Of all nodes; it moves by hand."""

    now_ms: int = NOW_MS

    def __call__(self) -> int:
        return self.now_ms


@dataclass
class Station:
    """The node of an agency. ``registry``: in force here; ``key``: its message key; ``roads``: to who gives to it.

    ``releases``: what owners released, at a hub; ``shows``: whether it takes those, in its ``desk``.
    """

    agency: str
    folder: Path
    disk: Disk
    known: Federation
    key: PrivateKey
    clock: Clock
    registry: Registry
    roads: dict[str, Road] = field(default_factory=dict)
    fuse: Fuse = field(default_factory=Fuse)
    feeds: dict[str, FeedState] = field(default_factory=dict)
    backed_up: bool = False
    node: Node = field(init=False)
    feed: FeedContext = field(init=False)
    ledger: StoredLedger = field(init=False)
    orders: Orders = field(init=False)
    carrying: Carrying = field(init=False)
    pullers: dict[str, Puller] = field(init=False)
    releases: GivenReleases = field(default_factory=GivenReleases)
    shows: bool = False
    desk: OpenDesk | None = None
    _database: FusedDatabase = field(init=False)

    async def start(self) -> None:
        """Open what lies there as a process does that begins: erased again whatever was, before anything is taken."""
        self.fuse.set(-1, committed=False)
        store = FusedStore(self.disk.open(), self.fuse)
        self.node = open_node(self.folder, self.known, store=store)
        self.node.feeds = self.feeds
        self.desk = open_desk(self.folder, bytes(32)) if self.shows else None
        database = self._database = FusedDatabase(open_database(self.folder / FILE), self.fuse)
        given = GivenRecords(Giving(store, self.node.context.keys.bodies))
        self.orders = build_orders(database, given, Sealer(bytes(32)), self.clock, lambda: self.registry, self.agency)
        self.feed = build_feed(database, given, self.clock, self.orders.ordering, GivenPeers(), self.releases)
        self.ledger = StoredLedger(database)
        self.carrying = carrying_of(self.node, self.orders)
        self.pullers = {giver: self._puller(giver, road) for giver, road in self.roads.items()}
        await settle(self.node.context)
        await self.carrying.reapply(self.registry)

    def hear(self, registry: Registry) -> None:
        """Take up a version of the registry."""
        self.registry = registry
        self.node.federation = self.known = replace(self.known, registry=registry)

    async def stop(self) -> None:
        """Let go of all files."""
        self._database.close()
        if self.desk is not None:
            self.desk.close()
        await self.node.context.store.close()

    async def restart(self) -> None:
        """End and begin again."""
        await self.stop()
        await self.start()

    async def back_up(self) -> None:
        """Copy the records; what was given to whom is in no backup."""
        await self.stop()
        await asyncio.to_thread(self.disk.back_up)
        self.backed_up = True
        await self.start()

    async def put_back(self, *, exchange_too: bool) -> None:
        """The copy in the place of the records; ``exchange_too``: what was given and ordered is lost with them."""
        await self.stop()
        await asyncio.to_thread(self.disk.put_back)
        if exchange_too:
            for end in ("", *JOURNALS):
                (self.folder / f"{FILE}{end}").unlink(missing_ok=True)
        await self.start()

    def asked_by(self, agency: str) -> System:
        """A call of another node's, under the registry that is in force here."""
        return System(
            agency=agency,
            server=self.agency,
            registry=self.registry,
            officer=False,
            now_ms=self.clock(),
            deadline_ms=self.clock() + 300_000,
            trail=Trail(),
            let_go=lambda: None,
            draining=lambda: False,
            outlive=lambda _ms: None,
            newest=lambda: self.registry,
        )

    def _puller(self, giver: str, road: Road) -> Puller:
        def expected(cursor: FeedCursor) -> Expected:
            return Expected(self.registry.federation_id, giver, self.agency, cursor, self.clock())

        context = self.node.context
        releases = self.desk.requests if self.desk and giver == self.registry.hub else None
        records = RecordsTaker(context, giver, self.agency, lambda: self.registry, self.clock, releases)
        if releases is not None:
            named = Named(context, road, StatedPageLog(), giver, self.agency, lambda: self.registry, self.clock)
            road.releases = ToldReleases(releases, self.agency, self.clock, named.take)
        orders = OrdersTaker(
            context, self.carrying, road, giver, self.agency, self.key, lambda: self.registry, self.clock
        )
        return Puller(giver, road, {ORDERS: orders, RECORDS: records}, StatedPageLog(), expected, self.clock, wait_ms=0)
