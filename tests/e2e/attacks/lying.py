"""A hub, or something between, that lies: it forwards to the real one and changes what comes back.

It holds whatever keys a test gives it: the hub's TLS key, and where the hub itself is to be
the liar, its message key too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import grpc
from rabta.signing.v1.header_pb2 import SigHeader

from services.client.profile import Profile, load_profile
from services.node.local import free_ports, write_agency_profile
from services.signing.cohort import sign_header
from services.signing.es256 import PrivateKey
from tests.e2e.caller import OPTIONS
from tests.e2e.federation import Pair
from tests.e2e.people import FIA
from tests.e2e.world import World
from tests.shared import PATIENCE_S

PASSED_ON = ("rabta-hdr-bin", "rabta-sig-bin", "authorization", "rabta-approver-bin")
HEADER, SIGNATURE, DETAILS = "rabta-hdr-bin", "rabta-sig-bin", "grpc-status-details-bin"


@dataclass(frozen=True)
class Answer:
    """One answer on its way to the client."""

    method: str
    code: int
    text: str
    body: bytes
    trailing: dict[str, bytes] = field(default_factory=dict)
    more: tuple[tuple[str, str | bytes], ...] = ()

    @property
    def header(self) -> SigHeader:
        return SigHeader.FromString(self.trailing[HEADER])

    def told(self, **trailing: bytes | None) -> Answer:
        """With other trailers; None drops one. Names with underscores."""
        named = {name.replace("_", "-"): value for name, value in trailing.items()}
        kept = {name: value for name, value in {**self.trailing, **named}.items() if value is not None}
        return replace(self, trailing=kept)

    def signed(self, key: PrivateKey, **changes: Any) -> Answer:
        """With other words in its header, under a key."""
        header = self.header
        for name, value in changes.items():
            setattr(header, name, value)
        raw = header.SerializeToString(deterministic=True)
        return self.told(rabta_hdr_bin=raw, rabta_sig_bin=sign_header(key, raw))

    def saying(self, key: PrivateKey, body: bytes) -> Answer:
        """With another body, for which the hub itself signs."""
        return replace(self, body=body).signed(key, body_sha256=sha256(body).digest())


Lie = Callable[[Answer], Answer]


def honest(answer: Answer) -> Answer:
    return answer


@dataclass
class Liar(grpc.GenericRpcHandler):
    """Listens under a TLS pair; ``lie`` is what it does to every answer. ``seen``: the true ones."""

    world: World
    port: int
    lie: Lie = honest
    seen: list[Answer] = field(default_factory=list)
    methods: tuple[str, ...] = ()
    _upstream: Any = None

    def service(self, details: Any) -> Any:
        method: str = details.method

        async def handle(body: bytes, context: Any) -> bytes:
            return await self._handle(method, body, context)

        return grpc.unary_unary_rpc_method_handler(handle)

    async def _handle(self, method: str, body: bytes, context: Any) -> bytes:
        true = await self._ask(method, body, context.invocation_metadata())
        self.seen.append(true)
        told = self.lie(true) if not self.methods or method in self.methods else true
        trailing = (*told.trailing.items(), *told.more)
        if told.code:
            code = next(each for each in grpc.StatusCode if each.value[0] == told.code)
            await context.abort(code, told.text, trailing)
        context.set_trailing_metadata(trailing)
        return told.body

    async def _ask(self, method: str, body: bytes, metadata: Any) -> Answer:
        pairs = [(key, value) for key, value in metadata if key in PASSED_ON]
        call = self._upstream.unary_unary(method)(body, timeout=PATIENCE_S, metadata=pairs)
        try:
            answer: bytes = await call
            code, text = 0, ""
        except grpc.aio.AioRpcError as error:
            answer, code, text = b"", error.code().value[0], error.details() or ""
        found = {key: value for key, value in await call.trailing_metadata() if key in (HEADER, SIGNATURE, DETAILS)}
        return Answer(method, code, text, answer, found)

    def profile(self, state: Path, **changes: Any) -> Profile:
        """FIA's profile, pointed here."""
        made = load_profile(write_agency_profile(self.world.local, FIA))
        return replace(made, endpoint=f"127.0.0.1:{self.port}", state=state / "state", **changes)


@asynccontextmanager
async def lying(world: World, pair: Pair | None = None) -> AsyncIterator[Liar]:
    """A liar under the hub's own certificate, or another."""
    mine, theirs = pair or Pair.of(world.files.hub), Pair.of(world.node(FIA))
    ca = world.files.hub.ca_crt.read_bytes()
    liar = Liar(world, free_ports(1)[0])
    server = grpc.aio.server(options=OPTIONS)
    server.add_generic_rpc_handlers((liar,))
    credentials = grpc.ssl_server_credentials([(mine.key, mine.certificate)], ca, require_client_auth=True)
    server.add_secure_port(f"127.0.0.1:{liar.port}", credentials)
    upstream = grpc.ssl_channel_credentials(ca, *theirs)
    async with grpc.aio.secure_channel(
        f"127.0.0.1:{world.own_port or world.local.port}", upstream, options=OPTIONS
    ) as channel:
        liar._upstream = channel
        await server.start()
        try:
            yield liar
        finally:
            await server.stop(0)
            await asyncio.sleep(0)
