"""The process that keeps the graph level with records, feeds and decisions; one of a node at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from audit.heartbeat import Heartbeat
from graph.arcade import Arcade
from graph.errors import GraphRefused
from services.admin.figures import of_projector
from services.admin.rpc import admin_port
from services.errors import RabtaError
from services.linkage.links import Links
from services.linkage.projection.projector import Projector
from services.linkage.sealed_graph import SealedWriter
from services.node.admin_ports import projector_port
from services.node.damaged_files import check_databases
from services.node.graph_link import GraphLink, endpoint_of, seal_of
from services.node.link_store import open_links
from services.node.record_feed import RecordFeed
from services.node.records_store import open_records
from services.node.settings import NodeSettings
from services.node.stopping import run_until, told_to_stop
from services.node.watchdog import beating
from services.records.app.changes import Follow
from services.records.sealing import Keys
from services.records.wire import decode_held
from services.signing.keyfile import read_secret
from services.store.folder_lock import Held, held_alone

PAUSE_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Projection:
    """A node's graph with its sources, for the projector and for whoever rebuilds or checks."""

    projector: Projector
    graph: SealedWriter
    link: GraphLink
    feed: RecordFeed
    links: Links


class ProjectorRuns(RabtaError):
    """Another process projects into this node's graph."""


@contextmanager
def alone(settings: NodeSettings) -> Iterator[None]:
    """The only projector of the node until left. Raises ProjectorRuns: two would each take the other's for done."""
    try:
        with held_alone(settings.folder / "projector.lock"):
            yield
    except Held:
        raise ProjectorRuns("this node's projector runs: stop it first") from None


@asynccontextmanager
async def opened(settings: NodeSettings, clock: Callable[[], int]) -> AsyncIterator[Projection]:
    """Open everything, and close it again. Raises StorageUnavailable where a database is damaged."""
    check_databases(settings.folder)
    keys = Keys.from_secret(read_secret(settings.folder / "secret.key"), settings.folder)
    store = open_records(settings)
    links = Links(open_links(settings))
    link = GraphLink(endpoint_of(settings), migrate=True)
    graph = SealedWriter(link, seal_of(settings))
    feed = RecordFeed(Follow(store, keys.bodies, decode_held))
    try:
        yield Projection(Projector(graph, feed, links, clock), graph, link, feed, links)
    finally:
        await link.close()
        await links.close()
        await store.close()


@asynccontextmanager
async def fresh_engine(settings: NodeSettings) -> AsyncIterator[None]:
    """The embedded engine over an emptied folder, until left; the one that runs already, where somebody keeps it.

    Raises GraphUnavailable where it does not come up even so, ProjectorRuns.
    """
    engine = None if settings.graph_uri else _emptied(settings)
    try:
        if engine is not None:
            await engine.start()
        yield
    finally:
        if engine is not None:
            await engine.stop()


def _emptied(settings: NodeSettings) -> Arcade | None:
    engine = Arcade(settings.graph, settings.graph_memory)
    try:
        with alone(settings):
            engine.empty()
    except GraphRefused:
        return None
    return engine


async def _projecting(settings: NodeSettings, projector: Projector) -> None:
    while True:
        with suppress(ProjectorRuns), alone(settings):
            await projector.run()
        await asyncio.sleep(PAUSE_S)


def _port(settings: NodeSettings, now_ms: int, held: Projection) -> AbstractAsyncContextManager[None]:
    process = projector_port(
        now_ms, lambda: held.link.connected and not held.projector.ahead, held.feed.head, held.projector.lag
    )
    return admin_port(settings.folder, process, of_projector)


async def run_projector(settings: NodeSettings, clock: Callable[[], int]) -> None:
    """Project until told to stop; a batch under way is whole or not at all. A rebuild under way is waited for."""
    stopping = told_to_stop()
    alive = asyncio.ensure_future(beating(Heartbeat.inherited()))
    async with opened(settings, clock) as projection, _port(settings, clock(), projection):
        await run_until(stopping, _projecting(settings, projection.projector))
    alive.cancel()
