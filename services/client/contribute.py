"""From rows of a file to a summary: offers, cuts and sends, with one page under way while the next is prepared."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.client.feed import Draft, Feed, Send
from services.client.tally import Summary


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row of a file: what it states; ``rejected`` where it went to the reject file instead."""

    number: int
    drafts: Sequence[Draft]
    rejected: bool = False


async def contribute(feed: Feed, rows: Iterable[RowRead], send: Send) -> Summary:
    """Read, sign and send until every row has met its fate; one page is prepared while another is under way.

    Pages left by an earlier run go first. Raises as :meth:`Feed.submit` does; a new feed over the same journal,
    given the same rows, then continues where this one stopped.
    """
    await feed.submit(send)
    sending, cuts = asyncio.create_task(feed.submit(send)), feed.cuts
    try:
        for row in rows:
            _offer_row(feed, row)
            if feed.cuts != cuts:
                await sending
                sending, cuts = asyncio.create_task(feed.submit(send)), feed.cuts
            await asyncio.sleep(0)
        await sending
    except BaseException:
        sending.cancel()
        await asyncio.wait([sending])
        raise
    feed.cut()
    await feed.submit(send)
    return feed.tally.summary()


def _offer_row(feed: Feed, row: RowRead) -> None:
    if row.rejected:
        feed.tally.rejected_row()
        return
    feed.tally.row(row.number, len(row.drafts))
    for draft in row.drafts:
        feed.offer(draft)
