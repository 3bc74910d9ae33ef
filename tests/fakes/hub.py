"""A hub on loopback: the real chain, TLS and signatures; an in-memory log and routes that do next to nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import grpc

from services.client.channel import Channel
from services.edge.call import Call, Handler, Snapshot
from services.edge.call_log import CallLog
from services.edge.chain import Edge
from services.edge.counts import Counts
from services.edge.limits import Slots
from services.edge.registry_rpc import registry_routes, riding
from services.edge.routes import build_routes
from services.edge.serve import Listen, build_server
from services.edge.tls import TlsFiles
from services.membership.layout import FederationFiles
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder
from services.node.services import DESCRIPTORS
from services.oversight.app.log_reading import LogReading
from services.oversight.rpc import AuditRpc
from services.signing.es256 import PrivateKey
from tests.fakes import live
from tests.fakes.hub_log import FakeLog

SERVICES = DESCRIPTORS
INLINE = live.INLINE
ALONE = "/rabta.audit.v1.AuditService/ListNotices"
WRITE = "/rabta.audit.v1.AuditService/OpenBreakGlass"
CLASSED = "/rabta.audit.v1.AuditService/GetEntries"
RECEIPTS = "/rabta.audit.v1.AuditService/GetReceipts"
REGISTRY = "/rabta.membership.v1.MembershipService/GetRegistry"


class FakeEngine:
    """Rules that are never asked: the routes here decide nothing."""

    digest = b"\x07" * 32


class Lines:
    """Where the line of each call goes."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []

    def info(self, event: str, **fields: Any) -> None:
        self.seen.append({"event": event, **fields})


Body = Callable[[Call, bytes], Awaitable[bytes]]


async def echo(_call: Call, raw: bytes) -> bytes:
    return b"answer to " + raw


@dataclass
class Hub:
    """Everything a test may turn: the clock's offset, the registry in use, what each route does."""

    files: FederationFiles
    log: FakeLog
    edge: Edge
    registry: Registry
    registries: RegistryFolder
    offset_ms: int = 0
    port: int = 0
    home: str = ""
    bodies: dict[str, Body] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    lines: Lines = field(default_factory=Lines)

    def clock(self) -> int:
        return live.now_ms() + self.offset_ms

    def channel(self, state: Path, agency: str = live.FIA, **changes: Any) -> Channel:
        """An agency's real client of this hub, or of a member's own node."""
        said = {"hub": self.server, "hub_certificates": self.files.node(self.server).tls_crt, **changes}
        return Channel(live.profile(self.files, agency, self.port, state, **said))

    @property
    def server(self) -> str:
        """Who answers."""
        return self.home or self.files.hub_id

    def route(self, method: str) -> Handler:
        async def handle(call: Call, raw: bytes) -> bytes:
            self.ran.append(method)
            return await self.bodies.get(method, echo)(call, raw)

        return handle


def build(files: FederationFiles | None = None, member: str = "", **settings: Any) -> Hub:
    """A hub that is not listening yet, or a member's own node. ``methods``: routes beside the usual ones."""
    home = files or live.files()
    node = home.node(member or home.hub_id)
    methods = (INLINE, ALONE, WRITE, CLASSED, *settings.pop("methods", ()))
    registries = RegistryFolder(node.registry)
    log, current = FakeLog(home), registries.current()
    if member:
        log.begin(current.open_log(member).origin, node.log_key)
    hub = Hub(home, log, edge=None, registry=current, registries=registries, home=member)  # type: ignore[arg-type]  # set as soon as the hub is there
    audit = AuditRpc(None, None, LogReading(lambda: log.client))  # type: ignore[arg-type, return-value]  # receipts alone are asked of it
    handlers: dict[str, Handler] = {method: hub.route(method) for method in methods}
    handlers |= {RECEIPTS: audit.get_receipts, **registry_routes(registries.versions)}
    hub.edge = Edge(
        key=PrivateKey.load(node.message_key),
        snapshot=lambda: Snapshot(hub.registry, FakeEngine(), member),  # type: ignore[arg-type]  # FakeEngine decides nothing
        clock=hub.clock,
        log=log,  # type: ignore[arg-type]  # FakeLog stands for the client
        routes=build_routes(SERVICES, handlers),
        calls=CallLog(hub.lines, Counts(handlers)),
        riding=partial(riding, registries.versions),
        slots=Slots(settings.pop("slots", 64)),
        **settings,
    )
    return hub


@asynccontextmanager
async def running(files: FederationFiles | None = None, **settings: Any) -> AsyncIterator[Hub]:
    """A hub that listens; its log already holds the registry's leaf."""
    from services.node.local import free_ports

    hub = build(files, **settings)
    await hub.log.append_registry(hub.registry.version, hub.registry.digest)
    async with listening(hub, free_ports(1)[0]):
        yield hub


@asynccontextmanager
async def listening(hub: Hub, port: int) -> AsyncIterator[grpc.aio.Server]:
    hub.port = port
    hub.edge.start()
    node = hub.files.node(hub.server)
    listen = Listen("127.0.0.1", port, TlsFiles(node.tls_key, node.tls_crt, node.ca_crt))
    server = build_server(hub.edge, listen)
    await server.start()
    try:
        yield server
    finally:
        await server.stop(0)
        await asyncio.sleep(0)
