"""How one node asks another: whatever may befall a question or its answer on the way does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse

from services.access.errors import Refused
from services.exchange.copies.errors import SenderAway, SenderRefused
from services.exchange.copies.releases import ToldReleases
from services.exchange.copies.wire import decode_answer, decode_fetched
from services.exchange.feed.app.ack import ack_pages
from services.exchange.feed.app.compare import fetch_records
from services.exchange.feed.app.pull import pull_changes
from services.exchange.orders.receipts import Bringer
from services.signing.erasure import SignedErasureReceipt
from services.values.copies import FeedCursor
from services.values.exchange import (
    AckPagesRequest,
    Cursor,
    FetchRecordsRequest,
    FetchRecordsResponse,
    KnownReleases,
    NameRange,
    PullChangesRequest,
    RangeDigest,
)
from tests.conformance.exchange.fuses import Crash

if TYPE_CHECKING:
    from tests.conformance.exchange.station import Station

T = TypeVar("T")
ORDERS = "orders"
PAGE = 2
FAULTS = ("question lost", "answer lost", "twice", "older answer")


@dataclass
class Road:
    """See :class:`services.exchange.copies.ports.Sender` and the port of who takes receipts.

    ``cut``: nothing arrives; ``faults``: what befalls the next questions, one each, "" for nothing; ``older``: by feed
    the answer before the last.
    """

    giver: Station
    taker: Station
    cut: bool = False
    faults: list[str] = field(default_factory=list)
    older: dict[str, PullChangesResponse] = field(default_factory=dict)
    releases: ToldReleases | None = None

    async def pull(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        """See the port."""

        async def ask(known: KnownReleases | None) -> PullChangesResponse:
            return await self._pulled(cursor, PullChangesRequest(_cursor(cursor), PAGE, wait_ms, known))

        return await (self.releases.asked(cursor.feed, ask) if self.releases else ask(None))

    async def compare(self, epoch: int, ranges: Sequence[NameRange]) -> Sequence[RangeDigest]:
        """Nobody compares over a road."""
        raise SenderAway

    async def fetch(self, records: Sequence[str]) -> FetchRecordsResponse:
        """See the port."""
        request = FetchRecordsRequest(tuple(records), released=True)
        raw = await self._over(lambda: fetch_records(self.giver.feed, self.giver.asked_by(self.taker.agency), request))
        found = decode_fetched(raw)
        assert found is not None
        return found

    async def _pulled(self, cursor: FeedCursor, request: PullChangesRequest) -> PullChangesResponse:

        async def ask() -> bytes:
            return await pull_changes(self.giver.feed, self.giver.asked_by(self.taker.agency), request)

        fault = self.faults[0] if self.faults else ""
        answer = decode_answer(await self._over(ask))
        assert answer is not None
        self._level()
        before, self.older[cursor.feed] = self.older.get(cursor.feed, answer), answer
        return before if fault == "older answer" else answer

    async def ack(self, cursor: FeedCursor) -> None:
        """See the port."""
        request = AckPagesRequest(_cursor(cursor))
        await self._over(lambda: ack_pages(self.giver.feed, self.giver.asked_by(self.taker.agency), request))

    async def submit(self, receipts: Sequence[SignedErasureReceipt]) -> Sequence[str]:
        """See the port."""
        giver = self.giver
        bringer = Bringer(self.taker.agency, giver.agency, giver.registry, giver.clock())
        return [
            str(each) for each in await self._over(lambda: giver.orders.use_cases.receipts.submit(bringer, receipts))
        ]

    def _level(self) -> None:
        """An answer names the registry in force at the giver: a newer one is taken up, an older one waited for."""
        if self.giver.registry.version > self.taker.registry.version:
            self.taker.hear(self.giver.registry)
        if self.giver.registry.version < self.taker.registry.version:
            raise SenderRefused("REGISTRY_STALE")

    async def _over(self, ask: Callable[[], Awaitable[T]]) -> T:
        """There and back; a node that ends at the question begins again."""
        fault = self.faults.pop(0) if self.faults else ""
        if self.cut or fault == "question lost":
            raise SenderAway
        try:
            answer = await ask()
            if fault == "twice":
                await ask()
        except Refused as refused:
            raise SenderRefused(refused.reason) from None
        except Crash:
            await self.giver.restart()
            raise SenderAway from None
        if fault == "answer lost":
            raise SenderAway
        return answer


def _cursor(cursor: FeedCursor) -> Cursor:
    return Cursor(cursor.feed, cursor.epoch, cursor.sequence, cursor.chain)
