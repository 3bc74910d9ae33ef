"""AckPages: what the receiver has committed. No page is forgotten before."""

from __future__ import annotations

from services.exchange.errors import AckAhead, CursorFork
from services.exchange.feed import cursors
from services.exchange.feed.app.context import Context, System, admit
from services.exchange.feed.app.standing import standing_of
from services.values.exchange import AckPagesRequest, AckPagesResponse


async def ack_pages(context: Context, system: System, request: AckPagesRequest) -> bytes:
    """A serialised AckPagesResponse; the same once more changes nothing.

    Raises InvalidArgument, PolicyDenied, PeerPaused, NoAgreement, CursorWrongEpoch, AckAhead, CursorFork,
    StorageUnavailable, ExchangeUnavailable.
    """
    cursor = cursors.checked(request.taken, "taken")
    rights = await admit(context, system, cursor.feed)
    standing = await standing_of(context, system, cursor.feed, rights)
    cursors.check_epoch(cursor, standing)
    place = cursors.place_of(cursor)
    if place not in (cursors.START, standing.acked):
        if cursor.sequence > await context.ledger.furthest(system.agency, cursor.feed):
            raise AckAhead
        if not await context.ledger.acknowledge(system.agency, cursor.feed, place):
            raise CursorFork
    trail = system.trail
    trail.feed, trail.feed_page, trail.feed_chain_sha256 = cursor.feed, place.sequence, place.chain
    return context.encode(AckPagesResponse())
