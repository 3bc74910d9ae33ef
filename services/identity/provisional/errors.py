"""Refusals of provisional registration."""

from __future__ import annotations

from services.access.errors import Refused


class Unfit(Refused):
    """The guardian cannot be designated; why is said to nobody."""

    reason = "UNFIT"


class OutOfOrder(Refused):
    """The act cannot follow on the state in which the identity is."""

    reason = "OUT_OF_ORDER"


class NotHolder(Refused):
    """The identity is held by another body."""

    reason = "NOT_OWNER"


class RequestIdReused(Refused):
    """The same transaction with another request."""

    reason = "REQUEST_ID_REUSED"


class StoreUnavailable(Refused):
    """The store cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"
