"""Refusals of this room."""

from __future__ import annotations

from services.access.errors import Refused


class BreakGlassLimit(Refused):
    """The officer has a session open, or the agency three that nobody reviewed."""

    reason = "BREAK_GLASS_LIMIT"


class RequestIdReused(Refused):
    """The same request id with another justification."""

    reason = "REQUEST_ID_REUSED"


class LogUnavailable(Refused):
    """The log's writer cannot be reached."""

    reason = "AUDIT_UNAVAILABLE"
