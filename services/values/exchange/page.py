"""A page of a feed, and how far a receiver has taken it."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.exchange.order import ErasureOrder
from services.values.records.history import SignedVersion


@dataclass(frozen=True, slots=True)
class Cursor:
    """``sequence``: the last number of the sender's count that was taken; ``chain_sha256``: of its page's header."""

    feed: str = ""
    epoch: int = 0
    sequence: int = 0
    chain_sha256: bytes = b""


@dataclass(frozen=True, slots=True)
class SyncPageHeader:
    """What a page holds, and what it passes over: ``count + passed == to_sequence - from_sequence``."""

    format: int = 0
    federation_id: bytes = b""
    sender: str = ""
    receiver: str = ""
    feed: str = ""
    epoch: int = 0
    from_sequence: int = 0
    to_sequence: int = 0
    previous_sha256: bytes = b""
    count: int = 0
    passed: int = 0
    root: bytes = b""
    head: int = 0
    time_ms: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """A record to be held: its version in force, the sender's class as text, the agreement's id."""

    version: SignedVersion | None = None
    record_class: str = ""
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """A record no longer to be held, by its name."""

    record: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SyncItem:
    """What one number of the sender's count carries: one of the three, or a kind that is not known here."""

    sequence: int = 0
    copy: Copy | None = None
    removal: Removal | None = None
    order: ErasureOrder | None = None
