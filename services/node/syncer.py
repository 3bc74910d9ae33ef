"""The process that takes copies and orders from a node's peers: a puller for each that ``peers.toml`` does not pause.

The list is read again as it changes, and what each puller sees is written to ``sync.json`` for whoever looks.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Final

from audit.heartbeat import Heartbeat
from services.access.errors import Refused
from services.admin.openmetrics import Family
from services.admin.rpc import admin_port
from services.edge.log_link import LogLink
from services.exchange.check.store.checks import StoredChecks, open_checks
from services.exchange.copies.page import Expected
from services.exchange.copies.ports import Releases
from services.exchange.copies.puller import Puller
from services.exchange.copies.releases import ToldReleases
from services.exchange.copies.remote import RemoteSender
from services.exchange.copies.seen import Seen
from services.exchange.orders.carrying import Carrying
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder
from services.node.admin_ports import syncer_port
from services.node.copies_named import Named
from services.node.copies_synced import STATE
from services.node.copies_taken import RecordsTaker
from services.node.damaged_files import check_databases
from services.node.drill import running
from services.node.log_anchored import Anchoring
from services.node.log_place import origin_of, socket_of
from services.node.orders_taken import ORDERS, OrdersTaker
from services.node.pages_logged import LoggedPages
from services.node.peer_profile import profile_of
from services.node.peers import Peer, PeersError, read_peers
from services.node.posts_told import Telling
from services.node.registry_follow import Follower
from services.node.settings import NodeSettings
from services.node.stopping import run_until, told_to_stop
from services.node.store_erasers import open_stores
from services.node.sync_counts import Counts, counted
from services.node.sync_figures import of_syncer
from services.node.sync_state import seen_before
from services.node.watchdog import beating
from services.records.app.context import Context
from services.records.app.erasing import settle
from services.records.app.giving import Giving
from services.signing.keyfile import UnsafeFile, read_secret, replace_private
from services.signing.reference import key_reference, load_signer
from services.store.folder_lock import Held, held_alone
from services.values.copies import RECORDS, FeedCursor

LOOK_S: Final = 1.0
COUNT_MS: Final = 5_000
"""Between two counts of what is kept aside, and of orders."""
AGAIN_S: Final = 5.0
"""Before a puller that ended by a fault of its own begins again."""
logger = logging.getLogger(__name__)


@dataclass
class Syncer:
    """The pullers of a node over its records.

    ``checks``: that posts were answered here, ``releases``: where the hub's are held; None where none are kept.
    ``look_s``: between two looks at the list of peers.
    ``seen``: by agency, of peers that are pulled now; ``counts``: of all that its stores know of, every few seconds.
    """

    settings: NodeSettings
    context: Context
    registries: RegistryFolder
    clock: Callable[[], int]
    carrying: Carrying
    checks: StoredChecks | None = None
    releases: Releases | None = None
    look_s: float = LOOK_S
    seen: dict[str, Seen] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    log: LogLink = field(init=False)
    follower: Follower = field(init=False)
    _running: dict[Peer, asyncio.Task[None]] = field(default_factory=dict)
    _written: bytes = b""
    _counted_ms: int = 0

    def __post_init__(self) -> None:
        """The line to the node's own log; nothing is connected yet. Raises NotServing where none is open."""
        registry, place = self.registries.current(), partial(socket_of, self.settings)
        self.log = LogLink(place(origin_of(self.settings, registry)))
        self.follower = Follower(self.registries, self.settings.server(registry.hub), self.log, place)

    async def run(self) -> None:
        """Keep one puller for each peer, until cancelled."""
        try:
            while True:
                self.registries.poll()
                await self.follower.catch_up()
                self._follow_list()
                await self._count()
                self._write_state()
                await asyncio.sleep(self.look_s)
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)
            await self.log.close()

    @property
    def pulling(self) -> set[str]:
        """Peers that are pulled now."""
        return {peer.agency for peer in self._running}

    def figures(self) -> list[Family]:
        """Of its peers, for who watches the node."""
        return of_syncer(self.seen, self.counts, self.clock())

    def in_force(self) -> Registry:
        """The newest registry of the folder: a peer gives by an agreement as soon as it is published."""
        self.registries.poll()
        return self.registries.current()

    def _follow_list(self) -> None:
        """Begin and end pullers as the list says. One that ended by a fault of its own begins again.

        During a drill nobody is pulled, and what was seen of each peer stays: posts are answered by how old that is.
        """
        if running(self.settings.folder, self.clock()):
            for task in self._running.values():
                task.cancel()
            self._running.clear()
            return
        try:
            wanted = {peer for peer in read_peers(self.settings.folder) if not peer.paused}
        except (PeersError, UnsafeFile, OSError) as error:
            logger.error("the peers are as they were: %s", type(error).__name__)
            return
        for peer, task in list(self._running.items()):
            if peer not in wanted or task.done():
                task.cancel()
                del self._running[peer]
                self.seen.pop(peer.agency, None)
        for peer in wanted - self._running.keys():
            self._running[peer] = asyncio.create_task(self._pull(peer))

    async def _count(self) -> None:
        """Every few seconds; as before where a store is not reached."""
        if self.clock() - self._counted_ms < COUNT_MS:
            return
        self._counted_ms = self.clock()
        with suppress(Refused):
            self.counts = await counted(self.context.store, self.carrying.inbox)

    async def _pull(self, peer: Peer) -> None:
        """One peer's feeds, until cancelled."""
        seen = self.seen.get(peer.agency) or seen_before(self.settings.folder, peer.agency)
        self.seen[peer.agency] = seen
        sender = beside = anchoring = None
        try:
            sender, beside = (RemoteSender(profile_of(self.settings, peer)) for _ in range(2))
            anchoring = asyncio.create_task(self._anchoring(peer.agency, beside).run())
            await self._puller(peer.agency, sender, seen).run()
        except Exception as error:
            seen.trouble = type(error).__name__
            logger.error("%s: the puller ended: %s", peer.agency, seen.trouble)
            await asyncio.sleep(AGAIN_S)
        finally:
            if anchoring is not None:
                anchoring.cancel()
                await asyncio.gather(anchoring, return_exceptions=True)
            for each in (sender, beside):
                if each is not None:
                    await each.close()

    def _anchoring(self, peer: str, sender: RemoteSender) -> Anchoring:
        hub = self.registries.current().hub
        own = self.settings.server(hub)
        made = Anchoring(peer, own, lambda: None if self.log.held else self.log.client, sender)
        if peer == hub and self.checks is not None:
            made.after = Telling(self.settings.folder, self.checks, sender, self.clock).once
        return made

    def _puller(self, peer: str, sender: RemoteSender, seen: Seen) -> Puller:
        hub = self.registries.current().hub
        receiver = self.settings.server(hub)
        key = load_signer(key_reference(self.settings.message_key, self.settings.folder))
        orders = OrdersTaker(self.context, self.carrying, sender, peer, receiver, key, self.in_force, self.clock)
        releases = self.releases if self.settings.home and peer == hub else None
        records = RecordsTaker(self.context, peer, receiver, self.in_force, self.clock, releases)

        def expected(cursor: FeedCursor) -> Expected:
            return Expected(self.registries.current().federation_id, peer, receiver, cursor, self.clock())

        row = self.in_force().message_key(key.kid)
        log = LoggedPages(self.log, peer, receiver, row.system if row else "", self.follower.current, self.clock)
        if releases is not None:
            named = Named(self.context, sender, log, peer, receiver, self.in_force, self.clock)
            sender.releases = ToldReleases(releases, receiver, self.clock, named.take)
        return Puller(peer, sender, {ORDERS: orders, RECORDS: records}, log, expected, self.clock, seen)

    def _write_state(self) -> None:
        counts = self.counts
        state = {
            agency: asdict(each) | {"aside": counts.aside.get(agency, 0), "orders": counts.orders.get(agency, {})}
            for agency, each in sorted(self.seen.items())
        }
        content = json.dumps(state, sort_keys=True).encode()
        if content != self._written:
            replace_private(self.settings.folder / STATE, content)
            self._written = content


