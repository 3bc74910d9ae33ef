"""Refusals of what an owner is asked."""

from __future__ import annotations

from services.access.errors import Refused


class OutOfOrder(Refused):
    """What is said cannot follow on how the request stands."""

    reason = "OUT_OF_ORDER"


class TooManyWaiting(Refused):
    """As many requests as may wait for the owner already."""

    reason = "RATE_LIMITED"


class RequestIdReused(Refused):
    """The same request id with another request."""

    reason = "REQUEST_ID_REUSED"


class DeskUnavailable(Refused):
    """The store cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"
