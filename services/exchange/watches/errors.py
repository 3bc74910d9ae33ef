"""Refusals of subscriptions."""

from __future__ import annotations

from services.access.errors import Refused


class CursorInvalid(Refused):
    """The cursor is of another feed or epoch, or ahead of the feed."""

    reason = "PAGE_TOKEN_INVALID"


class TooManyWatches(Refused):
    """The officer has as many watches for the case as they may."""

    reason = "RATE_LIMITED"


class RequestIdReused(Refused):
    """The same request id with another request."""

    reason = "REQUEST_ID_REUSED"


class WatchesUnavailable(Refused):
    """The store cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"
