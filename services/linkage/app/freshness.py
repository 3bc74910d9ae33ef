"""How new the graph must be before a question is asked: as new as its sources were when it came.

Of feeds a question waits for those alone whose rows its caller may see or know of: what others import neither keeps
the caller waiting nor tells the caller that they import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from services.linkage.links import Links
from services.linkage.ports import Graph, RecordFeed
from services.linkage.projection.freshness import wait_for

LONGEST_MS: Final = 5_000
SPARE_MS: Final = 500
"""Left of the caller's deadline for a signed refusal."""


class Fresh:
    """Waits within the caller's deadline, and never longer than LONGEST_MS. Raises GraphBehind, GraphUnavailable."""

    def __init__(self, graph: Graph, feed: RecordFeed, links: Links, clock: Callable[[], int]) -> None:
        self._graph = graph
        self._feed = feed
        self._links = links
        self._clock = clock

    async def caught_up(self, until_ms: int) -> None:
        """With records and decisions."""
        await self._wait({"records": await self._feed.head(), "links": await self._links.decisions.head()}, until_ms)

    async def fed(self, authorities: Iterable[str], until_ms: int) -> None:
        """With rows that came under these authorities."""
        if head := await self._links.feeds.head_of(authorities):
            await self._wait({"feeds": head}, until_ms)

    async def _wait(self, heads: Mapping[str, int], until_ms: int) -> None:
        until = min(until_ms - SPARE_MS, self._clock() + LONGEST_MS)
        await wait_for(self._graph, heads, until, self._clock)
