"""The room of watches over a node's records: who watches what, and what they are told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.access.caller import Caller
from services.exchange import wire
from services.exchange.watches.app import Watching
from services.exchange.watches.build import OpenWatches
from services.exchange.watches.ports import Signed
from services.node.exchange_rooms import RecordedSubjects
from services.values.exchange import (
    Alert,
    AlertCursor,
    Identifier,
    ListAlertsRequest,
    ListAlertsResponse,
    WatchRequest,
)
from tests.fakes.record_maker import CNIC
from tests.fakes.records_node import Node, caller

DAY = 86_400_000


@dataclass
class Watcher:
    """Officers' requests to the room, one id after another."""

    node: Node
    opened: OpenWatches
    sent: int = 0

    @property
    def app(self) -> Watching:
        return self.opened.over(RecordedSubjects(self.node.context))

    async def watch(self, who: Caller | None = None, number: str = CNIC, days: int = 30, request_id: str = "") -> str:
        """Id of a subscription to a number."""
        return await self.of(WatchRequest(request_id, Identifier("CNIC", number)), who, days)

    async def of(self, what: WatchRequest, who: Caller | None = None, days: int = 30) -> str:
        """Id of a subscription to whatever is named; a request id and an end are put in."""
        self.sent += 1
        expires_ms = self.node.now_ms + days * DAY
        request = replace(what, request_id=what.request_id or f"watch-{self.sent:06d}", expires_ms=expires_ms)
        signed = Signed(b"header", b"signature", wire.encode(request))
        return (await self.app.watch(self.node.inquiry(who or caller()), request, signed)).id

    async def page(self, who: Caller | None = None, cursor: AlertCursor | None = None) -> ListAlertsResponse:
        """One page as it travels."""
        return await self.app.alerts(
            self.node.inquiry(who or caller()), ListAlertsRequest(cursor), self.node.federation.registry, 0
        )

    async def alerts(self, who: Caller | None = None, cursor: AlertCursor | None = None) -> list[Alert]:
        """What one page tells."""
        return list((await self.page(who, cursor)).alerts)

    async def cursor(self, who: Caller | None = None) -> AlertCursor:
        """Where the officer's feed stands."""
        found = (await self.page(who)).next
        assert found is not None
        return found


def told(alerts: list[Alert]) -> list[tuple[int, str]]:
    """Sequence, and the version or that it is a hit."""
    return [(each.sequence, each.version or (each.handle and "hit")) for each in alerts]
