"""What holding other nodes' records needs of a store (``app/copying.py``): cursors, copies, what is kept aside.

Part of ``ports.py``; all here raise StorageUnavailable as it says there. A peer is the agency of a node that gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from services.records.erasing_port import Place


class CursorRow(NamedTuple):
    """How far a feed of a peer is taken. ``epoch``, ``sequence``, ``chain``: as the sender's cursor has them.

    ``snapshot``: how many times the feed was begun anew; ``sweep_at``: the sender's number at which the snapshot under
    way ends, -1 where none is; ``stopped``: the rule by which no page is taken, "" while they are.
    """

    peer: str
    feed: str
    epoch: int
    sequence: int
    chain: bytes
    snapshot: int = 0
    sweep_at: int = -1
    stopped: str = ""


class CopyRow(NamedTuple):
    """That a peer gives a record. ``klass``: id of its class by the peer's word; ``snapshot``: when last given."""

    record: int
    peer: str
    agreement: str
    klass: int
    snapshot: int


class CopiedPageRow(NamedTuple):
    """An owner's signed page header that came with copies."""

    page: int
    agency: str
    feed: str
    page_number: int
    sha256: bytes
    header: bytes
    signature: bytes


class KnownPage(NamedTuple):
    """A page header of an owner that is held."""

    page: int
    sha256: bytes


class AsideHeld(NamedTuple):
    """What is kept aside of one peer. ``octets``: of the bodies as they are stored."""

    items: int
    octets: int


class AsideRow(NamedTuple):
    """An item of a peer's feed that is kept aside. ``page``, ``leaf``: the place at which ``body`` is sealed.

    ``agency`` and ``record_id`` are "" where the item tells none; ``body`` is empty where the record was expunged.
    """

    page: int
    leaf: int
    peer: str
    feed: str
    epoch: int
    sequence: int
    agency: str
    record_id: str
    field: str
    rule: str
    sha256: bytes
    recorded_ms: int
    body: bytes


class HeldCopy(NamedTuple):
    """A copy that is held. ``sha256``: of the bytes of its newest version."""

    record_id: str
    version: int
    sha256: bytes


class CopiesSnapshot(Protocol):
    """Reads how far feeds are taken, whose copies are held and what is aside."""

    async def cursor(self, peer: str, feed: str) -> CursorRow | None:
        """How far a feed of a peer is taken; None before its first page."""
        ...

    async def cursors(self) -> list[CursorRow]:
        """Every feed's, by peer and feed."""
        ...

    async def copies_of(self, records: Iterable[int]) -> list[CopyRow]:
        """Who gives these records, by record and peer; nothing of those that are the node's own."""
        ...

    async def copies_counted(self, peer: str) -> int:
        """How many records a peer gives."""
        ...

    async def copies_unseen(self, peer: str, snapshot: int, limit: int) -> list[int]:
        """Records that a peer gave before a snapshot and not in it."""
        ...

    async def copies_held(self, peer: str, agency: str, since: str, until: str, limit: int) -> list[HeldCopy]:
        """What a peer gives of an agency's records whose ids are from one on to before another, "" for no bound; by id.

        Nothing of what was expunged.
        """
        ...

    async def copies_ended(self, records: Iterable[int]) -> frozenset[int]:
        """Which of these were held as copies and are no more."""
        ...

    async def aside_counted(self) -> dict[str, int]:
        """Peer -> how many items of its feeds are kept aside."""
        ...

    async def aside_held(self, peer: str) -> AsideHeld:
        """How much of a peer's feeds is kept aside."""
        ...

    async def aside(self, peer: str, after: Place, limit: int) -> list[AsideRow]:
        """What of a peer's feeds is kept aside after a place, in order."""
        ...

    async def copied_pages(self, agency: str, feed: str, page_number: int) -> list[KnownPage]:
        """Headers that are held of an owner's page, newest first, whether it came here or with copies."""
        ...


class CopiesTransaction(CopiesSnapshot, Protocol):
    """Those reads, and what was taken."""

    async def put_cursor(self, row: CursorRow) -> None:
        """Say how far a feed is taken."""
        ...

    async def put_copies(self, rows: Sequence[CopyRow]) -> None:
        """A peer gives these records; they are copies again where they had ended."""
        ...

    async def end_copies(self, records: Sequence[int], peer: str) -> None:
        """A peer gives these records no more."""
        ...

    async def forget_copies(self, records: Sequence[int], changed: int) -> None:
        """Erase what records said that nobody gives any more, their newest versions with them; see ``erase``.

        Heads, order and digests stay, and that they may be given again.
        """
        ...

    async def make_room(self, records: Sequence[int]) -> None:
        """Let go of the rows of the newest versions of copies that ended, before they come again."""
        ...

    async def put_copied_page(self, row: CopiedPageRow) -> None:
        """Keep an owner's page header."""
        ...

    async def put_aside(self, rows: Sequence[AsideRow]) -> None:
        """Keep items that could not be taken, each with its reason."""
        ...

    async def end_aside(self, places: Sequence[Place]) -> None:
        """Let go of items that were kept aside; their keys are to be destroyed."""
        ...
