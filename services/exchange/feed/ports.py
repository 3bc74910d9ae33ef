"""What the sender needs: records by the count of their changes, orders, what it gave to whom, whom it serves now.

All raise StorageUnavailable, or ExchangeUnavailable, where what they are over is not reached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple, Protocol

from services.access.decision import RecordClass
from services.exchange.feed.counts import Counted, Look, Mark, Numbered
from services.values.exchange import (
    ErasureOrder,
    HeldVersion,
    NameRange,
    ReleasedRecord,
    SignedPageHeader,
    SignedVersion,
)

RECORDS, ORDERS = "records", "orders"
"""Names of the feeds. Orders are pulled first."""


class Change(NamedTuple):
    """The last change of one record.

    ``number``: of the change in the sender's count; ``record``: its name; ``seq``: the sender's own number of the
    version; ``klass``: in force; ``own``: what the version says of itself;
    ``held_until_ms``: until when its role is held back from others, 0 where it is not; ``ended``: withdrawn or
    expunged; ``givers``: agencies whose nodes give it here, none for what came from its owner.
    """

    number: int
    record: str
    version: int
    seq: int
    klass: RecordClass
    own: RecordClass
    held_until_ms: int = 0
    ended: bool = False
    givers: frozenset[str] = frozenset()


class Changes(NamedTuple):
    """What changed after a number. ``head``: the last number; ``upto``: the last one that was looked at."""

    head: int
    upto: int
    rows: tuple[Change, ...]


class Opened(NamedTuple):
    """Versions by seq, those that were erased meanwhile left out, and the page headers of their proofs by digest."""

    versions: Mapping[int, SignedVersion]
    pages: Mapping[bytes, SignedPageHeader]


class Records(Protocol):
    """The sender's records, by number and name."""

    async def head(self) -> int:
        """The last number of the count."""
        ...

    async def changes(self, after: int, limit: int) -> Changes:
        """At most ``limit`` records whose last change has a number above ``after``, ascending."""
        ...

    async def named(self, records: Sequence[str]) -> list[Change]:
        """Those of these names that are held, in any order."""
        ...

    async def opened(self, seqs: Sequence[int]) -> Opened:
        """Versions with their proofs."""
        ...

    async def mark(self, seq: int) -> bytes:
        """32 bytes of what the store says of a version and of when it took it; empty where it has no such version."""
        ...


class NumberedOrder(NamedTuple):
    """An order by its number in the count of its receiver."""

    number: int
    order: ErasureOrder


class Orders(Protocol):
    """Orders that receivers are given, each receiver's under a count of its own without gaps, from 1."""

    async def head(self, receiver: str) -> int:
        """The last number of the receiver's count; 0 where it has no orders."""
        ...

    async def page(self, receiver: str, after: int, limit: int) -> list[NumberedOrder]:
        """The receiver's orders above a number, ascending."""
        ...


class Place(NamedTuple):
    """A place in a feed: a number, and the digest of the header of the page that ends there."""

    sequence: int
    chain: bytes


class Standing(NamedTuple):
    """How one receiver stands in one feed. ``basis``: 32 bytes of what the epoch rests on; ``acked``: of this epoch."""

    epoch: int
    basis: bytes
    acked: Place
    heard_ms: int


class Given(NamedTuple):
    """A copy that leaves, as the ledger keeps it. ``agreement``: its id, empty for the receiver's own record."""

    record: str
    version: int
    sha256: bytes
    agreement: str


TRIES: Final = 8
"""How often what orders have overtaken is read anew, before the caller is told to come again."""


class Issued(Enum):
    """What became of a page that was to leave."""

    WRITTEN = "written"
    ENDED = "the epoch has ended"
    OVERTAKEN = "orders were followed past what the page had read"


class Issue(NamedTuple):
    """A page that is about to leave. ``given``: copies; ``removed``: records whose copy ends, and by which number.

    Numbers are the receiver's, but for ``seen``.

    ``seen``: the count of the records when the page began to be read. A record that ended later, and was ordered back
    from whoever was sent it, is not to be sent by it.
    """

    epoch: int
    since: int
    place: Place
    seen: int
    given: Sequence[Given] = ()
    removed: Sequence[tuple[str, int]] = ()
    mark: Mark | None = None


