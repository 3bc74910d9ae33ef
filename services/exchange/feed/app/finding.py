"""What the next page of a feed holds for one receiver."""

from __future__ import annotations

from typing import NamedTuple

from services.exchange.feed.app.context import Context
from services.exchange.feed.app.copying import carried, decide
from services.exchange.feed.counts import Mark
from services.exchange.feed.pages import Carried, Cut, cut
from services.exchange.feed.ports import Change
from services.exchange.feed.rights import Rights
from services.values.exchange import SyncItem


class Found(NamedTuple):
    """A page without its header, the last number of the receiver's count, and what of the store it rests on.

    ``seen``: the sender's count of changes when the page began to be read.
    """

    page: Cut
    head: int
    seen: int
    mark: Mark | None = None


async def find_records(context: Context, rights: Rights, since: int, most: int, head: int) -> Found:
    """Copies and removals after a number, as the records stand now. Raises StorageUnavailable, ExchangeUnavailable."""
    numbered = await context.ledger.positions(rights.receiver.id, since, most)
    seen = await context.records.head()
    by_name = {each.record: each for each in await context.records.named([each.record for each in numbered])}
    changes = [by_name[each.record]._replace(number=each.number) for each in numbered if each.record in by_name]
    items = await carried(context.records, rights, await decide(context.ledger, rights, changes, since))
    upto = numbered[-1].number if len(numbered) == most else max(head, since)
    mark = await _mark(context, seen, changes)
    return Found(cut(items, upto, context.encode), max(head, upto), seen, mark)


async def _mark(context: Context, seen: int, changes: list[Change]) -> Mark | None:
    """Of the newest version of a page."""
    newest = max(changes, key=lambda each: each.seq, default=None)
    return Mark(seen, newest.seq, await context.records.mark(newest.seq)) if newest else None


async def find_orders(context: Context, receiver: str, since: int, most: int) -> Found:
    """Orders after a number; each number of the receiver's count is one."""
    rows = await context.orders.page(receiver, since, most)
    items = [Carried(SyncItem(each.number, order=each.order)) for each in rows]
    upto = rows[-1].number if rows else since
    return Found(cut(items, upto, context.encode), max(await context.orders.head(receiver), upto), 0)
