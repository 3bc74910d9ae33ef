"""``desk.db`` held against the log: every word on a request that the log tells and an older copy of the file lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from audit.entry import OpenEntry
from services.exchange.hits.logged import spoken_in
from services.exchange.hits.rpc import SERVICE
from services.exchange.hits.store.database import FILE
from services.exchange.hits.store.requests import StoredHits
from services.store.held import Marked
from services.vocabulary.hits import HitState


class Sought(Protocol):
    """What the records say of whom a record seeks. Raises StorageUnavailable."""

    async def seeks_child(self, record: str, now_ms: int) -> bool:
        """Whether it seeks a missing child of whom those who protect may be told."""
        ...


class HeldDesk(Marked):
    """See :class:`services.node.file_level.HeldFile`."""

    name: Final = FILE
    methods: Final = frozenset({f"{SERVICE}AnswerHit", f"{SERVICE}Locate", f"{SERVICE}DecideRelease"})

    def __init__(self, hits: StoredHits, records: Sought) -> None:
        super().__init__(hits.database)
        self._hits, self._records = hits, records

    async def begin(self, size: int) -> int:
        """At the end: entries of before the file had a mark name no request."""
        return size

    async def again(self, entries: Sequence[OpenEntry], now_ms: int) -> int:
        """Words are said again as they were said, by whom and when. A request that the file lacks is asked anew."""
        del now_ms
        return sum([await self._say(each) for each in entries])

    async def _say(self, entry: OpenEntry) -> bool:
        spoken = spoken_in(entry.records, entry.time_ms, entry.agency, entry.officer)
        held = await self._hits.get(spoken.request) if spoken else None
        if spoken is None or held is None:
            return False
        said = spoken.said
        if said.word == HitState.LOCATED:
            said = said._replace(child=await self._records.seeks_child(held.record, said.at_ms))
        return await self._hits.say_again(spoken.request, said)

    async def erase(self, records: Sequence[str]) -> int:
        """As the room's eraser does."""
        return await self._hits.erase(records)

    async def thin(self, now_ms: int) -> int:
        """What is settled, as the store tells by its times."""
        return await self._hits.thin(now_ms)
