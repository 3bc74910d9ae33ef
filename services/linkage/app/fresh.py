"""How new the graph must be before a question is asked: as new as records and decisions were when it came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from services.linkage.fresh import wait_for
from services.linkage.ports import Graph, RecordFeed
from services.linkage.store.links import Links

LONGEST_MS: Final = 5_000
SPARE_MS: Final = 500
"""Left of the caller's deadline for a signed refusal."""


class Fresh:
    """Waits within the caller's deadline, and never longer than LONGEST_MS."""

    def __init__(self, graph: Graph, feed: RecordFeed, links: Links, clock: Callable[[], int]) -> None:
        self._graph = graph
        self._feed = feed
        self._links = links
        self._clock = clock

    async def caught_up(self, until_ms: int) -> None:
        """Raises GraphBehind, GraphUnavailable."""
        heads = {"records": await self._feed.head(), "links": await self._links.decisions.head()}
        until = min(until_ms - SPARE_MS, self._clock() + LONGEST_MS)
        await wait_for(self._graph, heads, until, self._clock)
