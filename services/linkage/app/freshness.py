"""How new the graph must be before a question is answered: as new, at all that it touches, as its sources were when it
came. What hides somebody is never missed, and an import of others keeps nobody waiting.

Of feeds a question waits for those alone whose rows its caller may see or know of: what others import neither keeps
the caller waiting nor tells the caller that they import.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from services.linkage.app.pending import Pending
from services.linkage.errors import GraphAhead
from services.linkage.links import Links
from services.linkage.ports import Graph, RecordFeed
from services.linkage.projection.freshness import wait_for
from services.linkage.projection.projector import position

Head = Callable[[], Awaitable[int]]
LONGEST_MS: Final = 5_000
SPARE_MS: Final = 500
"""Left of the caller's deadline for a signed refusal."""


class Fresh:
    """Waits within the caller's deadline, and never longer than LONGEST_MS.

    Raises GraphBehind, GraphUnavailable, and GraphAhead where the graph shows what its source does not hold.
    """

    def __init__(self, graph: Graph, feed: RecordFeed, links: Links, clock: Callable[[], int]) -> None:
        self._graph = graph
        self._feed = feed
        self._links = links
        self._clock = clock
        self._pending = Pending(graph, feed, links.decisions)

    async def caught_up(self, until_ms: int) -> None:
        """With records and decisions."""
        heads = {"records": self._feed.head, "links": self._links.decisions.head}
        await self._wait({source: await head() for source, head in heads.items()}, heads, until_ms)

    async def pending(self, until_ms: int) -> frozenset[str]:
        """Ids at which the graph does not show yet what records said on arrival: nothing where it is level.

        Decisions are waited for. So are all records where the graph shows none yet, or too many are pending.
        """
        links = self._links.decisions.head
        await self._wait({"links": await links()}, {"links": links}, until_ms)
        head, shown = await self._feed.head(), await position(self._graph, "records")
        if 0 < shown < head:
            found = await self._pending.ids(shown)
            if found is not None:
                return found
        await self._wait({"records": head}, {"records": self._feed.head}, until_ms)
        return frozenset()

    async def fed(self, authorities: Iterable[str], until_ms: int) -> None:
        """With rows that came under these authorities."""
        if head := await self._links.feeds.head_of(authorities):
            await self._wait({"feeds": head}, {}, until_ms)

    async def _wait(self, heads: Mapping[str, int], now: Mapping[str, Head], until_ms: int) -> None:
        """``now``: last change of a source; read after what the graph shows, it is never below that in a sound node."""
        until = min(until_ms - SPARE_MS, self._clock() + LONGEST_MS)
        for source, shown in (await wait_for(self._graph, heads, until, self._clock)).items():
            if source in now and shown > await now[source]():
                raise GraphAhead
