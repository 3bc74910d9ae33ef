"""PullChanges: the page after a cursor. Where there is none yet the call waits, with no slot and no transaction.

A page is written down before it leaves: so the sender knows what it gave, whatever becomes of the answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from audit.entry import FeedPage
from services.exchange.errors import CursorWrongEpoch, ExchangeUnavailable, OrdersFirst, Unacknowledged
from services.exchange.feed import cursors
from services.exchange.feed.app.context import Context, System, admit, orders_wait
from services.exchange.feed.app.copying import disclosed, given_of, removed_of
from services.exchange.feed.app.finding import find_orders, find_records
from services.exchange.feed.app.releasing import check_known, news
from services.exchange.feed.app.standing import check_cursor, count_of, look_back, standing_of
from services.exchange.feed.counts import Counted
from services.exchange.feed.pages import Between, chain_of, header_of
from services.exchange.feed.ports import RECORDS, TRIES, Issue, Issued, Place
from services.exchange.feed.rights import Rights
from services.values.exchange import Cursor, PullChangesRequest, PullChangesResponse, ReleasesInForce

MAX_UNACKED: Final = 64
"""Pages that may be under way to a receiver."""
LOOK_AGAIN_S: Final = 1.0
"""A poll that waits looks as often for orders, another registry, and whether the node is told to stop."""
GATHER_LOOK_S: Final = 0.1
"""One that gathers looks more often, for the whole page and for the end of its second."""
GATHER_MS: Final = 1_000
"""Between two pages of records to one receiver's polls, where changes come a few at a time."""
LEFT_MS: Final = 2_000
"""Of the caller's deadline, for logging and signing the answer."""
_NEVER: Final = (1 << 63) - 1


class _Entered(NamedTuple):
    """What may be given, the epoch, and the receiver's count of the feed, when a call came in or had waited."""

    rights: Rights
    epoch: int
    counted: Counted


async def pull_changes(context: Context, system: System, request: PullChangesRequest) -> bytes:
    """A serialised PullChangesResponse.

    Raises InvalidArgument, PolicyDenied, PeerPaused, NoAgreement, CursorWrongEpoch, CursorFuture, CursorFork,
    OrdersFirst, Unacknowledged, StorageUnavailable, ExchangeUnavailable.
    """
    cursor = cursors.checked(request.cursor, "cursor")
    check_known(request)
    most, wait_ms = cursors.items_of(request.max_items), cursors.wait_of(request.wait_ms)
    takes = request.releases is not None
    entered = await _enter(context, system, cursor, released=takes)
    if wait_ms and _due_ms(context, system, cursor, entered.counted.last, most) != 0:
        await _wait(context, system, cursor, request, wait_ms, most, entered)
        system = replace(system, registry=system.newest(), now_ms=context.clock())
        entered = await _enter(context, system, cursor, released=takes)
    told = await news(context, system, request, system.now_ms)
    return await _answer(context, system, entered, replace(cursor, epoch=entered.epoch), most, told)


async def _enter(context: Context, system: System, cursor: Cursor, *, released: bool) -> _Entered:
    """What may be given now, and the count; the refusals of whoever may not pull from the cursor."""
    rights = await admit(context, system, cursor.feed, released=released)
    if cursor.feed == RECORDS:
        await look_back(context)
        await _orders_first(context, system)
    standing = await standing_of(context, system, cursor.feed, rights)
    cursors.check_epoch(cursor, standing)
    counted = await count_of(context, cursor.feed, rights, standing.epoch)
    await check_cursor(context, system, cursor, standing, counted.last)
    if await context.ledger.unacked(system.agency, cursor.feed) > MAX_UNACKED:
        raise Unacknowledged(retry_after_s=60)
    return _Entered(rights, standing.epoch, counted)


async def _orders_first(context: Context, system: System) -> None:
    if await orders_wait(context, system.agency):
        raise OrdersFirst


