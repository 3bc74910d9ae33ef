"""One server process: a port shared with its siblings, a door before it, one chain, a drain before the stop."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import grpc

from audit.client import Appended
from audit.handle import by_handle
from services.edge import leaf
from services.edge.body import MESSAGE_LIMIT
from services.edge.chain import Edge, serve_call
from services.edge.door import Bounds, Door, room_for
from services.edge.tls import TlsFiles, server_credentials

RECEIVE_LIMIT = MESSAGE_LIMIT + 64 * 1024
"""Past it gRPC ends the call, unsigned; up to it a body that is too large gets a signed answer."""
SEND_LIMIT = 8 * 1024 * 1024
SUMMARY_S = 60.0
DRAIN_S = 10.0
"""How long calls under way have when it is told to stop, and then those whose callers are gone."""
LEFT_S = 2.0
PINGED_MS = 7_000
"""A caller that waits may ask so often whether the other side is there; who asks oftener is cut off."""
SETTINGS_MS = 5_000
"""How long a peer may take to acknowledge SETTINGS: only then gRPC holds it to the bounds on metadata."""
COLLECT = (5_000, 20, 50)
"""Thresholds of the collector (gc.set_threshold). All callers wait while it looks: 250 ms once in 100,000 objects
that calls made, 10 ms once in 5,000."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Where and how to listen. ``age_s``: a connection's longest life, so that revocation bites."""

    host: str
    port: int
    tls: TlsFiles
    bounds: Bounds = field(default_factory=Bounds)
    streams: int = 256
    calls: int = 1024
    age_s: int = 300
    drain_s: float = DRAIN_S


if TYPE_CHECKING:
    from services.edge.call import Context

    RpcMethodHandler = grpc.RpcMethodHandler[bytes, bytes]


class Handlers(grpc.GenericRpcHandler):
    """Every method as request-streaming bytes: nothing of the body is read before the chain asks."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._handlers: dict[str, RpcMethodHandler] = {}

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> RpcMethodHandler:
        """The chain, bound to the method; unknown methods go through it as well."""
        method = handler_call_details.method
        found = self._handlers.get(method)
        if found is None:
            found = grpc.stream_unary_rpc_method_handler(_bound(self._edge, method))
            if method in self._edge.routes:
                self._handlers[method] = found
        return found


def _bound(edge: Edge, method: str) -> Callable[[object, Context], Awaitable[bytes]]:
    """A plain function: gRPC asks at each call what kind of callable it has, and is slow to see through others."""

    async def serve(_messages: object, context: Context) -> bytes:
        return await serve_call(edge, method, context)

    return serve


def build_server(edge: Edge, listen: Listen, address: str = "") -> grpc.aio.Server:
    """A server that has not started, on ``address``, else on the port itself. Raises OSError where that is taken."""
    server = grpc.aio.server(
        options=[
            ("grpc.so_reuseport", 1),
            ("grpc.max_concurrent_streams", listen.streams),
            ("grpc.max_receive_message_length", RECEIVE_LIMIT),
            ("grpc.max_send_message_length", SEND_LIMIT),
            ("grpc.max_metadata_size", 24 * 1024),
            ("grpc.absolute_max_metadata_size", 32 * 1024),
            ("grpc.max_connection_age_ms", listen.age_s * 1000),
            ("grpc.max_connection_age_grace_ms", 30_000),
            ("grpc.server_handshake_timeout_ms", int(listen.bounds.stranger_s * 1000)),
            ("grpc.http2.settings_timeout", SETTINGS_MS),
            ("grpc.http2.ping_timeout_ms", 10_000),
            ("grpc.keepalive_time_ms", 60_000),
            ("grpc.http2.min_recv_ping_interval_without_data_ms", PINGED_MS),
            ("grpc.compression_enabled_algorithms_bitset", 1),
            ("grpc.enable_retries", 0),
        ],
        maximum_concurrent_rpcs=listen.calls,
        compression=grpc.Compression.NoCompression,
    )
    server.add_generic_rpc_handlers((Handlers(edge),))
    try:
        server.add_secure_port(address or f"{listen.host}:{listen.port}", server_credentials(listen.tls))
    except RuntimeError:
        raise OSError(f"{address or listen.port} cannot be bound") from None
    return server


async def run_server(edge: Edge, listen: Listen, inner: Path, ready: asyncio.Event | None = None) -> None:
    """Serve until SIGTERM or SIGINT, then refuse new calls and let those under way finish.

    ``inner``: where gRPC's own socket goes, which the door leads to; nobody else may enter its folder.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    edge.start()
    with short_path(inner) as address:
        server = build_server(edge, listen, f"unix:{address}")
        await server.start()
        inner.chmod(0o600)
        edge.door = Door(room_for(listen.bounds), address)
        await edge.door.open(listen.host, listen.port)
        _settle()
        edge.starting = False
        summaries = loop.create_task(_summaries(edge))
        if ready is not None:
            ready.set()
        await stopping.wait()
        edge.draining = True
        edge.door.close()
        await server.stop(listen.drain_s)
        edge.door.end()
    if edge.alone:
        await asyncio.wait(edge.alone, timeout=LEFT_S)
    summaries.cancel()
    await flush_summary(edge)
    await edge.log.close()


@contextmanager
def short_path(path: Path) -> Iterator[str]:
    """The same place in few enough bytes for a socket's address, 107, whatever its folder's path. Raises OSError."""
    path.unlink(missing_ok=True)
    with by_handle(path.parent) as folder:
        try:
            yield f"{folder}/{path.name}"
        finally:
            path.unlink(missing_ok=True)


def _settle() -> None:
    """What start-up made stays: the collector need not look at it again, and looks less often at what calls make."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT)


async def _summaries(edge: Edge) -> None:
    while True:
        await asyncio.sleep(SUMMARY_S)
        await flush_summary(edge)


async def flush_summary(edge: Edge) -> None:
    """Append the minute's unauthenticated refusals as one leaf, if there were any."""
    counts = edge.counts.drain()
    if counts:
        version = edge.snapshot().registry.version
        (result,) = await edge.log.append([leaf.summary_item(edge.snapshot().server, version, edge.clock(), counts)])
        if not isinstance(result, Appended):
            edge.counts.take_back(counts)
