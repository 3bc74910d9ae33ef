"""Raw senders: any metadata, any body, any certificate, over real TLS; and what came back, judged or not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
from rabta.signing.v1.header_pb2 import SigHeader

from services.client.check_answer import Received
from services.signing.header import request_digest
from tests.shared import PATIENCE_S

Metadata = Sequence[tuple[str, str | bytes]]
OPTIONS = (
    ("grpc.enable_retries", 0),
    ("grpc.use_local_subchannel_pool", 1),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 300),
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
)


@dataclass(frozen=True)
class Question:
    """A signed request as it will travel."""

    method: str
    body: bytes
    header: bytes
    signature: bytes
    token: str = ""
    approver: str = ""

    @property
    def digest(self) -> bytes:
        """What the answer and the log name it by."""
        return request_digest(self.header, self.signature)

    @property
    def said(self) -> SigHeader:
        return SigHeader.FromString(self.header)

    def metadata(self) -> list[tuple[str, str | bytes]]:
        pairs: list[tuple[str, str | bytes]] = [("rabta-hdr-bin", self.header), ("rabta-sig-bin", self.signature)]
        if self.token:
            pairs.append(("authorization", f"Bearer {self.token}"))
        if self.approver:
            pairs.append(("rabta-approver-bin", self.approver.encode()))
        return pairs


@dataclass(frozen=True)
class Back:
    """What came back, with gRPC's own text; ``code`` is the status number."""

    code: int
    text: str
    body: bytes
    trailing: tuple[tuple[str, str | bytes], ...]

    @property
    def received(self) -> Received:
        return Received(self.code, self.body, self.trailing)

    @property
    def signed(self) -> bool:
        return any(key == "rabta-sig-bin" for key, _ in self.trailing)

    def everything(self) -> bytes:
        """All bytes of it, for a look at what leaked."""
        parts = [value if isinstance(value, bytes) else value.encode() for _, value in self.trailing]
        return b"\0".join([self.body, self.text.encode(), *parts])


@dataclass
class Line:
    """One TLS connection with one certificate, or none."""

    port: int
    ca: bytes
    key: bytes | None = None
    certificate: bytes | None = None
    channel: Any = field(init=False)

    def __post_init__(self) -> None:
        credentials = grpc.ssl_channel_credentials(self.ca, self.key, self.certificate)
        self.channel = grpc.secure_channel(f"127.0.0.1:{self.port}", credentials, options=OPTIONS)

    def send(
        self,
        question: Question,
        metadata: Metadata | None = None,
        *,
        method: str = "",
        body: bytes | None = None,
        timeout: float | None = PATIENCE_S,
        **more: Any,
    ) -> Back:
        """Send and wait for whatever comes."""
        return self.later(question, metadata, method=method, body=body, timeout=timeout, **more)()

    def later(
        self,
        question: Question,
        metadata: Metadata | None = None,
        *,
        method: str = "",
        body: bytes | None = None,
        timeout: float | None = PATIENCE_S,
        **more: Any,
    ) -> Callable[[], Back]:
        """Send now, look at it later."""
        call = self.channel.unary_unary(method or question.method).future(
            question.body if body is None else body,
            timeout=timeout,
            metadata=question.metadata() if metadata is None else metadata,
            **more,
        )
        return lambda: _back(call)

    @contextmanager
    def held_open(self, questions: Iterable[Question], timeout: float = 60.0) -> Iterator[list[Any]]:
        """Streams with headers only: no body ever comes."""
        over = threading.Event()

        def nothing() -> Iterator[bytes]:
            over.wait()
            return iter(())

        def body() -> Iterator[bytes]:
            yield from nothing()

        calls = [
            self.channel.stream_unary(question.method).future(body(), timeout=timeout, metadata=question.metadata())
            for question in questions
        ]
        try:
            yield calls
        finally:
            for call in calls:
                call.cancel()
            over.set()

    def close(self) -> None:
        self.channel.close()


def _back(call: Any) -> Back:
    try:
        body: bytes = call.result()
        code, text = 0, ""
    except grpc.RpcError:
        body, code, text = b"", call.code().value[0], call.details() or ""
    except grpc.FutureCancelledError:
        return Back(1, "cancelled", b"", ())
    return Back(code, text, body, tuple((key, value) for key, value in call.trailing_metadata() or ()))


def back_of(call: Any) -> Back:
    """The outcome of a stream that was held open."""
    return _back(call)
