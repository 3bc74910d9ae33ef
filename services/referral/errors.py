"""Refusals of referrals and of claims for compensation."""

from __future__ import annotations

from services.access.errors import Refused


class OutOfOrder(Refused):
    """A step that does not follow from how it stands."""

    reason = "OUT_OF_ORDER"


class ConsentMissing(Refused):
    """Nobody's consent lets this be sent, or not to these."""

    reason = "CONSENT_MISSING"


class DaySpent(Refused):
    """An officer or their agency has sent as many of these on this day of Pakistan as they may."""

    reason = "DAY_SPENT"


class TooManyOpen(Refused):
    """As many of the agency's are open in the case as may be."""

    reason = "TOO_MANY_OPEN"


class RequestIdReused(Refused):
    """The same request id with another request."""

    reason = "REQUEST_ID_REUSED"


class ReferralsUnavailable(Refused):
    """The store or the list of bodies cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"
