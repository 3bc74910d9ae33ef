"""Refusals of questions about a hit."""

from __future__ import annotations

from services.access.errors import Refused


class OutOfOrder(Refused):
    """What is said cannot follow on how the request stands."""

    reason = "OUT_OF_ORDER"


class RequestIdReused(Refused):
    """The same request id with another request."""

    reason = "REQUEST_ID_REUSED"


class DeskUnavailable(Refused):
    """The store cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"
