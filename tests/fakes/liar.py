"""Stands between a hub's chain and its socket and alters what leaves: what a lying hub or front end would do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

import grpc

from services.client.check_answer import HEADER_KEY, SIGNATURE_KEY
from services.edge.chain import serve_call
from services.edge.serve import Listen
from services.edge.tls import TlsFiles, server_credentials
from services.node.local import free_ports
from services.signing.cohort import sign_header
from services.signing.header import SigHeader
from tests.fakes.hub import Hub

if TYPE_CHECKING:
    from services.edge.call import Context


@dataclass(frozen=True)
class Leaving:
    """An answer on its way out. ``code`` is the gRPC number."""

    code: int
    body: bytes
    trailing: tuple[tuple[str, str | bytes], ...]

    def value(self, name: str) -> bytes:
        return next(value for key, value in self.trailing if key == name)  # type: ignore[return-value]  # gRPC's metadata are text or bytes

    def with_value(self, name: str, value: bytes) -> Leaving:
        pairs = tuple((key, value if key == name else old) for key, old in self.trailing)
        return replace(self, trailing=pairs)

    def without(self, name: str) -> Leaving:
        return replace(self, trailing=tuple(pair for pair in self.trailing if pair[0] != name))


Alter = Callable[[Leaving], Leaving]
CODES = {code.value[0]: code for code in grpc.StatusCode}


class _Left(Exception):
    """The chain has said its last word."""


class _Context:
    """What the chain sees of its call: everything is passed on, save how it ends."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self.left = Leaving(0, b"", ())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def set_trailing_metadata(self, trailing: Any) -> None:
        self.left = replace(self.left, trailing=tuple(trailing))

    async def abort(self, code: grpc.StatusCode, _text: str = "", trailing: Any = ()) -> None:
        self.left = Leaving(code.value[0], b"", tuple(trailing))
        raise _Left


@dataclass
class Liar(grpc.GenericRpcHandler):
    """``alter`` is applied to each answer; ``left`` are the true ones, in order."""

    hub: Hub
    alter: Alter = lambda leaving: leaving
    left: list[Leaving] = field(default_factory=list)

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Any:
        async def serve(_messages: Any, context: Any) -> bytes:
            seen = _Context(context)
            try:
                body = await serve_call(self.hub.edge, handler_call_details.method, cast("Context", seen))
                seen.left = replace(seen.left, body=body)
            except _Left:
                pass
            self.left.append(seen.left)
            said = self.alter(seen.left)
            if said.code:
                await context.abort(CODES[said.code], "as altered", said.trailing)
            context.set_trailing_metadata(said.trailing)
            return said.body

        return grpc.stream_unary_rpc_method_handler(serve)


@asynccontextmanager
async def lying(hub: Hub, tls: TlsFiles | None = None) -> AsyncIterator[Liar]:
    """The hub behind a liar, on a port of its own; ``tls``: the certificate that the liar presents."""
    home = hub.files.hub
    await hub.log.append_registry(hub.registry.version, hub.registry.digest)
    hub.edge.start()
    hub.port = hub.port or free_ports(1)[0]
    listen = Listen("127.0.0.1", hub.port, tls or TlsFiles(home.tls_key, home.tls_crt, home.ca_crt))
    liar = Liar(hub)
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((liar,))
    server.add_secure_port(f"{listen.host}:{listen.port}", server_credentials(listen.tls))
    await server.start()
    try:
        yield liar
    finally:
        await server.stop(0)


def resigned(hub: Hub, leaving: Leaving, change: Callable[[SigHeader], SigHeader], **changes: object) -> Leaving:
    """The answer under another header, well signed by the hub: what a hub says that breaks a rule."""
    said = change(SigHeader.FromString(leaving.value(HEADER_KEY)))
    for name, value in changes.items():
        setattr(said, name, value)
    raw = said.SerializeToString(deterministic=True)
    return leaving.with_value(HEADER_KEY, raw).with_value(SIGNATURE_KEY, sign_header(hub.edge.key, raw))
