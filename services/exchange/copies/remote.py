"""A peer's node over the wire: asked under this node's own key and certificate, and believed where it signs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from services.client.channel import Channel
from services.client.errors import HubNotPinned, Refusal, Unproven
from services.client.profile import Profile
from services.exchange.copies.errors import SenderAway, SenderRefused
from services.exchange.copies.releases import ToldReleases
from services.exchange.copies.wire import (
    PullChangesResponse,
    decode_anchored,
    decode_answer,
    decode_counted,
    decode_digests,
    decode_fetched,
    decode_outcomes,
    encode_ack,
    encode_anchor,
    encode_compare,
    encode_count,
    encode_fetch,
    encode_pull,
    encode_receipts,
)
from services.membership.errors import RegistryError
from services.signing.erasure import SignedErasureReceipt
from services.values.copies import FeedCursor
from services.values.exchange import (
    CountCrossingsResponse,
    FetchRecordsResponse,
    KnownReleases,
    NameRange,
    PostCheck,
    RangeDigest,
)

SERVICE: Final = "/rabta.exchange.v1.ExchangeService/"
SUBMIT: Final = "/rabta.exchange.v1.OrderService/SubmitReceipts"
STALE: Final = "REGISTRY_STALE"
ANCHOR: Final = "/rabta.exchange.v1.AnchorService/AnchorLog"
COUNT: Final = "/rabta.exchange.v1.CheckService/CountCrossings"
SILENT_S: Final = 15.0
"""How long beyond its own wait a poll may be without an answer before the peer counts as silent."""
COMPARE_S: Final = 45.0
"""What a digest over a million names may take longer than other answers."""


class RemoteSender:
    """See :class:`services.exchange.copies.ports.Sender`. One connection, opened as it is needed.

    ``max_items``: of a page, 0 for as many as the sender likes; ``releases``: where they are held, of the hub alone.
    """

    def __init__(self, profile: Profile, max_items: int = 0) -> None:
        self._profile, self._max_items = profile, max_items
        self.releases: ToldReleases | None = None
        self._open: Channel | None = None

    async def pull(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        """See the port, as for all methods here."""

        async def ask(known: KnownReleases | None) -> PullChangesResponse:
            return await self._page(encode_pull(cursor, wait_ms, self._max_items, known), wait_ms)

        return await (self.releases.asked(cursor.feed, ask) if self.releases else ask(None))

    async def _page(self, asked: bytes, wait_ms: int) -> PullChangesResponse:
        answer = decode_answer(await self._ask(f"{SERVICE}PullChanges", asked, wait_ms / 1000, level=True))
        if answer is None:
            raise SenderAway
        return answer

    async def ack(self, cursor: FeedCursor) -> None:
        """See the port."""
        await self._ask(f"{SERVICE}AckPages", encode_ack(cursor), 0.0)

    async def compare(self, epoch: int, ranges: Sequence[NameRange]) -> Sequence[RangeDigest]:
        """See :class:`services.exchange.copies.ports.Comparer`, as for the method below."""
        found = decode_digests(await self._ask(f"{SERVICE}CompareRanges", encode_compare(epoch, ranges), COMPARE_S))
        if found is None:
            raise SenderAway
        return found

    async def fetch(self, records: Sequence[str]) -> FetchRecordsResponse:
        """See the port."""
        found = decode_fetched(
            await self._ask(f"{SERVICE}FetchRecords", encode_fetch(records, released=self.releases is not None), 0.0)
        )
        if found is None:
            raise SenderAway
        return found

    async def submit(self, receipts: Sequence[SignedErasureReceipt]) -> Sequence[str]:
        """Bring receipts of orders; what became of each. Raises SenderRefused, SenderAway."""
        outcomes = decode_outcomes(await self._ask(SUBMIT, encode_receipts(receipts), 0.0))
        if outcomes is None:
            raise SenderAway
        return outcomes

    async def anchor(self, checkpoint: bytes, since: int, consistency: Sequence[bytes]) -> int:
        """Bring a head of this node's log; the size that is anchored there. Raises SenderRefused, SenderAway."""
        size = decode_anchored(await self._ask(ANCHOR, encode_anchor(checkpoint, since, consistency), 0.0))
        if size is None:
            raise SenderAway
        return size

    async def count(self, checks: Sequence[PostCheck], from_day: str, to_day: str) -> CountCrossingsResponse:
        """Bring checks of this node, and be told of the agency's posts. Raises SenderRefused, SenderAway."""
        found = decode_counted(await self._ask(COUNT, encode_count(checks, from_day, to_day), 0.0))
        if found is None:
            raise SenderAway
        return found

    async def close(self) -> None:
        """Let go of the connection."""
        if self._open is not None:
            opened, self._open = self._open, None
            await opened.__aexit__()

    async def _ask(self, method: str, body: bytes, waits_s: float, *, level: bool = False) -> bytes:
        """``level``: an answer, also a refusal, by an older registry than is in force here counts for nothing."""
        try:
            async with asyncio.timeout(waits_s + SILENT_S):
                if self._open is None:
                    self._open = await Channel(self._profile, pings=True).__aenter__()
                exchange = await self._open.outcome(method, body, waits_s=waits_s)
            if level and exchange.proven.header.registry_version < self._open.registries.current().version:
                raise SenderRefused(STALE)
            exchange.proven.raise_refusal()
        except Refusal as refusal:
            if refusal.reason == STALE:
                await self._level()
            raise SenderRefused(refusal.reason, refusal.retry_after_s, refusal.cause) from None
        except (Unproven, HubNotPinned, RegistryError, TimeoutError, OSError, ValueError):
            await self.close()
            raise SenderAway from None
        return exchange.proven.body

    async def _level(self) -> None:
        """Take up the newest registry version that the peer has."""
        try:
            if self._open is not None:
                await self._open.fetch_registry()
        except (Refusal, Unproven, RegistryError, OSError):
            await self.close()
