"""The records room's records as the exchange gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from services.exchange.feed.ports import Change, Changes, Opened
from services.records.app.giving import Giving, Standing

_NAME: Final = re.compile(r"agencies/([a-z0-9.-]{1,64})/records/([a-z0-9][a-z0-9._-]{0,63})", re.ASCII)


class GivenRecords:
    """See :class:`services.exchange.feed.ports.Records`."""

    def __init__(self, giving: Giving) -> None:
        self._giving = giving

    async def head(self) -> int:
        """See the port, as for all methods here."""
        return await self._giving.head()

    async def changes(self, after: int, limit: int) -> Changes:
        """See the port."""
        found = await self._giving.changes(after, limit)
        return Changes(found.head, found.upto, _changes(found.rows))

    async def named(self, records: Sequence[str]) -> list[Change]:
        """See the port; what is no name of a record is held by nobody."""
        names = [found.groups() for record in records if (found := _NAME.fullmatch(record))]
        return list(_changes(await self._giving.named((str(agency), str(record_id)) for agency, record_id in names)))

    async def opened(self, seqs: Sequence[int]) -> Opened:
        """See the port."""
        found = await self._giving.opened(seqs)
        return Opened(found.versions, found.pages)

    async def mark(self, seq: int) -> bytes:
        """See the port."""
        return await self._giving.mark(seq)


def _changes(rows: Iterable[Standing]) -> tuple[Change, ...]:
    return tuple(Change(*row) for row in rows)