def _due_ms(context: Context, system: System, cursor: Cursor, head: int, most: int) -> int | None:
    """In how long what comes after the cursor is to leave; None where there is nothing up to the head.

    A few changes wait for others where a page left just now. A whole page does not, nor do orders.
    """
    left = head - cursor.sequence
    if left <= 0:
        return None
    since_ms = context.waiting.since_ms(system.agency, cursor.feed, context.clock())
    if cursor.feed != RECORDS or left >= most or since_ms is None:
        return 0
    return max(GATHER_MS - since_ms, 0)


async def _wait(
    context: Context,
    system: System,
    cursor: Cursor,
    request: PullChangesRequest,
    wait_ms: int,
    most: int,
    entered: _Entered,
) -> None:
    """Until what is after the cursor is to leave, there is an order or another list of releases, or a newer poll came.

    Another registry in force, the time that is up and a node that stops end it too.
    """
    system.let_go()
    system.outlive(wait_ms)
    until_ms = min(system.now_ms + wait_ms, system.deadline_ms - LEFT_MS)
    records, counted = cursor.feed == RECORDS, entered.counted
    mine = context.waiting.join(system.agency, cursor.feed)
    try:
        while not mine.is_set() and not system.draining() and system.newest() == system.registry:
            left_s = (until_ms - context.clock()) / 1000
            waits = records and await orders_wait(context, system.agency)
            counted = await count_of(context, cursor.feed, entered.rights, entered.epoch, counted.upto)
            due_ms = _due_ms(context, system, cursor, counted.last, most)
            if left_s <= 0 or waits or due_ms == 0:
                return
            if await news(context, system, request, context.clock()) is not None:
                return
            look_s = min(left_s, LOOK_AGAIN_S if due_ms is None else GATHER_LOOK_S)
            await context.waiting.past(counted.upto if records and due_ms is None else _NEVER, look_s)
    finally:
        context.waiting.leave(system.agency, cursor.feed, mine)


async def _answer(
    context: Context, system: System, entered: _Entered, cursor: Cursor, most: int, told: ReleasesInForce | None
) -> bytes:
    """The page, written down unless it says that there is nothing new; read anew where orders have overtaken it.

    Raises ExchangeUnavailable where that happens again and again.
    """
    for _ in range(TRIES):
        answer = await _tried(context, system, entered, cursor, most)
        if answer is not None:
            return context.encode(replace(answer, releases=told))
    raise ExchangeUnavailable


async def _tried(
    context: Context, system: System, entered: _Entered, cursor: Cursor, most: int
) -> PullChangesResponse | None:
    """None where it is overtaken."""
    if cursor.feed == RECORDS:
        found = await find_records(context, entered.rights, cursor.sequence, most, entered.counted.last)
    else:
        found = await find_orders(context, system.agency, cursor.sequence, most)
    between = Between(system.registry.federation_id, system.server, system.agency, cursor.feed, cursor.epoch)
    said = header_of(between, cursors.place_of(cursor), found.page, found.head, context.clock())
    header = context.encode(said)
    if found.page.upto > cursor.sequence:
        place = Place(found.page.upto, chain_of(header))
        given = given_of(found.page.carried)
        removed = removed_of(found.page.carried)
        issue = Issue(cursor.epoch, cursor.sequence, place, found.seen, given, removed, found.mark)
        outcome = await context.ledger.issue(system.agency, cursor.feed, issue)
        if outcome is Issued.ENDED:
            raise CursorWrongEpoch
        if outcome is Issued.OVERTAKEN:
            return None
        context.waiting.gave(system.agency, cursor.feed, context.clock())
        trail = system.trail
        trail.records += disclosed(given)
        trail.feed, trail.feed_page, trail.feed_chain_sha256 = cursor.feed, place.sequence, place.chain
        trail.page = FeedPage(
            said.receiver, said.epoch, said.from_sequence, said.previous_sha256, said.count, said.passed
        )
    return PullChangesResponse(header, found.page.items, found.page.pages)
