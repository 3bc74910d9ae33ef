"""Refusals of the issuer: the error codes of RFC 6749 section 5.2 and RFC 9396 section 5, and one fixed sentence each.

Nothing of the request is ever repeated.
"""

from __future__ import annotations

from collections.abc import Mapping

from services.errors import RabtaError

REASONS: Mapping[str, str] = {
    "form": "not a form with each documented parameter exactly once",
    "grant": "grant_type is not one of the two that are documented, or the assertion is of the other",
    "certificate": "the TLS certificate is not one of this agency's systems, in force",
    "system": "client_id is not the system of the TLS certificate",
    "assertion": "the assertion is malformed or not signed by an officer of the roster",
    "audience": "the assertion is meant for another issuer",
    "server": "the agency named in audience answers no calls",
    "window": "the assertion is expired, not yet valid or longer than a minute",
    "purpose": "the assertion was made for another request",
    "used": "the assertion was used before",
    "passkey": "the passkey's answer is not for this console, this system and this minute, or without its user",
    "cloned": "the passkey's counter did not rise: it may be a copy",
    "person": "the second person is the officer who asks, or stands below them in the line",
    "officer": "the officer is suspended, untrained, has not signed the undertaking or holds no role here",
    "details": "authorization_details is not one rabta_query object in its documented form",
    "fit": "purpose, role, legal basis, query class and case reference do not fit together",
    "case": "the case is not assigned to the officer",
    "rate": "too many requests",
    "roster": "no roster is in force",
    "key": "the registry does not admit this issuer's key",
    "journal": "the journal cannot be written",
}
"""Every reason, with the sentence that the caller may read."""


class Declined(RabtaError):
    """No token. ``why`` is a key of REASONS; ``error`` the code of the answer, ``status`` that of HTTP.

    ``counted``: the journal holds it under its officer.
    """

    error = "invalid_request"
    status = 400

    def __init__(self, why: str, retry_after_s: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.retry_after_s = retry_after_s
        self.counted = False


class InvalidRequest(Declined):
    """A parameter is missing, repeated, unknown or malformed."""


class InvalidClient(Declined):
    """The system is not who it must be (RFC 8705 section 2)."""

    error = "invalid_client"
    status = 401


class InvalidGrant(Declined):
    """The assertion does not prove an officer who may act (RFC 7523 section 3.1)."""

    error = "invalid_grant"


class UnsupportedGrantType(Declined):
    """Another grant than a JWT or a passkey's answer."""

    error = "unsupported_grant_type"


class InvalidDetails(Declined):
    """The purpose asked for is not one this officer may have (RFC 9396 section 5)."""

    error = "invalid_authorization_details"


class SlowDown(Declined):
    """Too many requests; come back after ``retry_after_s``, whole minutes."""

    error = "temporarily_unavailable"
    status = 429


class Unavailable(Declined):
    """Nothing can be issued now: roster, key or journal."""

    error = "temporarily_unavailable"
    status = 503
