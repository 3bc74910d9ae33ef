"""What a node's log says of pages between nodes, leaf by leaf: given, taken, acknowledged, and other logs anchored.

The copy keeps the hash of every leaf, so that the root of any size that it had can be told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from audit.entry import ENTRY_LEAF, ORIGIN_LEAF, EntryKind, FeedPage, OpenEntry, decode_open
from audit.merkle import HASH_BYTES, Frontier, leaf_hash
from services.evidence.checkpoint import Cosigned

PULL: Final = "/rabta.exchange.v1.ExchangeService/PullChanges"
ACK: Final = "/rabta.exchange.v1.ExchangeService/AckPages"
ANCHOR: Final = "/rabta.exchange.v1.AnchorService/AnchorLog"
START: Final = bytes(HASH_BYTES)
"""What stands for the page before the first."""
SKEW_MS: Final = 60_000
"""How far two clocks may be apart, as a log stops at 30 s, and a head behind the moment at which it was cosigned."""


class LoggedPage(NamedTuple):
    """A page as one log has it. ``upto``: its last number; ``digest``: of its header; ``records``: versions in it."""

    leaf: int
    time_ms: int
    feed: str
    upto: int
    digest: bytes
    page: FeedPage
    records: tuple[str, ...]


class Acked(NamedTuple):
    """``receiver`` said that all up to the page of a digest is committed."""

    leaf: int
    time_ms: int
    receiver: str
    digest: bytes


class AnchoredHead(NamedTuple):
    """Another node's log as it was told: its size and root then."""

    leaf: int
    agency: str
    origin: str
    size: int
    root: bytes


@dataclass(slots=True)
class LogCopy:
    """A log whole up to a proven head. ``agency``: whose node writes it; ``as_of_ms``: when witnesses saw that head.

    ``closed``: entries that nobody can open any more; ``older``: digests of pages without what their header says;
    ``since_ms``: time of its first entry where it continues another log, 0 where it is the first.
    """

    agency: str
    origin: str
    as_of_ms: int
    given: list[LoggedPage] = field(default_factory=list)
    taken: list[LoggedPage] = field(default_factory=list)
    acked: list[Acked] = field(default_factory=list)
    anchored: list[AnchoredHead] = field(default_factory=list)
    older: set[bytes] = field(default_factory=set)
    closed: int = 0
    since_ms: int = 0
    _continues: bool = False
    _hashes: bytearray = field(default_factory=bytearray)

    @property
    def size(self) -> int:
        """Leaves that were read."""
        return len(self._hashes) // HASH_BYTES

    def take(self, leaf: bytes, opened: bytes) -> None:
        """The next leaf. ``opened``: its open part, b"" where it has none. Raises EncodingError."""
        index = self.size
        self._hashes += leaf_hash(leaf)
        if not leaf.startswith(ENTRY_LEAF):
            self._continues |= leaf.startswith(ORIGIN_LEAF)
            return
        if not opened:
            self.closed += 1
            return
        entry = decode_open(opened)
        if self._continues and not self.since_ms:
            self.since_ms = entry.time_ms
        if entry.kind in (EntryKind.READ, EntryKind.OUTCOME):
            self._note(index, entry)

    def covers(self, time_ms: int) -> bool:
        """Whether what was entered at that time of another node's clock must be in the copy."""
        since_ms = self.since_ms + SKEW_MS if self.since_ms else 0
        return since_ms <= time_ms <= self.as_of_ms - SKEW_MS

    def roots(self, sizes: Iterable[int]) -> dict[int, bytes]:
        """Root at each of these sizes, those beyond the copy left out."""
        frontier, found = Frontier(), {}
        for size in sorted({size for size in sizes if size <= self.size}):
            rest = self._hashes[frontier.size * HASH_BYTES : size * HASH_BYTES]
            frontier.extend([bytes(rest[at : at + HASH_BYTES]) for at in range(0, len(rest), HASH_BYTES)])
            found[size] = frontier.root()
        return found

    def _note(self, index: int, entry: OpenEntry) -> None:
        if entry.method == ANCHOR and entry.feed:
            head = AnchoredHead(index, entry.agency, entry.feed, entry.feed_page, entry.feed_chain_sha256)
            self.anchored.append(head)
        elif entry.method == ACK and entry.feed_page:
            self.acked.append(Acked(index, entry.time_ms, entry.agency, entry.feed_chain_sha256))
        elif entry.method == PULL and entry.page is None and entry.feed_page:
            self.older.add(entry.feed_chain_sha256)
        elif entry.method == PULL and entry.page is not None:
            self._page(index, entry, entry.page)

    def _page(self, index: int, entry: OpenEntry, page: FeedPage) -> None:
        """In the giver's log the receiver asked for itself; in the taker's its own system did, and names the giver."""
        said = LoggedPage(
            index, entry.time_ms, entry.feed, entry.feed_page, entry.feed_chain_sha256, page, entry.records
        )
        if entry.agency == self.agency:
            self.taken.append(said)
        elif entry.agency == page.peer:
            self.given.append(said)


def copy_under(head: Cosigned, agency: str) -> LogCopy:
    """An empty copy of the log of ``agency`` under a head that a quorum cosigned."""
    as_of_s = min(head.opened.cosigned[name] for name in head.agencies)
    return LogCopy(agency, head.opened.checkpoint.origin, as_of_s * 1000)
