"""One call as a server hands it to the chain: its metadata and body, and what leaves in answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn, cast

import grpc

from services.edge.chain import Edge, serve_call

if TYPE_CHECKING:
    from services.edge.call import Context

DEADLINE_S: Final = 20.0
Pairs = tuple[tuple[str, str | bytes], ...]


class Aborted(Exception):
    """The chain ended the call with a status."""


@dataclass
class Answer:
    """What leaves. ``code``: of gRPC; ``details``: its text."""

    code: int = 0
    details: str = ""
    body: bytes = b""
    trailing: Pairs = ()

    @property
    def size(self) -> int:
        """Bytes of body, text and trailing metadata, before HTTP/2 packs them."""
        return len(self.body) + len(self.details) + sum(len(name) + len(value) for name, value in self.trailing)


@dataclass
class Sent:
    """See :class:`grpc.aio.ServicerContext`, of which it has what the chain uses."""

    edge: Edge
    method: str
    body: bytes
    header: bytes
    signature: bytes
    certificate: bytes
    token: str
    answer: Answer = field(default_factory=Answer)

    def invocation_metadata(self) -> Pairs:
        pairs: Pairs = (("rabta-hdr-bin", self.header), ("rabta-sig-bin", self.signature))
        return (*pairs, ("authorization", f"Bearer {self.token}")) if self.token else pairs

    def auth_context(self) -> Mapping[str, Iterable[bytes]]:
        return {"x509_pem_cert": [self.certificate]}

    def peer(self) -> str:
        return "ipv4:127.0.0.1:40000"

    def time_remaining(self) -> float:
        return DEADLINE_S

    async def read(self) -> bytes:
        return self.body

    def set_trailing_metadata(self, trailing: Pairs) -> None:
        self.answer.trailing = trailing

    async def abort(self, code: grpc.StatusCode, details: str = "", trailing: Pairs = ()) -> NoReturn:
        self.answer = Answer(code.value[0], details, b"", trailing)
        raise Aborted

    async def served(self) -> Answer:
        """The call through the whole chain."""
        try:
            self.answer.body = await serve_call(self.edge, self.method, cast("Context", self))
        except Aborted:
            pass
        return self.answer
