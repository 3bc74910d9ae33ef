"""One edge process, put together: rooms, routes, chain, server."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from audit.heartbeat import Heartbeat
from services.admin.figures import of_edge
from services.admin.rpc import admin_port
from services.edge import registry_rpc
from services.edge.call import Snapshot
from services.edge.call_file import CallFile
from services.edge.call_log import CallLog, JsonLines
from services.edge.chain import Edge
from services.edge.counts import Counts
from services.edge.door import Bounds
from services.edge.limits import Slots
from services.edge.log_link import LogLink
from services.edge.routes import build_routes
from services.edge.serve import Listen, run_server
from services.edge.tls import TlsFiles
from services.membership.watch import RegistryFolder
from services.node import pipe
from services.node.admin_ports import edge_port
from services.node.beside import Beside
from services.node.edge_forks import EdgeForks
from services.node.judge_again import keep_judged
from services.node.log_place import socket_of
from services.node.open_services import open_services
from services.node.registry_follow import Follower
from services.node.rules import Rules
from services.node.services import DESCRIPTORS
from services.node.settings import NodeSettings, answers_from_copies, check_targets
from services.node.watchdog import beating
from services.records.errors import StorageUnavailable
from services.signing.keyfile import make_folder
from services.signing.reference import key_reference, load_signer

DOOR = "door"
"""Folder of the sockets between each edge process's door and its gRPC."""
LOG_PATIENCE_S = 10.0
"""How long the port stays closed for a writer that does not come: after that callers are told why, signed."""
Clock = Callable[[], int]


def system_clock() -> int:
    """Milliseconds since the Unix epoch."""
    return time.time_ns() // 1_000_000


def call_logger(folder: Path) -> JsonLines:
    """Lines to ``calls.log`` in the node's folder, mode 0600, of bounded size."""
    return JsonLines(CallFile(folder / "calls.log").write)


async def run_edge(
    settings: NodeSettings,
    targets: tuple[str, ...],
    clock: Clock = system_clock,
    name: str = "",
    beside: Beside | None = None,
) -> None:
    """Serve until told to stop. ``name``: of the process among its siblings, such as ``edge-0``.

    ``beside``: what forks its workers; without it each is started for itself.
    """
    forks = EdgeForks(beside) if beside else None
    start = forks.start if forks else pipe.start
    alive = asyncio.ensure_future(beating(Heartbeat.inherited()))
    folder = settings.folder
    registries = RegistryFolder(folder / "registry")
    place = partial(socket_of, settings)
    server = settings.server(registries.current().hub)
    check_targets(targets, registries.current().agencies[server].kind, settings.home)
    log = LogLink(place(registries.current().open_log(server).origin))
    follower = Follower(registries, server, log, place)
    rules = Rules(settings.home if answers_from_copies(settings.home, targets) else "")
    registry = registry_rpc.SERVICE.over(registries.versions)
    origin = partial(_origin, follower, server)
    opened = open_services(settings, targets, clock, lambda: log.client, registry, origin, follower.current, start)
    routes = build_routes(DESCRIPTORS, dict(opened.handlers))

    def snapshot() -> Snapshot:
        registry_now = follower.current()
        return Snapshot(registry_now, rules.by(registry_now), settings.home)

    edge = Edge(
        key=load_signer(key_reference(settings.message_key, folder)),
        snapshot=snapshot,
        clock=clock,
        log=log,
        routes=routes,
        calls=CallLog(call_logger(folder), Counts(routes)),
        named=opened.named,
        riding=partial(registry_rpc.riding, registries.versions),
        slots=Slots(settings.call_slots),
    )
    try:
        with suppress(StorageUnavailable):
            await opened.settle()
        async with admin_port(folder, edge_port(name, edge, opened.left), partial(of_edge, edge)):
            judging = partial(keep_judged, opened.again, follower.current, clock)
            await _serve(edge, follower, (judging, opened.keep_level), settings, name or f"edge-{os.getpid()}")
    finally:
        await opened.close()
        if forks:
            forks.close()
        alive.cancel()


def _origin(follower: Follower, server: str) -> str:
    """Origin of the log that takes the process's entries now."""
    return follower.current().open_log(server).origin


async def _serve(
    edge: Edge,
    follower: Follower,
    keeping: Sequence[Callable[[], Awaitable[None]]],
    settings: NodeSettings,
    name: str,
) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LOG_PATIENCE_S):
            await edge.log.ready()
    await follower.catch_up()
    works = (follower.follow(), edge.log.keep_time(), *(keep() for keep in keeping))
    beside = [asyncio.ensure_future(work) for work in works]
    try:
        await run_server(edge, _listen(settings), _inner(settings.folder, name))
    finally:
        for each in beside:
            each.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


def _listen(settings: NodeSettings) -> Listen:
    folder = settings.folder
    files = TlsFiles(folder / "tls.key", folder / "tls.crt", folder / "ca.crt")
    bounds = Bounds(
        strangers=settings.strangers,
        address=settings.per_address,
        certificate=settings.per_certificate,
        all=settings.connections,
    )
    return Listen(settings.host, settings.port, files, bounds)


def _inner(folder: Path, name: str) -> Path:
    make_folder(folder / DOOR)
    return folder / DOOR / f"{name}.sock"
