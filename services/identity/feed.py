"""Cursors of a feed that each agency follows by a count of its own (feed, epoch, sequence). Pure.

Nothing here knows what a change is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeVar

from services.access.errors import InvalidArgument, Violation
from services.identity.errors import CursorInvalid
from services.values.identity import Cursor

MAX_PAGE: Final = 500
USUAL_PAGE: Final = 100
T = TypeVar("T")


class Standing(NamedTuple):
    """One agency's feed now: its name, the epoch, and the newest sequence."""

    feed: str
    epoch: int
    head: int


class Page(NamedTuple):
    """Where the next page begins, and whether there is something there already."""

    next: Cursor
    more: bool


def start_of(cursor: Cursor | None, standing: Standing) -> int:
    """The sequence past which the page begins; without a cursor at the feed's start.

    Raises CursorInvalid, naming which part of the cursor does not hold.
    """
    if cursor is None:
        return 0
    if cursor.feed != standing.feed:
        raise CursorInvalid(Violation("cursor.feed", "feed", "is of another feed"))
    if cursor.epoch != standing.epoch:
        raise CursorInvalid(Violation("cursor.epoch", "epoch", "has ended: begin anew, and compare what is held"))
    if cursor.sequence > standing.head:
        raise CursorInvalid(Violation("cursor.sequence", "sequence", "is ahead of the feed"))
    return cursor.sequence


def size_of(page_size: int) -> int:
    """Changes at most in a page. Raises InvalidArgument."""
    if page_size > MAX_PAGE:
        raise InvalidArgument(Violation("page_size", "page-size", f"is more than {MAX_PAGE}"))
    return page_size or USUAL_PAGE


def page_of(sequences: Sequence[int], start: int, standing: Standing) -> Page:
    """What follows a page of these sequences that began past ``start``."""
    last = sequences[-1] if sequences else start
    return Page(Cursor(standing.feed, standing.epoch, last), last < standing.head)
