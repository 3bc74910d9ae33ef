"""The id by which a change is known when its request comes again. Pure."""

from __future__ import annotations

from typing import Final

from services.access.errors import InvalidArgument, Violation

SHORTEST: Final = 8
LONGEST: Final = 64


def check_request_id(request_id: str) -> None:
    """Raise InvalidArgument for one that is not 8 to 64 printable ASCII characters."""
    if not (SHORTEST <= len(request_id) <= LONGEST and request_id.isascii() and request_id.isprintable()):
        raise InvalidArgument(Violation("request_id", "request-id", "must be 8 to 64 printable ASCII characters"))
