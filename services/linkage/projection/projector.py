"""The projection: follows records, feeds and decisions into the graph, each change exactly once.

How far each source has been written stands in the graph itself and moves in the transaction that writes: a projector
that is killed anywhere goes on from there. One projector at a time. Records come first in each
round, since they may hide; a round is one batch of each source, so that none waits for another's import to end.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

from graph.errors import GraphUnavailable
from graph.model import NODE_KINDS
from graph.rows import Gone, Position, read
from services.linkage.errors import GraphAhead, StorageUnavailable
from services.linkage.links import Links
from services.linkage.ports import Graph, GraphWriter, RecordFeed
from services.linkage.projection.decided import decision_batch
from services.linkage.projection.feed_batch import feed_batch, retention_batch
from services.linkage.projection.record_batch import record_batch
from services.vocabulary.records import RecordStatus

RECORDS_AT_ONCE: Final = 200
ROWS_AT_ONCE: Final = 2000
SOURCES: Final = ("records", "links", "feeds")
RETENTION: Final = "retention"
"""Last in a round: rows of feeds whose time is over."""
LASTING: Final = ("records", "links")
"""Sources whose last change stays the last until the next; of feeds rows go when their time to be kept is over."""
CLAIMS_EVERY_MS: Final = 60_000
AHEAD_PAUSE_S: Final = 5.0
WAY_BACK: Final = "stop the node, put the newest files back or run `rabta graph rebuild`, and start it"
logger = logging.getLogger(__name__)


class Lag(NamedTuple):
    """Changes of a source that the graph does not show yet; ``seconds``: age of the oldest of them."""

    changes: int
    seconds: int


class Projector:
    """``clock``: epoch milliseconds. Methods raise GraphUnavailable, GraphRefused and StorageUnavailable.

    ``step`` raises GraphAhead where a source holds less than the graph shows: what is gone from it would stay shown.
    """

    def __init__(self, graph: GraphWriter, feed: RecordFeed, links: Links, clock: Callable[[], int]) -> None:
        self._graph = graph
        self._feed = feed
        self._links = links
        self._clock = clock
        self._due: list[str] = []
        self._claims_due_ms = 0
        self.ahead: tuple[str, ...] = ()
        """Sources that hold less than the graph shows; nothing is projected then."""

    async def step(self) -> bool:
        """Write one batch; False where nothing is left to write."""
        if self._due and await self._in_round():
            return True
        shown = {source: await position(self._graph, source) for source in LASTING}
        heads = await self.heads()
        self.ahead = tuple(source for source in LASTING if shown[source] > heads[source])
        if self.ahead:
            raise GraphAhead
        self._due = [*SOURCES, RETENTION]
        return await self._in_round()

    async def _in_round(self) -> bool:
        write = {"records": self._records, "links": self._decisions, "feeds": self._rows}
        while self._due:
            source = self._due.pop(0)
            if source == RETENTION:
                await self._claims()
                return await self._retention()
            if await write[source](await position(self._graph, source)):
                return True
        return False

    async def catch_up(self) -> None:
        """Write all there is now."""
        while await self.step():
            pass

    async def begin(self) -> None:
        """Finish a rebuild that was stopped while it emptied the graph: then no source has a place."""
        if not any([await self._graph.run("progress", source=source) for source in SOURCES]):
            await clear(self._graph)

    async def run(self, pause_s: float = 0.2) -> None:
        """For ever; an engine or store that cannot be reached is waited for."""
        begun = False
        while True:
            try:
                if not begun:
                    await self.begin()
                    begun = True
                if await self.step():
                    continue
            except (GraphUnavailable, StorageUnavailable) as gone:
                logger.warning("projection waits: %s", type(gone).__name__)
            except GraphAhead:
                logger.error("the graph shows more %s than the node's files hold: %s", ", ".join(self.ahead), WAY_BACK)
                await asyncio.sleep(AHEAD_PAUSE_S)
            await asyncio.sleep(pause_s)

    async def lag(self) -> dict[str, Lag]:
        """How far the graph is behind each source."""
        heads = await self.heads()
        return {source: await self._behind(source, head) for source, head in heads.items()}

    async def _behind(self, source: str, head: int) -> Lag:
        shown = await position(self._graph, source)
        since_ms = await self._since_ms(source, shown) if head > shown else 0
        return Lag(max(head - shown, 0), max(self._clock() - since_ms, 0) // 1000 if since_ms else 0)

    async def _since_ms(self, source: str, shown: int) -> int:
        """When the first change after ``shown`` came; 0 where that is not known."""
        if source == "records":
            return next((each.facts.known_ms for each in await self._feed.changes(shown, 1)), 0)
        if source == "feeds":
            return next((row.known_ms for row in await self._links.feeds.after(shown, 1)), 0)
        made = await self._links.decisions.changed(shown, 1)
        return next((decision.withdrawn_ms or decision.decided_ms for _, decision in made), 0)

    async def heads(self) -> dict[str, int]:
        """The last change of each source."""
        asked: dict[str, Callable[[], Awaitable[int]]] = {
            "records": self._feed.head,
            "links": self._links.decisions.head,
            "feeds": self._links.feeds.head,
        }
        return {source: await head() for source, head in asked.items()}

    async def _records(self, shown: int) -> bool:
        changes = await self._feed.changes(shown, RECORDS_AT_ONCE)
        if changes:
            await self._graph.write(await record_batch(self._graph, self._links, changes))
            expunged = [change.facts.record for change in changes if change.facts.status == RecordStatus.EXPUNGED]
            if expunged:
                await self._links.feeds.forget_numbers(expunged)
                await self._links.reviews.forget(expunged)
        return bool(changes)

    async def _decisions(self, shown: int) -> bool:
        changes = await self._links.decisions.changed(shown, ROWS_AT_ONCE)
        if changes:
            await self._graph.write(await decision_batch(self._graph, self._links, changes))
        return bool(changes)

    async def _rows(self, shown: int) -> bool:
        rows = await self._links.feeds.after(shown, ROWS_AT_ONCE)
        if rows:
            await self._graph.write(await feed_batch(self._graph, self._links, rows, self._clock()))
        return bool(rows)

    async def _claims(self) -> None:
        """Once a minute: what waits for place comes up, as an agency's day may be over."""
        now_ms = self._clock()
        if now_ms >= self._claims_due_ms:
            await self._links.claims.come_up(now_ms)
            self._claims_due_ms = now_ms + CLAIMS_EVERY_MS

    async def _retention(self) -> bool:
        for authority in await self._links.feeds.expired(self._clock()):
            rows = await self._links.feeds.of_authority(authority, ROWS_AT_ONCE)
            await self._graph.write(await retention_batch(self._graph, authority, rows))
            await self._links.feeds.delete(authority, rows[-1].seq)
            return True
        return False


async def clear(graph: Graph) -> None:
    """Empty the graph. Places go first, so that whoever is stopped within begins again."""
    await graph.run("clear_progress")
    for kind in NODE_KINDS:
        while (rows := await graph.run(f"clear.{kind}")) and read(Gone, rows)[0].gone:
            pass


async def position(graph: Graph, source: str) -> int:
    """Number of the last change of a source that the graph shows; 0 before the first."""
    rows = await graph.run("progress", source=source)
    return max(read(Position, rows)[0].position, 0) if rows else 0
