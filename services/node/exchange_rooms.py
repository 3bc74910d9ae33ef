"""Rooms of exchange that keep a file of their own in the node's folder: questions about hits, and watched numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from services.access.trail import Inquiry
from services.edge.service import Served
from services.exchange.hits import service as hits
from services.exchange.hits.build import open_desk
from services.exchange.watches import service as watches
from services.exchange.watches.build import open_watches
from services.exchange.watches.ports import Match
from services.records.app.context import Context
from services.records.app.targets import Targets
from services.records.app.watched import NumberSights
from services.values.records import Identifier


class RecordedNumbers(NumberSights):
    """See :class:`services.exchange.watches.ports.Records`."""

    async def matches(self, inquiry: Inquiry, identifier: Identifier) -> Sequence[Match]:
        """See the port."""
        return [Match(*each) for each in await self.sights(inquiry, identifier)]


class ExchangeRooms:
    """Their stores, open. Raises UnsafeFile, DeskUnavailable, WatchesUnavailable."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._desk, self._watches = open_desk(folder, secret), open_watches(folder, secret)
        self.releases = self._desk.requests

    def served(self, records: Context) -> tuple[Served, ...]:
        """Their services over the node's records."""
        asked, watched = self._desk.over(Targets(records)), self._watches.over(RecordedNumbers(records))
        return hits.SERVICE.over(asked), watches.SERVICE.over(watched)

    def close(self) -> None:
        """Let go of the files."""
        self._desk.close()
        self._watches.close()
