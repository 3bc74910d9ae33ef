"""Records by their numbers, and the classes there are, in any dialect."""

from __future__ import annotations

from collections.abc import Sequence

from services.records.numbered_port import NumberedRow
from services.records.rows import Cited, ViewRow
from services.records.store.statements import Statements


class NumberedReads(Statements):
    """See :class:`services.records.numbered_port.NumberedSnapshot`."""

    async def numbered_rows(self, records: Sequence[int], cited: Sequence[Cited], now_ms: int) -> list[NumberedRow]:
        """See the port."""
        tokens = self._many(each for each in cited if isinstance(each, str))
        single = self._many(each for each in cited if not isinstance(each, str))
        rows = await self._all("numbered_rows", self._many(records), tokens, single, now_ms)
        return [NumberedRow(ViewRow._make(line), people) for *line, people in rows]

    async def class_ids(self) -> list[int]:
        """See the port."""
        return [row[0] for row in await self._all("class_ids")]
