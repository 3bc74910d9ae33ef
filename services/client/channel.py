"""Sign, send, verify: one call at a time over one TLS connection to the hub.

The hub's certificate is pinned: only certificates whose thumbprint the registry lists
for the hub are trusted, so that another agency's certificate never passes as the hub's.
gRPC's own retries are off; a retry here has a fresh nonce and the same body.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import grpc
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from google.protobuf.message import DecodeError
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest, GetRegistryResponse

from services.client.check_answer import REGISTRY_KEY, Proven, Received, Sent, UnknownRegistry, check_answer
from services.client.connection_pool import ConnectionPool
from services.client.errors import HubNotPinned, NoConnection, Refusal, TimeOver, Unproven
from services.client.profile import Profile
from services.client.registries import held
from services.client.store.promises import Promises, promise_of
from services.membership.errors import RegistryError
from services.membership.registry import Registry
from services.signing.cohort import sign_header
from services.signing.header import MAX_LIFE_MS, Party, build_request, request_digest
from services.signing.keyfile import read_private
from services.signing.reference import load_signer

GET_REGISTRY = "/rabta.membership.v1.MembershipService/GetRegistry"
METADATA_BYTES = 1 << 20
"""Most that an answer's metadata may have: a refusal to give the registry brings versions of it, in base64."""
TRIES, PAUSE_S = 3, 0.2
TIMEOUT_S = 20.0
AGAIN = ("AUDIT_UNAVAILABLE", "TOO_BUSY", "STORAGE_UNAVAILABLE", "GRAPH_BEHIND", "GRAPH_UNAVAILABLE")
PINGS = (
    ("grpc.keepalive_time_ms", 8_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.http2.ping_timeout_ms", 5_000),
    ("grpc.http2.max_pings_without_data", 0),
)
"""A ping after eight quiet seconds of a call, and five to answer it: silence is noticed within 15 s."""
NO_ANSWER = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED)
"""How gRPC itself reports that nothing came back; worth another try, and no more believed than anything unsigned."""
LONG_S = 5.0
"""A call that is told after so many seconds that the hub was too busy had its turn, and no more time: the same again
would take as long."""


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Exchange:
    """One proven exchange with everything that evidence needs."""

    method: str
    request_header: bytes
    request_signature: bytes
    request_body: bytes
    token: str
    approver: str
    proven: Proven


def pinned_roots(profile: Profile, registry: Registry) -> bytes:
    """PEM of those hub certificates that the registry lists. Raises HubNotPinned."""
    pinned = []
    for certificate in _certificates(profile.hub_certificates.read_bytes()):
        row = registry.tls(hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest())
        if row is not None and row.agency == profile.hub and not row.revoked_ms:
            pinned.append(certificate.public_bytes(Encoding.PEM))
    if not pinned:
        raise HubNotPinned
    return b"".join(pinned)


def _certificates(pem: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem)
    except (ValueError, x509.InvalidVersion):
        raise HubNotPinned from None


