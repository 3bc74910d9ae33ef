"""Where a receiver stands in a feed, and whether its cursor does: epochs begin here, and cursors are refused here."""

from __future__ import annotations

from typing import Final

from services.exchange.errors import CursorFork
from services.exchange.feed.app.context import Context, System
from services.exchange.feed.app.counting import count_changes
from services.exchange.feed.counts import Counted
from services.exchange.feed.cursors import START, check_epoch, check_head, place_of
from services.exchange.feed.ports import ORDERS, RECORDS, Standing
from services.exchange.feed.rights import ORDERS_BASIS, Rights
from services.values.exchange import Cursor

HEARD_MS: Final = 10_000
"""That a receiver asked is written down no more often."""


async def standing_of(context: Context, system: System, feed: str, rights: Rights) -> Standing:
    """Of the epoch that there is now, begun where what it rests on has changed."""
    ledger, receiver = context.ledger, system.agency
    basis = ORDERS_BASIS if feed == ORDERS else rights.basis(await ledger.generation())
    found = await ledger.standing(receiver, feed)
    if found is None or found.basis != basis:
        return await ledger.begin(receiver, feed, basis, system.now_ms)
    if system.now_ms - found.heard_ms > HEARD_MS:
        await ledger.heard(receiver, feed, system.now_ms)
    return found


async def count_of(context: Context, feed: str, rights: Rights, epoch: int, seen: int = 0) -> Counted:
    """The receiver's count of a feed, with all that there is; ``seen``: as in :func:`count_changes`."""
    if feed == RECORDS:
        return await count_changes(context, rights, epoch, seen)
    return Counted(0, await context.orders.head(rights.receiver.id))


async def look_back(context: Context) -> None:
    """End the epochs of the records where the store no longer holds what was given: an older copy took its place."""
    mark = await context.ledger.mark()
    if mark is None:
        return
    head = await context.records.head()
    if head < mark.head or await context.records.mark(mark.seq) != mark.mark:
        await context.ledger.rewind(mark)


async def check_cursor(context: Context, system: System, cursor: Cursor, standing: Standing, head: int) -> None:
    """Raise CursorWrongEpoch, CursorFuture, CursorFork. ``head``: the last number of the receiver's count.

    The start holds in every epoch: whoever begins anew is given everything again.
    """
    check_epoch(cursor, standing)
    check_head(cursor, head)
    place = place_of(cursor)
    if place in (START, standing.acked):
        return
    if not await context.ledger.was_issued(system.agency, cursor.feed, place):
        raise CursorFork
