"""What is wrong in a subscription, field by field. Pure."""

from __future__ import annotations

from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.exchange.watches.ports import Subject
from services.values.exchange import WatchRequest

LONGEST_MS: Final = 90 * 86_400_000
SHORTEST_ID, LONGEST_ID = 8, 64


def check_request_id(request_id: str) -> None:
    """Raise InvalidArgument for one that is not 8 to 64 printable ASCII characters."""
    if not (SHORTEST_ID <= len(request_id) <= LONGEST_ID and request_id.isascii() and request_id.isprintable()):
        raise InvalidArgument(Violation("request_id", "request-id", "must be 8 to 64 printable ASCII characters"))


def check_expiry(expires_ms: int, now_ms: int) -> None:
    """Raise InvalidArgument for a time that is not within 90 days from now."""
    if not now_ms < expires_ms <= now_ms + LONGEST_MS:
        raise InvalidArgument(Violation("expires_ms", "expires", "must be within 90 days from now"))


def subject_of(request: WatchRequest) -> Subject:
    """What is to be watched, as it was typed. Raises InvalidArgument unless it is one thing."""
    subject = Subject(request.identifier, request.record, request.person, request.cited_case)
    if sum(map(bool, (subject.identifier, subject.record, subject.person, subject.cited_case))) != 1:
        text = "watches one of identifier, record, person and cited_case"
        raise InvalidArgument(Violation("", "one-subject", text))
    return subject
