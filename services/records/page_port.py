"""What a store tells of one page of a page stream: its signed header, and which versions came in with it.

Part of ``ports.py``; all here raise StorageUnavailable as it says there.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from services.records.rows import HeaderRow


class PagedVersion(NamedTuple):
    """One version of a page: ``leaf`` is its place there, from 0; ``sha256`` of its bytes."""

    seq: int
    record_id: str
    version: int
    leaf: int
    sha256: bytes


class PageSnapshot(Protocol):
    """What a read transaction tells of the pages of a page stream."""

    async def page_of_feed(self, agency: str, feed: str, page_number: int) -> HeaderRow | None:
        """A page of an agency's feed; None where it is not held."""
        ...

    async def versions_of_page(self, page: int, after: int, limit: int) -> list[PagedVersion]:
        """Versions that were taken of a page, whose leaf is above ``after``, in order."""
        ...
