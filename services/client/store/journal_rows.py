"""What the journal of a feed holds, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """Whose feed it is, for whom, under which name."""

    federation_id: bytes
    agency: str
    audience: str
    feed: str = "records"


@dataclass(frozen=True, slots=True)
class Held:
    """Last version of a record. ``content_sha256``: SHA-256 of the draft's bytes; ``pending``: not yet answered.

    ``facts_sha256``: of what it says apart from who works on it; ``corrected``: it says otherwise than one before.
    """

    version: int
    sha256: bytes
    content_sha256: bytes
    pending: bool = False
    facts_sha256: bytes = b""
    corrected: bool = True


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A record as the hub last took it. ``sha256``: of the version's bytes; ``expunged``: which say that it is."""

    record_id: str
    version: int
    sha256: bytes
    expunged: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One version of a page. ``row``: number of the row it came from; ``expunged``: it says that the record is."""

    record_id: str
    held: Held
    row: int
    expunged: bool = False


@dataclass(frozen=True, slots=True)
class PendingPage:
    """A page that was not answered: exactly the bytes to send."""

    number: int
    sha256: bytes
    request_id: str
    request: bytes


@dataclass(frozen=True, slots=True)
class SentLine:
    """One version of a page as it was first sent. ``previous``: SHA-256 of the one before it, empty for the first."""

    record_id: str
    version: int
    previous: bytes
    content_sha256: bytes
    facts_sha256: bytes
    corrected: bool
    row: int


@dataclass(frozen=True, slots=True)
class SentPage:
    """A page with its bytes. ``altered``: what was expunged is replaced, so that its signature holds no more."""

    number: int
    sha256: bytes
    request_id: str
    request: bytes
    altered: bool
    lines: Sequence[SentLine]
