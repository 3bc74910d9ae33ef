"""What a receiver asks of a sender, and what it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.exchange.page import Cursor
from services.values.records.case import CaseReference
from services.values.records.history import SignedPageHeader


@dataclass(frozen=True, slots=True)
class NegotiateRequest:
    """What the receiver can read; bounds of 0 leave it to the sender."""

    protocols: tuple[int, ...] = ()
    record_formats: tuple[int, ...] = ()
    max_items: int = 0
    max_bytes: int = 0
    software: str = ""


@dataclass(frozen=True, slots=True)
class FeedState:
    """Where a feed stands for the receiver."""

    feed: str = ""
    epoch: int = 0
    head: int = 0


@dataclass(frozen=True, slots=True)
class NegotiateResponse:
    """What both can read. ``feeds``: in the order in which they are to be pulled."""

    protocol: int = 0
    record_formats: tuple[int, ...] = ()
    max_items: int = 0
    max_bytes: int = 0
    software: str = ""
    feeds: tuple[FeedState, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownReleases:
    """Which list of releases a receiver has: ``state`` as the sender named it, empty before the first."""

    state: bytes = b""


@dataclass(frozen=True, slots=True)
class ReleasedRecord:
    """A release to an officer of the receiver's, for one case. ``record``: its name."""

    record: str = ""
    officer: str = ""
    case: CaseReference | None = None
    until_ms: int = 0


@dataclass(frozen=True, slots=True)
class ReleasesInForce:
    """Every one to a receiver's officers; it takes the place of the list before."""

    state: bytes = b""
    records: tuple[ReleasedRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class PullChangesRequest:
    """``max_items``: 0 is 200; ``wait_ms``: for a change where there is none. ``releases``: None is told of none."""

    cursor: Cursor | None = None
    max_items: int = 0
    wait_ms: int = 0
    releases: KnownReleases | None = None


@dataclass(frozen=True, slots=True)
class PullChangesResponse:
    """``header``, ``items``: serialised SyncPageHeader and SyncItems, as they are hashed."""

    header: bytes = b""
    items: tuple[bytes, ...] = ()
    pages: tuple[SignedPageHeader, ...] = ()
    releases: ReleasesInForce | None = None


@dataclass(frozen=True, slots=True)
class AckPagesRequest:
    """After the last page of which everything is committed."""

    taken: Cursor | None = None


@dataclass(frozen=True, slots=True)
class AckPagesResponse:
    """Says nothing but that it was taken."""


@dataclass(frozen=True, slots=True)
class NameRange:
    """Names of records from one, to before another, by their bytes; "" is open."""

    from_name: str = ""
    to_name: str = ""


@dataclass(frozen=True, slots=True)
class CompareRangesRequest:
    """1 to 64 ranges of the feed ``records``."""

    feed: str = ""
    epoch: int = 0
    ranges: tuple[NameRange, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """One record of a range: its name, version, and the SHA-256 of the version's bytes."""

    record: str = ""
    version: int = 0
    sha256: bytes = b""


@dataclass(frozen=True, slots=True)
class RangeDigest:
    """What the receiver should hold of a range. ``splits``: names that cut it; ``held``: all, where it is short."""

    count: int = 0
    root: bytes = b""
    splits: tuple[str, ...] = ()
    held: tuple[HeldVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class CompareRangesResponse:
    """In the order of the question."""

    ranges: tuple[RangeDigest, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchRecordsRequest:
    """1 to 100 names of records. ``released``: the receiver takes records that were released to its officers."""

    records: tuple[str, ...] = ()
    released: bool = False


@dataclass(frozen=True, slots=True)
class FetchRecordsResponse:
    """Serialised SyncItems in the order of the question."""

    items: tuple[bytes, ...] = ()
    pages: tuple[SignedPageHeader, ...] = ()