class Follower(NamedTuple):
    """A receiver in a feed, for who operates the sender. ``unacked``: pages that are not acknowledged."""

    receiver: str
    feed: str
    epoch: int
    acked: int
    heard_ms: int
    unacked: int


class Ledger(Protocol):
    """What the sender knows of each receiver. What is written is durable when a method returns."""

    async def standing(self, receiver: str, feed: str) -> Standing | None:
        """How a receiver stands; None before it ever asked."""
        ...

    async def begin(self, receiver: str, feed: str, basis: bytes, now_ms: int) -> Standing:
        """A new epoch where the basis is another than that of the one before, higher than every one before."""
        ...

    async def heard(self, receiver: str, feed: str, now_ms: int) -> None:
        """The receiver has asked just now."""
        ...

    async def was_issued(self, receiver: str, feed: str, place: Place) -> bool:
        """Whether a page that ends there was given in this epoch and is not yet behind what was acknowledged."""
        ...

    async def unacked(self, receiver: str, feed: str) -> int:
        """Pages that were given, one for each place at which they began, and are not acknowledged."""
        ...

    async def issue(self, receiver: str, feed: str, what: Issue) -> Issued:
        """Write down a page before it leaves; nothing is written but where it is WRITTEN."""
        ...

    async def give(
        self, receiver: str, epoch: int, given: Sequence[Given], seen: int, removed: Sequence[tuple[str, int]] = ()
    ) -> bool:
        """Write down copies that leave beside the feed; ``seen`` and ``removed`` as in :class:`Issue`.

        False where it is overtaken.
        """
        ...

    async def acknowledge(self, receiver: str, feed: str, place: Place) -> bool:
        """Take note that all up to a place is committed; False where no such page was given."""
        ...

    async def furthest(self, receiver: str, feed: str) -> int:
        """The last number of the pages that are given and not acknowledged, or of what was; 0 before the first."""
        ...

    async def to_end(self, receiver: str, records: Sequence[str], since: int) -> set[str]:
        """Of which of these records the receiver may have a copy: none of its pages up to ``since`` ended it."""
        ...

    async def owes(self, receiver: str) -> bool:
        """Whether the receiver has a copy that was not ended, or was given a page that it has not acknowledged."""
        ...

    async def copies(self, receiver: str, epoch: int, within: NameRange, limit: int) -> list[HeldVersion]:
        """The first copies of an epoch, by name, in a stretch of names, that were not ended."""
        ...

    async def counted(self, receiver: str, now_ms: int) -> Counted:
        """How far the records are counted for a receiver at a time."""
        ...

    async def states(self, receiver: str, records: Sequence[str]) -> Mapping[str, bytes]:
        """Of those of these records that are counted, or wait to be: as :class:`Position` has it."""
        ...

    async def count(self, receiver: str, epoch: int, look: Look, now_ms: int) -> bool:
        """Write down what looking came to. False where somebody else counted meanwhile, or the epoch has ended."""
        ...

    async def positions(self, receiver: str, since: int, most: int) -> list[Numbered]:
        """The first records past a number of the receiver's own count, ascending."""
        ...

    async def mark(self) -> Mark | None:
        """The furthest that was ever counted or given; None before the first."""
        ...

    async def rewind(self, was: Mark) -> None:
        """The store went back behind ``was``: every epoch of the records ends. Once more does nothing."""
        ...

    async def generation(self) -> int:
        """How often the store went back."""
        ...

    async def followers(self) -> list[Follower]:
        """Every receiver that ever asked, by name and feed."""
        ...


class Releases(Protocol):
    """What owners released at the desk of this node, to officers of other agencies."""

    async def in_force(self, receiver: str, now_ms: int, limit: int) -> Sequence[ReleasedRecord]:
        """Releases to officers of an agency that hold at a time, those that end last first. Raises DeskUnavailable."""
        ...


class Peers(Protocol):
    """Whom the operator serves."""

    def paused(self, agency: str) -> bool:
        """Whether an agency is paused."""
        ...
