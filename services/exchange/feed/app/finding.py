"""What the next page of a feed holds for one receiver."""

from __future__ import annotations

from typing import Final, NamedTuple

from services.exchange.feed.app.context import Context
from services.exchange.feed.app.copying import Decided, carried, decide
from services.exchange.feed.pages import Carried, Cut, cut
from services.exchange.feed.ports import Change, Mark
from services.exchange.feed.rights import Rights
from services.values.exchange import SyncItem

SCANNED: Final = 2000
"""Changes that one page looks at, or few more: where all are for others the page passes them over, and says so."""


class Found(NamedTuple):
    """A page without its header, the count when it was made, and what of the store it rests on.

    ``seen``: the count when it began to be read.
    """

    page: Cut
    head: int
    seen: int
    mark: Mark | None = None


class _Scanned(NamedTuple):
    decided: list[Decided]
    upto: int
    head: int
    seen: int
    newest: Change | None


async def find_records(context: Context, rights: Rights, since: int, most: int) -> Found:
    """Copies and removals after a number. Raises StorageUnavailable, ExchangeUnavailable."""
    seen = await _scan(context, rights, since, most)
    items = await carried(context.records, rights, seen.decided)
    mark = None
    if seen.newest is not None:
        mark = Mark(seen.head, seen.newest.seq, await context.records.mark(seen.newest.seq))
    return Found(cut(items, seen.upto, context.encode), seen.head, seen.seen, mark)


async def _scan(context: Context, rights: Rights, since: int, most: int) -> _Scanned:
    """Changes until as many carry something, or enough was looked at."""
    decided: list[Decided] = []
    upto, looked, newest = since, 0, None
    seen = -1
    while True:
        found = await context.records.changes(upto, most)
        seen = found.head if seen < 0 else seen
        decided += await decide(context.ledger, rights, found.rows, since)
        newest = max((*found.rows, *([newest] if newest else ())), key=lambda each: each.seq, default=None)
        upto, looked = max(found.upto, since), looked + len(found.rows)
        if len(decided) > most:
            return _Scanned(decided[:most], decided[most].change.number - 1, found.head, seen, newest)
        if upto >= found.head or len(decided) == most or looked >= SCANNED:
            return _Scanned(decided, upto, found.head, seen, newest)


async def find_orders(context: Context, receiver: str, since: int, most: int) -> Found:
    """Orders after a number; each number of the receiver's count is one."""
    rows = await context.orders.page(receiver, since, most)
    items = [Carried(SyncItem(each.number, order=each.order)) for each in rows]
    upto = rows[-1].number if rows else since
    return Found(cut(items, upto, context.encode), max(await context.orders.head(receiver), upto), 0)
