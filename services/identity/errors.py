"""Refusals of this context."""

from __future__ import annotations

from services.access.errors import Refused
from services.errors import RabtaError


class TransactionReused(Refused):
    """The same transaction id with another question."""

    reason = "REQUEST_ID_REUSED"


class CursorInvalid(Refused):
    """The cursor is of another feed or epoch, or ahead of the feed."""

    reason = "PAGE_TOKEN_INVALID"


class TooManyUnknown(Refused):
    """Too many of an agency's numbers of a day were of nobody."""

    reason = "RATE_LIMITED"


class RegisterUnavailable(Refused):
    """The register cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"


class EntryInvalid(RabtaError, ValueError):
    """What the register's office would enter does not hold; the text says what, without names or numbers."""
