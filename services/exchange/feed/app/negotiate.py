"""Negotiate: what both can read, and where the feeds stand for the receiver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.exchange.errors import ProtocolUnsupported
from services.exchange.feed.app.context import Context, System, admit
from services.exchange.feed.app.standing import count_of, look_back, standing_of
from services.exchange.feed.cursors import FEEDS, MAX_ITEMS
from services.exchange.feed.pages import MAX_BYTES
from services.values.exchange import FeedState, NegotiateRequest, NegotiateResponse

PROTOCOLS: Final = (1,)
RECORD_FORMATS: Final = (1,)
"""The first form of RecordVersion, which states no number of its own."""
MAX_NAMED: Final = 8
MAX_SOFTWARE: Final = 64


async def negotiate(context: Context, system: System, request: NegotiateRequest) -> bytes:
    """A serialised NegotiateResponse.

    Raises InvalidArgument, PolicyDenied, PeerPaused, NoAgreement, ProtocolUnsupported, StorageUnavailable,
    ExchangeUnavailable.
    """
    _check(request)
    rights = await admit(context, system)
    protocols, formats = _both(PROTOCOLS, request.protocols), _both(RECORD_FORMATS, request.record_formats)
    if not protocols or not formats:
        raise ProtocolUnsupported
    await look_back(context)
    feeds = []
    for feed in FEEDS:
        standing = await standing_of(context, system, feed, rights)
        counted = await count_of(context, feed, rights, standing.epoch)
        feeds.append(FeedState(feed, standing.epoch, counted.last))
    most, size = min(request.max_items or MAX_ITEMS, MAX_ITEMS), min(request.max_bytes or MAX_BYTES, MAX_BYTES)
    answer = NegotiateResponse(protocols[-1], formats, most, size, context.software, tuple(feeds))
    return context.encode(answer)


def _check(request: NegotiateRequest) -> None:
    for field, named in (("protocols", request.protocols), ("record_formats", request.record_formats)):
        if not 0 < len(named) <= MAX_NAMED:
            raise InvalidArgument(Violation(field, "count", f"are not 1 to {MAX_NAMED}"))
    if len(request.software) > MAX_SOFTWARE:
        raise InvalidArgument(Violation("software", "size", f"is longer than {MAX_SOFTWARE} characters"))


def _both(mine: Sequence[int], theirs: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(set(mine) & set(theirs)))
