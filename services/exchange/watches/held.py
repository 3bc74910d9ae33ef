"""``watches.db`` held against the log: what was ended since an older copy of the file ends again, and its count too.

An older copy would number again what it numbered already, under the same epoch. A reading's entry says how far the
count had come, so that this is found; then a new epoch begins and no desk is on offer before its officer reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from audit.entry import OpenEntry
from services.exchange.watches.logged import ended_in
from services.exchange.watches.ports import Feed
from services.exchange.watches.rpc import SERVICE
from services.exchange.watches.store.database import FILE
from services.exchange.watches.store.watches import StoredWatches
from services.store.held import Marked

END: Final = f"{SERVICE}Unwatch"
READ: Final = f"{SERVICE}ListAlerts"


class HeldWatches(Marked):
    """See :class:`services.node.file_level.HeldFile`."""

    name: Final = FILE
    methods: Final = frozenset({END, READ})

    def __init__(self, watches: StoredWatches) -> None:
        super().__init__(watches.database)
        self._watches = watches

    async def begin(self, size: int) -> int:
        """At the end: a new file has an epoch of its own, and entries of before there was a mark name no watch."""
        return size

    async def again(self, entries: Sequence[OpenEntry], now_ms: int) -> int:
        """Watches end again; where anything was lacking, so does the epoch."""
        lacking = sum([await self._lacks(each, now_ms) for each in entries])
        if lacking:
            await self._watches.begin_anew()
        return lacking

    async def _lacks(self, entry: OpenEntry, now_ms: int) -> bool:
        case_type, _, case_key = entry.case_reference.partition(":")
        feed = Feed(entry.agency, entry.officer, case_type, case_key)
        if entry.method == READ:
            return await self._watches.head(feed) < entry.feed_page
        open_ = ended_in(entry.records) & {each.id for each in await self._watches.of(feed, now_ms)}
        for watch in open_:
            await self._watches.end(feed, watch)
        return bool(open_)

    async def erase(self, records: Sequence[str]) -> int:
        """As the room's eraser does."""
        return await self._watches.erase(records)

    async def thin(self, now_ms: int) -> int:
        """What is over, as the store tells by its times."""
        return await self._watches.thin(now_ms)
