"""Refusals of this room."""

from __future__ import annotations

from services.access.errors import Refused


class AlertsUnavailable(Refused):
    """The store of alerts cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"


class RequestIdReused(Refused):
    """The same request id with another opinion."""

    reason = "REQUEST_ID_REUSED"
