"""A hub's feed as it travels, without a socket: what a puller asks, and a puller over a member's records."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse

from services.access.copies import may_hold
from services.access.decision import RecordClass
from services.exchange.copies.errors import SenderRefused
from services.exchange.copies.page import Expected
from services.exchange.copies.puller import Puller
from services.membership.registry import Registry
from services.node.copies_taken import RecordsTaker
from services.values.copies import RECORDS, FeedCursor
from tests.fakes.copies_sender import CopiesSender
from tests.fakes.page_log import StatedPageLog
from tests.fakes.records_node import Node
from tests.fakes.sync_pages import HOLDER, HUB, as_answer

DAY = "2026-06-01"


def allowed(registry: Registry) -> Callable[[RecordClass], bool]:
    """What the holder may hold by a registry's agreements."""
    holder, rows = registry.agencies[HOLDER], registry.agreements_of(HOLDER, DAY)
    return lambda klass: may_hold(rows, holder, klass) is not None


@dataclass
class WiredSender:
    """See :class:`services.exchange.copies.ports.Sender`. ``altered``: what becomes of each answer on its way."""

    source: CopiesSender
    limit: int = 200
    acked: list[FeedCursor] = field(default_factory=list)
    altered: Callable[[PullChangesResponse], PullChangesResponse] = lambda answer: answer

    async def pull(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        """See the port; nothing is waited for."""
        if cursor.epoch not in (0, self.source.epoch):
            raise SenderRefused("CURSOR_WRONG_EPOCH")
        page = await self.source.page(cursor, self.limit)
        return self.altered(as_answer(self.source.node.federation, page))

    async def ack(self, cursor: FeedCursor) -> None:
        """See the port."""
        self.acked.append(cursor)


def puller(sender: WiredSender, member: Node) -> Puller:
    """One over the member's records."""
    registry = member.federation.registry

    def expected(cursor: FeedCursor) -> Expected:
        return Expected(registry.federation_id, HUB, HOLDER, cursor, member.now_ms)

    taker = RecordsTaker(member.context, HUB, HOLDER, lambda: member.federation.registry, lambda: member.now_ms)
    takers, log = {RECORDS: taker}, StatedPageLog()
    return Puller(HUB, sender, takers, log, expected, lambda: member.now_ms, sleep=asyncio.sleep)
