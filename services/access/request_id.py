"""The id by which a change is known when its request comes again, and whose change it is."""

from __future__ import annotations

from typing import Final, NamedTuple

from services.access.errors import InvalidArgument, Violation
from services.access.trail import Inquiry

SHORTEST: Final = 8
LONGEST: Final = 64


def check_request_id(request_id: str) -> None:
    """Raise InvalidArgument for one that is not 8 to 64 printable ASCII characters."""
    if not (SHORTEST <= len(request_id) <= LONGEST and request_id.isascii() and request_id.isprintable()):
        raise InvalidArgument(Violation("request_id", "request-id", "must be 8 to 64 printable ASCII characters"))


class Act(NamedTuple):
    """Who asks for a change by which request id. ``sha256``: of the request as it came, 32 bytes."""

    agency: str
    officer: str
    request_id: str
    sha256: bytes


def act_of_call(inquiry: Inquiry, request_id: str, sha256: bytes) -> Act:
    """Whose change it is, noted in the trail. Raises InvalidArgument."""
    check_request_id(request_id)
    inquiry.trail.request_id = request_id
    return Act(inquiry.caller.agency, inquiry.caller.officer, request_id, sha256)
