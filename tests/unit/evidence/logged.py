"""Two nodes' logs as tests state them: pages given, taken and acknowledged, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from audit.entry import EntryKind, FeedPage, OpenEntry, encode_open, entry_leaf
from services.evidence.log_copy import ACK, ANCHOR, PULL, SKEW_MS, START, LogCopy

HUB, CUSTOMS, FIA = "pk.hub", "pk.customs", "pk.fia"
BEGAN_MS = 1_780_000_000_000
STEP_MS = 1_000


def digest(name: str) -> bytes:
    """Of the header of a page that a test names."""
    return sha256(name.encode()).digest()


def page(peer: str, number: int, previous: bytes = START, **change: Any) -> FeedPage:
    """The page that ends at ``number``, of two numbers of which one carries an item."""
    return FeedPage(**{**_plain(peer, number, previous), **change})


def _plain(peer: str, number: int, previous: bytes) -> dict[str, Any]:
    return {"peer": peer, "epoch": 7, "since": number - 2, "previous": previous, "count": 1, "passed": 1}


@dataclass
class Book:
    """One node's log. ``opened``: the open part of each leaf, b"" where nobody can open it."""

    agency: str
    leaves: list[bytes] = field(default_factory=list)
    opened: list[bytes] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"rabta.pk/audit/{self.agency}/1"

    def add(self, entry: OpenEntry) -> None:
        """One more entry; its leaf commits to nothing that a test looks at."""
        raw = encode_open(entry)
        self.leaves.append(entry_leaf(len(self.leaves), sha256(raw).digest()))
        self.opened.append(raw)

    def pulled(self, name: str, number: int, by: str, said: FeedPage, at: int = 0, **change: Any) -> None:
        """A page given or taken. ``by``: agency whose system asked; ``at``: seconds from the beginning."""
        facts: dict[str, Any] = {
            "kind": EntryKind.READ, "time_ms": BEGAN_MS + (at or number) * STEP_MS, "agency": by, "method": PULL,
            "feed": "records", "feed_page": number, "feed_chain_sha256": digest(name), "page": said,
            "records": (f"agencies/pk.fia/records/{name}/versions/1",),
        }  # fmt: skip
        self.add(OpenEntry(**{**facts, **change}))

    def acked(self, name: str, number: int, by: str, at: int = 0) -> None:
        """An acknowledgement."""
        self.add(
            OpenEntry(
                kind=EntryKind.READ, time_ms=BEGAN_MS + (at or number) * STEP_MS, agency=by, method=ACK,
                feed="records", feed_page=number, feed_chain_sha256=digest(name),
            )
        )  # fmt: skip

    def anchors(self, other: LogCopy, size: int, root: bytes) -> None:
        """A head of another log."""
        self.add(
            OpenEntry(
                kind=EntryKind.OUTCOME, time_ms=BEGAN_MS, agency=other.agency, method=ANCHOR,
                feed=other.origin, feed_page=size, feed_chain_sha256=root,
            )
        )  # fmt: skip

    def copy(self, after_s: int = 3_600) -> LogCopy:
        """All of it, under a head that was seen so many seconds after the beginning, beyond what clocks may differ."""
        found = LogCopy(self.agency, self.origin, BEGAN_MS + after_s * STEP_MS + SKEW_MS)
        for leaf, opened in zip(self.leaves, self.opened, strict=True):
            found.take(leaf, opened)
        return found


@dataclass
class Pair:
    """A hub that gives customs pages a, b and c, each taken and acknowledged, unless a test leaves something out."""

    hub: Book = field(default_factory=lambda: Book(HUB))
    customs: Book = field(default_factory=lambda: Book(CUSTOMS))
    last: bytes = START

    def give(self, name: str, number: int, *, logged: bool = True, taken: bool = True, acked: bool = True) -> None:
        """One page on its way. ``logged``: by the hub; ``taken``: entered by customs."""
        if logged:
            self.hub.pulled(name, number, CUSTOMS, page(CUSTOMS, number, self.last))
        if taken:
            self.customs.pulled(name, number, CUSTOMS, page(HUB, number, self.last))
        if acked:
            self.hub.acked(name, number, CUSTOMS)
        self.last = digest(name)
