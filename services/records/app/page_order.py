"""A page that comes before the one it follows waits a little for it: several pages of a feed may be under way at once.

They come over several connections, so to several processes, in any order. What needs no other record is
judged while a page waits. Whether it is its turn is only looked at here; that it is, is settled in the write
transaction, which refuses a page whose turn has not come.
"""

from __future__ import annotations

import asyncio
from typing import Final

from services.records.ports import Store
from services.signing.page import PageHeader

PATIENCE_S: Final = 3.0
"""As long as a page waits for the one before it."""
MAX_UNDER_WAY: Final = 8
"""Pages of one feed that may be under way; one further ahead does not wait."""
_LOOK_S: Final = 0.001


async def wait_for_turn(store: Store, header: PageHeader, patience_s: float) -> None:
    """Return once the page before this one is held, patience is over, or waiting is in vain."""
    loop = asyncio.get_running_loop()
    until = loop.time() + patience_s
    while 1 < (distance := await _distance(store, header)) <= MAX_UNDER_WAY and loop.time() < until:
        await asyncio.sleep(_LOOK_S * (distance - 1))


async def _distance(store: Store, header: PageHeader) -> int:
    """How many pages after the last one held this one comes: 1 for the next."""
    async with store.snapshot() as view:
        last = await view.feed_head(header.agency, header.feed)
    return header.page_number - (last.page_number if last else 0)
