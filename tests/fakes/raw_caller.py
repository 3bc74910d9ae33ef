"""A caller that signs well and then does what no client of ours would: one thing wrong at a time."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import grpc
from rabta.signing.v1.header_pb2 import SigHeader

from services.client.check_answer import Proven, Received, Sent, check_answer
from services.membership.layout import FederationFiles
from services.signing.cohort import sign_header
from services.signing.es256 import PrivateKey
from services.signing.header import Party, build_request, request_digest
from tests.fakes import live
from tests.fakes.world.keys import key_of

Metadata = list[tuple[str, str | bytes]]


@dataclass
class Question:
    """A signed question, still to be spoilt."""

    method: str
    body: bytes
    header: bytes
    signature: bytes
    token: str = ""
    approver: str = ""

    def metadata(self) -> Metadata:
        pairs: Metadata = [("rabta-hdr-bin", self.header), ("rabta-sig-bin", self.signature)]
        if self.token:
            pairs.append(("authorization", f"Bearer {self.token}"))
        if self.approver:
            pairs.append(("rabta-approver-bin", self.approver.encode()))
        return pairs


@dataclass
class RawCaller:
    """One agency's TLS connection, over which anything may be sent."""

    files: FederationFiles
    agency: str
    channel: Any
    key: PrivateKey

    def ask(
        self,
        method: str,
        body: bytes = b"question",
        token: str = "",
        approver: str = "",
        key: PrivateKey | None = None,
        **changes: Any,
    ) -> Question:
        """A question with changes to fields of its header, well signed."""
        held, signer, now = live.registry(self.files), key or self.key, live.now_ms()
        party = Party(self.agency, signer.kid, held.federation_id, held.version, held.digest)
        header = build_request(
            party,
            method=method,
            audience=self.files.hub_id,
            iat_ms=now,
            exp_ms=now + 60_000,
            nonce=os.urandom(16),
            body_sha256=sha256(body).digest(),
            token_sha256=sha256(token.encode()).digest() if token else b"",
            approver_sha256=sha256(approver.encode()).digest() if approver else b"",
        )
        if changes:
            message = SigHeader.FromString(header)
            for name, value in changes.items():
                setattr(message, name, value)
            header = message.SerializeToString(deterministic=True)
        return Question(method, body, header, sign_header(signer, header), token, approver)

    async def send(
        self,
        question: Question,
        metadata: Sequence[tuple[str, str | bytes]] | None = None,
        timeout: float | None = 5.0,
        method: str = "",
    ) -> tuple[Received, str]:
        """What came back, and gRPC's own text."""
        pairs = question.metadata() if metadata is None else list(metadata)
        call = self.channel.unary_unary(method or question.method)(question.body, timeout=timeout, metadata=pairs)
        try:
            answer: bytes = await call
        except grpc.aio.AioRpcError as error:
            trailing = tuple(error.trailing_metadata() or ())
            return Received(error.code().value[0], b"", trailing), error.details() or ""
        return Received(0, answer, tuple(await call.trailing_metadata() or ())), ""

    async def proven(self, question: Question, **options: Any) -> Proven:
        """The answer, held against the question as a client does. Raises Unproven."""
        received, _ = await self.send(question, **options)
        header = SigHeader.FromString(question.header)
        sent = Sent(question.method, self.agency, header.nonce, request_digest(question.header, question.signature))
        return check_answer(sent, received, [live.registry(self.files)], live.now_ms())


@asynccontextmanager
async def calling(
    files: FederationFiles, port: int, agency: str = live.FIA, certificate: str = ""
) -> AsyncIterator[RawCaller]:
    """``certificate``: agency whose TLS key and certificate are used instead of one's own."""
    tls = files.node(certificate or agency)
    credentials = grpc.ssl_channel_credentials(
        files.hub.ca_crt.read_bytes(), tls.tls_key.read_bytes(), tls.tls_crt.read_bytes()
    )
    options = [("grpc.enable_retries", 0), ("grpc.use_local_subchannel_pool", 1)]
    async with grpc.aio.secure_channel(f"127.0.0.1:{port}", credentials, options=options) as channel:
        yield RawCaller(files, agency, channel, key_of(files, agency, "message"))
