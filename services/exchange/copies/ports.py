"""What the puller needs: of the node that gives, and of whoever takes a feed here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from services.exchange.copies.page import OpenPage
from services.exchange.copies.wire import PullChangesResponse
from services.values.copies import FeedCursor
from services.values.exchange import FetchRecordsResponse, HeldVersion, NameRange, RangeDigest, ReleasesInForce


class Sender(Protocol):
    """A peer's node. Everything raises SenderRefused, SenderAway."""

    async def pull(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        """The page after a cursor, in an answer that is proven; where there is none yet, after up to ``wait_ms``."""
        ...

    async def ack(self, cursor: FeedCursor) -> None:
        """Say what is committed here."""
        ...


class Releases(Protocol):
    """Where a member's node keeps releases of which the hub tells. Everything may raise Refused."""

    async def state(self) -> bytes:
        """How the hub named the list that is held; empty for none."""
        ...

    async def names(self) -> frozenset[str]:
        """Names of the records of the list that is held."""
        ...

    async def take(self, agency: str, told: ReleasesInForce) -> None:
        """Hold a list to officers of an agency in the place of the one before, durable when it returns."""
        ...


class Comparer(Protocol):
    """A peer's node, asked beside its feed. Everything raises SenderRefused, SenderAway."""

    async def compare(self, epoch: int, ranges: Sequence[NameRange]) -> Sequence[RangeDigest]:
        """What it gave of each range in an epoch and did not end since."""
        ...

    async def fetch(self, records: Sequence[str]) -> FetchRecordsResponse:
        """Records by name, up to :data:`services.exchange.copies.by_name.AT_ONCE`; an item each, in their order."""
        ...


class Holding(Protocol):
    """What is held here of one peer. Everything may raise StorageUnavailable."""

    def held(self, within: NameRange) -> AsyncIterator[Sequence[HeldVersion]]:
        """What the peer gave of a range, in the order of names, piece by piece."""
        ...


class Taker(Protocol):
    """Who takes a feed of one peer. Everything may raise StorageUnavailable."""

    async def cursor(self) -> FeedCursor:
        """How far it is taken. Raises NotTaken where it is stopped."""
        ...

    async def take(self, page: OpenPage) -> None:
        """Take a page, durable when it returns. Raises NotTaken, and PageUnproven where it does not hold."""
        ...

    async def settle(self) -> None:
        """What is to be done after a page and before the next: ends what a snapshot did not bring."""
        ...

    async def begin_anew(self) -> None:
        """Take the feed from its start again."""
        ...

    async def end(self) -> None:
        """The sender gives nothing: nothing of what it gave stays, once all is settled."""
        ...


class PageLog(Protocol):
    """The node's own log, where each page is a disclosure as it is in the sender's. Everything raises NotLogged."""

    async def ready(self) -> None:
        """Return while pages can be entered: a page that could not be is not asked for."""
        ...

    async def enter(self, page: OpenPage) -> None:
        """Enter a page that came, durable when it returns."""
        ...


class NamedLog(Protocol):
    """The same log, for records that were asked for by name. Everything raises NotLogged."""

    async def ready(self) -> None:
        """Return while an answer could be entered."""
        ...

    async def enter_named(self, versions: Sequence[str]) -> None:
        """Enter the names of versions that came beside the feed, durable when it returns."""
        ...
