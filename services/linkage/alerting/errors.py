"""Refusals of this room."""

from __future__ import annotations

from services.access.errors import Refused


class AlertsUnavailable(Refused):
    """The store of alerts cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"


class LeadUnfit(Refused):
    """It is no lead, or does not stand by what others gave about somebody with a document."""

    reason = "LEAD_UNFIT"


class TooManyOffers(Refused):
    """The agency has offered as many leads today as it may."""

    reason = "RATE_LIMITED"


class RequestIdReused(Refused):
    """The same request id with another request."""

    reason = "REQUEST_ID_REUSED"
