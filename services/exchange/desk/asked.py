"""One call to a desk: who makes it and why, and the change that it asks for."""

from __future__ import annotations

from typing import Final, NamedTuple

from services.access.errors import InvalidArgument, Violation
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.vocabulary.access import AgencyKind, Purpose

SHORTEST_ID: Final = 8
LONGEST_ID: Final = 64


class Asked(NamedTuple):
    """Who and why, the registry that the call is judged by, and SHA-256 of its body."""

    inquiry: Inquiry
    registry: Registry
    sha256: bytes


class Act(NamedTuple):
    """Who asks for a change by which request id. ``sha256``: of the request as it came, 32 bytes."""

    agency: str
    officer: str
    request_id: str
    sha256: bytes


def act_of(asked: Asked, request_id: str) -> Act:
    """Whose change it is, noted in the trail. Raises InvalidArgument."""
    check_request_id(request_id)
    asked.inquiry.trail.request_id = request_id
    caller = asked.inquiry.caller
    return Act(caller.agency, caller.officer, request_id, asked.sha256)


def check_request_id(request_id: str) -> None:
    """Raise InvalidArgument for one that is not 8 to 64 printable ASCII characters."""
    if not (SHORTEST_ID <= len(request_id) <= LONGEST_ID and request_id.isascii() and request_id.isprintable()):
        raise InvalidArgument(Violation("request_id", "request-id", "must be 8 to 64 printable ASCII characters"))


def keeps(inquiry: Inquiry) -> bool:
    """Whether it is an owner's record officer who reads."""
    return inquiry.caller.purpose == Purpose.RECORD_UPKEEP


def oversees(inquiry: Inquiry) -> bool:
    """Whether it is oversight that reads."""
    caller = inquiry.caller
    return caller.purpose == Purpose.OVERSIGHT and caller.agency_kind == AgencyKind.OVERSIGHT
