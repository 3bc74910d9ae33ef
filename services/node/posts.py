"""What a hub knows of crossings at posts: feeds of its link store, and how far logs of other nodes are anchored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from services.exchange.anchors.ports import Heads
from services.exchange.check.crossings import fed_document
from services.exchange.check.ports import FedCrossing
from services.linkage.kept import FedJourney
from services.linkage.ports import Feeds

CROSSING: Final = "CROSSING"
"""First word of a journey's id where it is one: ``CROSSING:{post}:{vehicle}:{day}``."""


class FeedCrossings:
    """See :class:`services.exchange.check.ports.Crossings`, over feeds that agencies sent under their authorities."""

    def __init__(self, feeds: Feeds) -> None:
        self._feeds = feeds

    async def between(self, agency: str, from_ms: int, to_ms: int) -> Sequence[FedCrossing]:
        """See the port."""
        rows = await self._feeds.journeys(agency, from_ms, to_ms)
        crossed = [row for row in rows if row.journey.startswith(f"{CROSSING}:")]
        return [_crossing(list(same)) for _, same in groupby(crossed, key=lambda row: row.edge)]


def _crossing(rows: Sequence[FedJourney]) -> FedCrossing:
    """One that several documents may stand for."""
    first = rows[0]
    documents = tuple(each for row in rows if (each := fed_document(row.document)) is not None)
    return FedCrossing(first.agency, first.journey.split(":")[1], first.at_ms, documents)


class AnchoredLogs:
    """See :class:`services.exchange.check.ports.Anchored`. ``heads``: None where no log is anchored here."""

    def __init__(self, heads: Heads | None) -> None:
        self._heads = heads

    async def until_ms(self, agency: str) -> int:
        """See the port."""
        heads: Iterable[int] = (
            () if self._heads is None else [head.time_ms for head in await self._heads.all() if head.agency == agency]
        )
        return max(heads, default=0)
