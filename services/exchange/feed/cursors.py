"""Whether a cursor holds, by what the sender knows of its receiver; each way not to is a condition of its own. Pure."""

from __future__ import annotations

from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.exchange.errors import CursorFuture, CursorWrongEpoch
from services.exchange.feed.ports import ORDERS, RECORDS, Place, Standing
from services.values.exchange import Cursor

FEEDS: Final = (ORDERS, RECORDS)
START: Final = Place(0, bytes(32))
MAX_ITEMS: Final = 500
USUAL_ITEMS: Final = 200
MAX_WAIT_MS: Final = 240_000
_LARGEST: Final = (1 << 63) - 1


def checked(cursor: Cursor | None, field: str) -> Cursor:
    """The cursor, well formed; an absent chain at the start is 32 zero bytes. Raises InvalidArgument."""
    if cursor is None:
        raise InvalidArgument(Violation(field, "required", "is missing"))
    if cursor.feed not in FEEDS:
        raise InvalidArgument(Violation(f"{field}.feed", "feed", "is no feed of this node"))
    if cursor.sequence > _LARGEST or cursor.epoch > _LARGEST:
        raise InvalidArgument(Violation(f"{field}.sequence", "range", "is too large"))
    chain = cursor.chain_sha256
    if len(chain) != len(START.chain):
        raise InvalidArgument(Violation(f"{field}.chain_sha256", "size", "is not 32 bytes"))
    if not cursor.sequence and chain != START.chain:
        raise InvalidArgument(Violation(f"{field}.chain_sha256", "start", "is not 32 zero bytes at the start"))
    if cursor.sequence and not cursor.epoch:
        raise InvalidArgument(Violation(f"{field}.epoch", "required", "is missing past the start"))
    return cursor


def place_of(cursor: Cursor) -> Place:
    """Where the cursor stands."""
    return Place(cursor.sequence, cursor.chain_sha256)


def check_epoch(cursor: Cursor, standing: Standing) -> None:
    """Raise CursorWrongEpoch, naming the epoch that there is; a cursor of epoch 0 stands at the start of any."""
    if cursor.epoch not in (0, standing.epoch):
        raise CursorWrongEpoch(Violation("cursor.epoch", "epoch", f"has ended; now it is {standing.epoch}"))


def check_head(cursor: Cursor, head: int) -> None:
    """Raise CursorFuture where the feed has not come so far."""
    if cursor.sequence > head:
        raise CursorFuture(Violation("cursor.sequence", "sequence", "is ahead of the feed"))


def items_of(max_items: int) -> int:
    """Items of a page at most. Raises InvalidArgument."""
    if max_items > MAX_ITEMS:
        raise InvalidArgument(Violation("max_items", "max-items", f"is more than {MAX_ITEMS}"))
    return max_items or USUAL_ITEMS


def wait_of(wait_ms: int) -> int:
    """How long to wait, milliseconds. Raises InvalidArgument."""
    if wait_ms > MAX_WAIT_MS:
        raise InvalidArgument(Violation("wait_ms", "wait", f"is more than {MAX_WAIT_MS}"))
    return wait_ms
