"""Pages of an answer: how long they may be, and where the next one starts."""

from __future__ import annotations

from typing import Final

from services.access.errors import InvalidArgument, Violation

DEFAULT: Final = 50
MOST: Final = 200


def page_size(asked: int) -> int:
    """Items in a page: 50 where not stated. Raises InvalidArgument outside 0 to 200."""
    if not 0 <= asked <= MOST:
        raise InvalidArgument(Violation("page_size", "page-size", f"must be 0 to {MOST}"))
    return asked or DEFAULT
