"""What the edge itself refuses, and why.

Each class but two is a refusal with a reason of ``rabta.signing.v1.Reason``; ``services/edge/status.py`` has its row.
:class:`Unauthenticated` reaches the peer as constant text, :class:`Undeclared` nobody: the node does not start.
"""

from __future__ import annotations

from services.access.errors import Refused
from services.errors import RabtaError


class Unauthenticated(RabtaError):
    """Refused before the agency is known. The stage that raises it is counted, and never told to the peer."""


class Undeclared(RabtaError):
    """A method has no permission or effect, or a handler has no method: the node does not start."""


class MethodUnknown(Refused):
    """No such method, or one without a declared permission."""

    reason = "METHOD_UNKNOWN"


class TooBusy(Refused):
    """The agency holds its share of the call slots, or none is free; or its certificate has too many connections."""

    reason = "TOO_BUSY"


class Gone(Refused):
    """The caller has cancelled, or stopped waiting. Its entry alone says so."""

    reason = "TOO_BUSY"


class DeadlineRequired(Refused):
    """A call without a deadline would hold its slot for ever."""

    reason = "DEADLINE_REQUIRED"


class MessageTooLarge(Refused):
    """A body past the limit, but not so far past it that gRPC itself ends the call."""

    reason = "MESSAGE_TOO_LARGE"


class BodyMismatch(Refused):
    """The body is not the one that was signed, or did not come in time."""

    reason = "BODY_MISMATCH"


class RegistryStale(Refused):
    """The two sides act under different registry versions; the one behind fetches."""

    reason = "REGISTRY_STALE"


class RegistryExpired(Refused):
    """The registry here is past its expiry: only GetRegistry answers."""

    reason = "REGISTRY_EXPIRED"


class ByReason(Refused):
    """A refusal that carries its reason: what the log's writer decided, or INTERNAL."""

    def __init__(self, reason: str, retry_after_s: int = 0) -> None:
        super().__init__(retry_after_s=retry_after_s)
        self.reason = reason
