"""Pages put together: what each number carries, within the bounds of a page, and the header that counts it. Pure.

A page covers the numbers after ``since`` up to ``upto``. A number carries an item, or nothing for this receiver: then
it is passed over, and the header says of how many numbers that is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple

from audit.merkle import leaf_hash, root_from_leaves
from services.exchange.feed.ports import Given, Place
from services.exchange.ranges import NO_ROOT
from services.values.exchange import SignedPageHeader, SyncItem, SyncPageHeader

MAX_BYTES: Final = 1 << 20
FORMAT: Final = 1
_PER_ITEM: Final = 8
"""Bytes that an item's own frame may take beside it."""


class Carried(NamedTuple):
    """An item. Of a copy: what is written down of it, and the owner's page header that its proof needs."""

    item: SyncItem
    given: Given | None = None
    page: SignedPageHeader | None = None


class Cut(NamedTuple):
    """What fits a page: ``items`` as they travel, what they are, the number that the page ends at."""

    items: tuple[bytes, ...]
    carried: tuple[Carried, ...]
    pages: tuple[SignedPageHeader, ...]
    upto: int


@dataclass(frozen=True, slots=True)
class Between:
    """Who gives a page to whom, of which feed and epoch."""

    federation_id: bytes
    sender: str
    receiver: str
    feed: str
    epoch: int


def cut(carried: Iterable[Carried], upto: int, encode: Callable[[SyncItem], bytes], most: int = MAX_BYTES) -> Cut:
    """As many items as fit ``most`` bytes, one at least; the page ends before the first that does not."""
    items: list[bytes] = []
    taken: list[Carried] = []
    pages: dict[bytes, SignedPageHeader] = {}
    size = 0
    for each in carried:
        raw = encode(each.item)
        new = {each.page.header: each.page} if each.page and each.page.header not in pages else {}
        size += len(raw) + _PER_ITEM + sum(len(one.header) + len(one.signature) + _PER_ITEM for one in new.values())
        if items and size > most:
            return Cut(tuple(items), tuple(taken), tuple(pages.values()), each.item.sequence - 1)
        items.append(raw)
        taken.append(each)
        pages |= new
    return Cut(tuple(items), tuple(taken), tuple(pages.values()), upto)


def header_of(between: Between, since: Place, found: Cut, head: int, now_ms: int) -> SyncPageHeader:
    """The header of a page that follows ``since``."""
    count = len(found.items)
    return SyncPageHeader(
        format=FORMAT,
        federation_id=between.federation_id,
        sender=between.sender,
        receiver=between.receiver,
        feed=between.feed,
        epoch=between.epoch,
        from_sequence=since.sequence,
        to_sequence=found.upto,
        previous_sha256=since.chain,
        count=count,
        passed=found.upto - since.sequence - count,
        root=root_of(found.items),
        head=max(head, found.upto),
        time_ms=now_ms,
    )


def root_of(items: Sequence[bytes]) -> bytes:
    """RFC 6962 root over items as they travel; 32 zero bytes over none."""
    return root_from_leaves([leaf_hash(item) for item in items]) if items else NO_ROOT


def chain_of(header: bytes) -> bytes:
    """The digest by which the next page, and a cursor, name a page."""
    return sha256(header).digest()
