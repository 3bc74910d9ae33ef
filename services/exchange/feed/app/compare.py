"""CompareRanges and FetchRecords: both sides find where they differ, and only that is given again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.exchange import ranges
from services.exchange.errors import ExchangeUnavailable, OrdersFirst
from services.exchange.feed.app.context import Context, System, admit, orders_wait
from services.exchange.feed.app.copying import Decided, carried, disclosed, given_of
from services.exchange.feed.app.standing import look_back, standing_of
from services.exchange.feed.cursors import check_epoch
from services.exchange.feed.pages import Carried, cut
from services.exchange.feed.ports import RECORDS, TRIES, Ledger
from services.exchange.feed.rights import Rights
from services.values.exchange import (
    CompareRangesRequest,
    CompareRangesResponse,
    Cursor,
    FetchRecordsRequest,
    FetchRecordsResponse,
    NameRange,
    RangeDigest,
    Removal,
    SyncItem,
)
from services.vocabulary.exchange import RemovalReason

MAX_FETCHED: Final = 100
AT_ONCE: Final = 2000
"""Copies that are read in one go."""


async def compare_ranges(context: Context, system: System, request: CompareRangesRequest) -> bytes:
    """A serialised CompareRangesResponse: of what the receiver was given in this epoch and what was not ended since.

    Raises InvalidArgument, PolicyDenied, PeerPaused, NoAgreement, CursorWrongEpoch, StorageUnavailable,
    ExchangeUnavailable.
    """
    if request.feed != RECORDS:
        raise InvalidArgument(Violation("feed", "feed", "is not the feed of records"))
    asked = ranges.checked(request.ranges)
    rights = await admit(context, system)
    await look_back(context)
    standing = await standing_of(context, system, RECORDS, rights)
    check_epoch(Cursor(RECORDS, request.epoch), standing)
    found = [await _digest(context.ledger, system.agency, standing.epoch, one) for one in asked]
    return context.encode(CompareRangesResponse(tuple(found)))


async def _digest(ledger: Ledger, receiver: str, epoch: int, within: NameRange) -> RangeDigest:
    """Piece by piece, so that others are served between."""
    digesting = ranges.Digesting()
    while True:
        held = await ledger.copies(receiver, epoch, within, AT_ONCE)
        digesting.add(held)
        if len(held) < AT_ONCE:
            return digesting.digest()
        within = NameRange(f"{held[-1].record}\0", within.to_name)
        await asyncio.sleep(0)


async def fetch_records(context: Context, system: System, request: FetchRecordsRequest) -> bytes:
    """A serialised FetchRecordsResponse, of as many names as fit a page. What is absent is told as not to be held.

    Raises InvalidArgument, PolicyDenied, PeerPaused, NoAgreement, OrdersFirst, CursorWrongEpoch, StorageUnavailable,
    ExchangeUnavailable.
    """
    names = list(dict.fromkeys(request.records))
    if not 0 < len(request.records) <= MAX_FETCHED or len(names) != len(request.records):
        raise InvalidArgument(Violation("records", "records", f"are not 1 to {MAX_FETCHED} different names"))
    rights = await admit(context, system, released=request.released)
    await look_back(context)
    if await orders_wait(context, system.agency):
        raise OrdersFirst
    standing = await standing_of(context, system, RECORDS, rights)
    for _ in range(TRIES):
        seen = await context.records.head()
        items = await _fetched(context, rights, names)
        page = cut([items[name] for name in names], 0, context.encode)
        given = given_of(page.carried)
        removed = _removed(page.carried, standing.acked.sequence) if request.released else []
        if await context.ledger.give(system.agency, standing.epoch, given, seen, removed):
            system.trail.records += disclosed(given)
            return context.encode(FetchRecordsResponse(page.items, page.pages))
    raise ExchangeUnavailable


def _removed(carried: Iterable[Carried], acked: int) -> list[tuple[str, int]]:
    """Of records whose release is over, as of what is acknowledged: a page after it makes that undone for none."""
    return [(each.item.removal.record, max(1, acked)) for each in carried if each.item.removal is not None]


async def _fetched(context: Context, rights: Rights, names: list[str]) -> dict[str, Carried]:
    """By name: a copy where it may be held, else a removal, under no number."""
    decided = [Decided(each, row.id) for each in await context.records.named(names) if (row := rights.allows(each))]
    found = {name: Carried(SyncItem(0, removal=Removal(name, RemovalReason.RIGHT_ENDED))) for name in names}
    for each in await carried(context.records, rights, decided):
        if each.given is not None:
            found[each.given.record] = each
    return found
