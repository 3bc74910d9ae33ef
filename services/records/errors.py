"""Refusals of this room; ``services/edge/status.py`` maps each ``reason`` to a status."""

from __future__ import annotations

from services.access.errors import Refused


class NotOwner(Refused):
    """The page or version belongs to another agency than the caller."""

    reason = "NOT_OWNER"


class PageInvalid(Refused):
    """Header, signature, root, count or leaf of a submitted page does not hold."""

    reason = "PAGE_INVALID"


class PageOutOfOrder(Refused):
    """The page's number or previous digest does not follow the feed."""

    reason = "PAGE_OUT_OF_ORDER"


class RequestIdReused(Refused):
    """The same request id came with another body."""

    reason = "REQUEST_ID_REUSED"


class ClaimClosed(Refused):
    """The claim is answered, decided, taken back, or its time has not come."""

    reason = "CLAIM_CLOSED"


class StorageUnavailable(Refused):
    """The store cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"


class RecordsBehind(Refused):
    """The store holds less than the log says was taken; only the pages that are missing are let in."""

    reason = "RECORDS_BEHIND"


class TooManyQueries(Refused):
    """The officer has put as many new queries to the prosecution today as they may."""

    reason = "RATE_LIMITED"