@asynccontextmanager
async def opened(settings: NodeSettings, targets: tuple[str, ...], clock: Callable[[], int]) -> AsyncIterator[Syncer]:
    """What pulling needs, closed again: whatever was expunged by order is so again before anything is taken.

    Raises StorageUnavailable, ExchangeUnavailable, StoreUnsafe, RegistryError, UnsafeFile.
    """
    check_databases(settings.folder)
    registries = RegistryFolder(settings.folder / "registry")
    async with open_stores(settings, targets, clock, registries.current) as (context, carrying, releases):
        await settle(context)
        await carrying.reapply(registries.current())
        secret = read_secret(settings.folder / "secret.key")
        with closing(open_checks(settings.folder, secret, brings=bool(settings.home))) as checks:
            yield Syncer(settings, context, registries, clock, carrying, checks, releases)


async def run_syncer(settings: NodeSettings, clock: Callable[[], int], targets: tuple[str, ...]) -> None:
    """Pull until told to stop. While another process pulls for the node, it is waited for."""
    stopping = told_to_stop()
    alive = asyncio.ensure_future(beating(Heartbeat.inherited()))
    async with opened(settings, targets, clock) as syncer:
        await run_until(stopping, _pulling(settings, syncer))
    alive.cancel()


async def _pulling(settings: NodeSettings, syncer: Syncer) -> None:
    while True:
        with suppress(Held), held_alone(settings.folder / "syncer.lock"):
            port = syncer_port(syncer.clock(), Giving(syncer.context.store, syncer.context.keys.bodies).head)
            async with admin_port(settings.folder, port, lambda _: syncer.figures()):
                await syncer.run()
        await asyncio.sleep(LOOK_S)
