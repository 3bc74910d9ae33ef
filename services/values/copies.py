"""A page of another node's feed once its proofs hold, as who verifies it hands it to who keeps it. Pure.

Times are epoch milliseconds, digests 32 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

START: Final = bytes(32)
"""What stands for the page before the first."""
RECORDS: Final = "records"
_LENGTH: Final = 4


class FeedCursor(NamedTuple):
    """How far a feed is taken. ``chain``: SHA-256 of the last page header that was."""

    feed: str
    epoch: int = 0
    sequence: int = 0
    chain: bytes = START


class OwnerPage(NamedTuple):
    """The signed page header of an owner, verified. ``sha256``: of its bytes."""

    agency: str
    feed: str
    page_number: int
    sha256: bytes
    header: bytes
    signature: bytes


class CopiedVersion(NamedTuple):
    """A version that its owner signed. ``item``: as it came; ``path``: 32 bytes a node; ``klass``: text of its class.

    ``agreement``: id, "" where the record is of the node's own agency.
    """

    sequence: int
    item: bytes
    page: OwnerPage
    leaf: int
    salt: bytes
    path: bytes
    version: bytes
    klass: str
    agreement: str


class EndedCopy(NamedTuple):
    """A record that the sender gives no more."""

    sequence: int
    agency: str
    record_id: str


class AsideItem(NamedTuple):
    """An item that cannot be taken, with why. ``waits``: it is of a kind or form that a newer program may know.

    ``header``, ``signature``: of the page that its proof names, b"" where it names none. ``agency``, ``record_id``: ""
    where the item tells none.
    """

    sequence: int
    item: bytes
    field: str
    rule: str
    waits: bool = False
    header: bytes = b""
    signature: bytes = b""
    agency: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class CopiesPage:
    """A page of a peer's feed. ``head``: the sender's last number when the page was made; ``count``: of its items.

    ``aside``: what of it does not hold.
    """

    peer: str
    before: FeedCursor
    after: FeedCursor
    head: int
    count: int
    versions: tuple[CopiedVersion, ...] = ()
    ended: tuple[EndedCopy, ...] = ()
    aside: tuple[AsideItem, ...] = ()


class Applied(NamedTuple):
    """What became of a page, record by record. ``alarms``: for the log, without personal data."""

    written: tuple[str, ...] = ()
    unchanged: int = 0
    older: int = 0
    ended: int = 0
    aside: int = 0
    alarms: tuple[str, ...] = ()


def pack_aside(item: AsideItem) -> bytes:
    """The bytes of an item with those that prove it, each behind its length of 4 bytes."""
    parts = (item.item, item.header, item.signature)
    return b"".join(len(part).to_bytes(_LENGTH) + part for part in parts)


def unpack_aside(packed: bytes) -> tuple[bytes, bytes, bytes]:
    """Item, page header and its signature out of :func:`pack_aside`."""
    parts, at = [], 0
    for _ in range(3):
        end = at + _LENGTH + int.from_bytes(packed[at : at + _LENGTH])
        parts.append(packed[at + _LENGTH : end])
        at = end
    item, header, signature = parts
    return item, header, signature
