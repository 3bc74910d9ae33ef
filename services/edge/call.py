"""One call on its way through the chain, and what a service's handler is handed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from services.access.trail import Inquiry, Trail
from services.signing.header import EMPTY_SHA256

if TYPE_CHECKING:
    import grpc.aio
    from rabta.access.v1.rule_pb2 import Rule
    from rabta.signing.v1.header_pb2 import SigHeader

    from services.access.caller import Caller
    from services.access.engine import PolicyEngine
    from services.membership.registry import Registry
    from services.membership.rows import KeyRow, LogRow, TlsRow

    Context = grpc.aio.ServicerContext[bytes, bytes]

SYSTEM: Final = "system"
"""Kind of a system's calls, beside those of the exchange (:mod:`audit.limits`)."""
CALLER_MISSING = "a handler that needs an officer was routed without a token"


class Hashed(NamedTuple):
    """An answer's body with its SHA-256, where a handler knows it already."""

    body: bytes
    sha256: bytes


@dataclass(slots=True)
class Snapshot:
    """What one call is judged by, taken once at its start. ``home``: agency whose own node answers, "" for the hub."""

    registry: Registry
    engine: PolicyEngine
    home: str = ""

    @property
    def server(self) -> str:
        """Agency that answers the call, under its own key."""
        return self.home or self.registry.hub

    @property
    def log(self) -> LogRow:
        """The log in which the call is entered."""
        return self.registry.open_log(self.server)


@dataclass(slots=True)
class Call:
    """Everything known about one call; each step of the chain fills in its part.

    ``request_sha256`` is SHA-256(PAE(header) || signature value), the id that chains the
    answer to the request. ``deadline_ms``: when the caller stops waiting, by the clock here.
    ``context``: gRPC's own; ``slot``: it holds one of its agency's.
    ``done``: it has been through the chain, or its caller is gone; ``alone``: it left its cohort, and says so itself.
    ``untimed``: the clock here is off, so that its refusal has the time of the request.
    ``let_go``: gives back the slot of the call that it is handed, for a handler that waits long. Nothing here leads
    back to the call, so that it is free when it has ended. ``draining``: the process was told to stop.
    ``newest``: what a call that began now would be judged by, for a handler that waits long.
    ``budget``: kind of calls that it counts for where no officer stands behind it. ``cause``: why the log took no
    entry.
    ``late_ms``: how long after its header's end the call may still be answered: so much longer its nonce is kept.
    ``status`` is a gRPC code, ``details`` the exact bytes of ``grpc-status-details-bin``.
    """

    method: str
    snapshot: Snapshot
    now_ms: int
    peer: str = ""
    deadline_ms: int = 0
    raw_header: bytes = b""
    signature: bytes = b""
    token: str = ""
    approver: str = ""
    header: SigHeader = field(init=False)
    key: KeyRow = field(init=False)
    tls: TlsRow = field(init=False)
    thumbprint: bytes = b""
    rule: Rule = field(init=False)
    handler: Handler = field(init=False)
    request_sha256: bytes = b""
    body: bytes = b""
    body_sha256: bytes = b""
    caller: Caller | None = None
    approver_nonce: bytes = b""
    approver_expires_ms: int = 0
    trail: Trail = field(default_factory=Trail)
    answer: bytes = b""
    answer_sha256: bytes = EMPTY_SHA256
    status: int = 0
    reason: str = ""
    details: bytes = b""
    intent_index: int = -1
    index: int = 0
    commitment: bytes = b""
    no_leaf: bool = False
    witness_stale: bool = False
    untimed: bool = False
    answer_header: bytes = b""
    answer_signature: bytes = b""
    done: asyncio.Future[None] = field(init=False)
    alone: bool = False
    context: Any = None
    slot: bool = False
    let_go: Callable[[Call], None] = lambda _: None
    draining: Callable[[], bool] = lambda: False
    newest: Callable[[], Snapshot] = field(init=False)
    late_ms: int = 0
    budget: str = SYSTEM
    cause: str = ""

    @property
    def agency(self) -> str:
        """Id of the agency that signed; known once the header is verified."""
        return self.key.agency

    def give(self, answer: bytes | Hashed) -> None:
        """The body that leaves, and its digest, which entry and header both state."""
        if isinstance(answer, Hashed):
            self.answer, self.answer_sha256 = answer
        else:
            self.answer, self.answer_sha256 = answer, sha256(answer).digest()

    def outlive(self, late_ms: int) -> None:
        """Say that the call may be answered so long after its header's end."""
        self.late_ms = late_ms

    def inquiry(self) -> Inquiry:
        """The call as a use case sees it."""
        if self.caller is None:
            raise AssertionError(CALLER_MISSING)
        return Inquiry(self.caller, self.now_ms, self.snapshot.engine, self.trail, self.snapshot.registry.jurisdiction)


Handler = Callable[[Call, bytes], Awaitable[bytes | Hashed]]
"""Raw request body in, raw answer body out; raises :class:`services.access.errors.Refused`."""