class Channel:
    """Connections under one profile. Use as an async context manager.

    ``connections``: how many there are. A hub of several processes shares work out by connection. ``pings``: whether
    the other side must show that it is there while a call waits, so that one that is cut off or hangs ends the call.
    """

    def __init__(
        self, profile: Profile, clock: Callable[[], int] = _now_ms, connections: int = 1, *, pings: bool = False
    ) -> None:
        self.profile = profile
        self.clock = clock
        self.key = load_signer(profile.message_key)
        self.registries = held(profile)
        self.promises = Promises(profile.state)
        self._pool = ConnectionPool(())
        self._wanted, self._pings = connections, pings

    async def __aenter__(self) -> Channel:
        roots = pinned_roots(self.profile, self.registries.current())
        credentials = grpc.ssl_channel_credentials(
            roots, read_private(self.profile.tls_key), self.profile.tls_certificate.read_bytes()
        )
        options = [
            ("grpc.enable_retries", 0),
            ("grpc.max_receive_message_length", 8 << 20),
            ("grpc.max_metadata_size", METADATA_BYTES),
            ("grpc.absolute_max_metadata_size", METADATA_BYTES),
            ("grpc.use_local_subchannel_pool", 1),
            *(PINGS if self._pings else ()),
        ]
        self._pool = ConnectionPool(
            [grpc.aio.secure_channel(self.profile.endpoint, credentials, options=options) for _ in range(self._wanted)]
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()
        self.promises.close()

    async def call(self, method: str, body: bytes, token: str = "", approver: str = "") -> Exchange:
        """A proven OK answer. Raises Refusal (signed by the hub) or Unproven.

        Unanswered and busy calls are tried again, at most three times, each with a fresh nonce; those whose time ran
        out are not.
        """
        for attempt in range(TRIES):
            began = time.monotonic()
            try:
                exchange = await self._once(method, body, token, approver)
                exchange.proven.raise_refusal()
                return exchange
            except Refusal as refusal:
                if refusal.reason == "REGISTRY_STALE" and attempt == 0:
                    await self.fetch_registry()
                elif refusal.reason not in AGAIN or refusal.limited or attempt == TRIES - 1 or _ran_out(refusal, began):
                    raise
            except Unproven as unproven:
                if unproven.step != "transport" or isinstance(unproven, TimeOver) or attempt == TRIES - 1:
                    raise
            await asyncio.sleep(PAUSE_S * (attempt + 1))
        raise NoConnection(self.profile.endpoint)

    async def outcome(
        self, method: str, body: bytes, token: str = "", approver: str = "", waits_s: float = 0.0
    ) -> Exchange:
        """One try; a signed refusal is returned like any proven answer, as evidence needs it.

        ``waits_s``: as long as the answer may be held back by what is asked, beside the time that any answer has.
        """
        return await self._once(method, body, token, approver, waits_s)

    async def _once(self, method: str, body: bytes, token: str, approver: str, waits_s: float = 0.0) -> Exchange:
        nonce = os.urandom(16)
        header = self._header(method, body, token, approver, nonce)
        signature = sign_header(self.key, header)
        cited = self.registries.current().version if token else 0
        sent = Sent(method, self.profile.agency, nonce, request_digest(header, signature), cited, self.profile.hub)
        received = await self._send(method, body, _metadata(header, signature, token, approver), waits_s + TIMEOUT_S)
        proven = await self._judge(method, sent, received)
        if not proven.header.no_leaf:
            self.promises.add(promise_of(proven, self.origin_at(proven.header.registry_version), self.clock()))
        return Exchange(method, header, signature, body, token, approver, proven)

    def origin(self) -> str:
        """Origin of the log in which who answers enters calls now. Raises NotServing."""
        return self.registries.current().open_log(self.profile.hub).origin

    def origin_at(self, version: int) -> str:
        """The same under a registry version held here. Raises NotServing."""
        held_then = next(one for one in self.registries.chain() if one.version == version)
        return held_then.open_log(self.profile.hub).origin

    async def _judge(self, method: str, sent: Sent, received: Received) -> Proven:
        try:
            return check_answer(sent, received, self.registries.chain(), self.clock())
        except UnknownRegistry:
            if method == GET_REGISTRY:
                self._take_registries(received.body or received.one(REGISTRY_KEY))
            else:
                with suppress(Refusal):
                    await self.fetch_registry()
        try:
            return check_answer(sent, received, self.registries.chain(), self.clock())
        except UnknownRegistry:
            raise Unproven("signer") from None

    def _header(self, method: str, body: bytes, token: str, approver: str, nonce: bytes) -> bytes:
        registry, now_ms = self.registries.current(), self.clock()
        party = Party(self.profile.agency, self.key.kid, registry.federation_id, registry.version, registry.digest)
        return build_request(
            party,
            method=method,
            audience=self.profile.hub,
            iat_ms=now_ms,
            exp_ms=now_ms + MAX_LIFE_MS,
            nonce=nonce,
            body_sha256=hashlib.sha256(body).digest(),
            token_sha256=hashlib.sha256(token.encode()).digest() if token else b"",
            approver_sha256=hashlib.sha256(approver.encode()).digest() if approver else b"",
        )

    async def _send(
        self, method: str, body: bytes, metadata: Sequence[tuple[str, str | bytes]], timeout_s: float
    ) -> Received:
        with self._pool.take() as connection:
            call = connection.channel.unary_unary(method)(body, timeout=timeout_s, metadata=metadata)
            try:
                answer: bytes = await call
            except grpc.aio.AioRpcError as error:
                trailing = tuple(error.trailing_metadata() or ())
                if not trailing:
                    if error.code() == grpc.StatusCode.DEADLINE_EXCEEDED:
                        raise TimeOver(timeout_s) from None
                    if error.code() in NO_ANSWER:
                        raise NoConnection(self.profile.endpoint) from None
                    raise Unproven("unsigned") from None
                return Received(error.code().value[0], b"", trailing)
            trailing = tuple(await call.trailing_metadata() or ())
            connection.answered(trailing)
            return Received(0, answer, trailing)

    async def fetch_registry(self) -> Registry:
        """Fetch and store every later version; a hub that is behind has none. Raises Unproven or Refusal."""
        request = GetRegistryRequest(version=self.registries.current().version)
        exchange = await self._once(GET_REGISTRY, request.SerializeToString(), "", "")
        try:
            exchange.proven.raise_refusal()
        except Refusal as refusal:
            if refusal.reason != "NOT_FOUND":
                raise
        self._take_registries(exchange.proven.body)
        return self.registries.current()

    def _take_registries(self, body: bytes) -> None:
        """Each version proves itself by its governance signatures, whoever brought it. Raises Unproven."""
        try:
            for signed in GetRegistryResponse.FromString(body).registries:
                self.registries.add(signed)
        except (DecodeError, RegistryError):
            raise Unproven("registry") from None


def _ran_out(refusal: Refusal, began: float) -> bool:
    """Whether the call had its turn, and not enough time."""
    return refusal.reason == "TOO_BUSY" and time.monotonic() - began > LONG_S


def _metadata(header: bytes, signature: bytes, token: str, approver: str) -> list[tuple[str, str | bytes]]:
    pairs: list[tuple[str, str | bytes]] = [("rabta-hdr-bin", header), ("rabta-sig-bin", signature)]
    if token:
        pairs.append(("authorization", f"Bearer {token}"))
    if approver:
        pairs.append(("rabta-approver-bin", approver.encode()))
    return pairs
