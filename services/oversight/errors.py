"""Refusals of this room."""

from __future__ import annotations

from services.access.errors import Refused


class BreakGlassLimit(Refused):
    """The officer has a session that is open, or that waits for oversight's consent."""

    reason = "BREAK_GLASS_LIMIT"


class RequestIdReused(Refused):
    """The same request id with another justification."""

    reason = "REQUEST_ID_REUSED"


class LogUnavailable(Refused):
    """The log's writer cannot be reached."""

    reason = "AUDIT_UNAVAILABLE"


class NotOwner(Refused):
    """The statement is of another agency's issuer than the caller's."""

    reason = "NOT_OWNER"


class StatementInvalid(Refused):
    """Form, key, signature or time of an issuer's statement do not hold."""

    reason = "STATEMENT_INVALID"


class StatementOutOfOrder(Refused):
    """A statement before it is missing."""

    reason = "STATEMENT_OUT_OF_ORDER"


class StatementAltered(Refused):
    """It tells otherwise what was told before."""

    reason = "STATEMENT_ALTERED"


class StoreUnavailable(Refused):
    """The store cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"
