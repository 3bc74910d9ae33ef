"""The records' side of a peer's feed: pages proven for this node, and taken by the records."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from services.exchange.copies.errors import NotTaken
from services.exchange.copies.items import Prover
from services.exchange.copies.page import OpenPage
from services.exchange.copies.ports import Releases
from services.membership.registry import Registry
from services.records.app.context import Context
from services.records.app.copies_ended import sweep
from services.records.app.copying import (
    ACCEPTED,
    CursorMoved,
    FeedStopped,
    apply_page,
    begin_anew,
    cursor_of,
    end_all,
)
from services.values.copies import RECORDS, Applied, FeedCursor

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RecordsTaker:
    """See :class:`services.exchange.copies.ports.Taker`. ``receiver``: agency of this node.

    ``releases``: where the hub's are held; None of any other peer.
    """

    context: Context
    peer: str
    receiver: str
    registry: Callable[[], Registry]
    clock: Callable[[], int]
    releases: Releases | None = None

    async def cursor(self) -> FeedCursor:
        """See the port, as for all methods here."""
        async with self.context.store.snapshot() as view:
            at = await cursor_of(view, self.peer, RECORDS)
        if at.stopped not in ("", ACCEPTED):
            raise NotTaken(at.stopped)
        return FeedCursor(at.feed, at.epoch, at.sequence, at.chain)

    async def take(self, page: OpenPage) -> None:
        """See the port."""
        registry, now_ms = self.registry(), self.clock()
        released = await self.releases.names() if self.releases else frozenset[str]()
        proven = Prover(registry, self.peer, self.receiver, now_ms, released).read(page)
        try:
            applied = await apply_page(self.context, proven, registry, now_ms)
        except FeedStopped as stopped:
            logger.error("feed stopped peer=%s rule=%s", self.peer, stopped.rule)
            raise NotTaken(stopped.rule) from None
        except CursorMoved:
            raise NotTaken("cursor-moved") from None
        self._tell(applied)

    async def settle(self) -> None:
        """See the port."""
        while await sweep(self.context, self.peer):
            pass

    async def begin_anew(self) -> None:
        """See the port."""
        await begin_anew(self.context, self.peer, RECORDS)

    async def end(self) -> None:
        """See the port."""
        await end_all(self.context, self.peer)

    def _tell(self, applied: Applied) -> None:
        """Counts alone: a line of a log names no record."""
        if applied.aside:
            logger.warning("items are kept aside peer=%s items=%d", self.peer, applied.aside)
        for kind in sorted({alarm.partition(":")[0] for alarm in applied.alarms}):
            number = sum(alarm.startswith(f"{kind}:") for alarm in applied.alarms)
            logger.error("alarm peer=%s kind=%s records=%d", self.peer, kind, number)
