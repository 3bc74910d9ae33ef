"""From rows of a file to a summary: offers, cuts and sends, with some pages under way while the next is prepared."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.client.drafts import Draft
from services.client.feed import PAGES_AT_ONCE, Feed
from services.client.import_summary import Summary
from services.client.pages_in_flight import Send


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row of a file: what it states; ``rejected`` where it went to the reject file instead."""

    number: int
    drafts: Sequence[Draft]
    rejected: bool = False


async def contribute(feed: Feed, rows: Iterable[RowRead], send: Send) -> Summary:
    """Read, sign and send until every row has met its fate; a page is prepared while others are under way.

    Pages left by an earlier run go first. Raises as :meth:`Feed.submit` does; a new feed over the same journal,
    given the same rows, then continues where this one stopped.
    """
    await feed.submit(send)
    cuts = feed.cuts
    try:
        for row in rows:
            _offer_row(feed, row)
            if feed.cuts != cuts:
                cuts = feed.cuts
                while feed.launch(send) > PAGES_AT_ONCE:
                    await feed.land(send)
            await asyncio.sleep(0)
        feed.cut()
        await feed.submit(send)
    finally:
        await feed.stop()
    return feed.counts.summary()


def _offer_row(feed: Feed, row: RowRead) -> None:
    if row.rejected:
        feed.counts.rejected_row()
        return
    feed.counts.row(row.number, len(row.drafts))
    for draft in row.drafts:
        feed.offer(draft)
