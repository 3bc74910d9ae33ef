"""A page of a feed held against its header, the cursor and the registry, before anything of it is looked at.

The answer that brought it is signed by the sender; here it is proven that the page is for this node, follows what was
taken, and is whole. What its items say is proven one by one, in ``items.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final

from audit.merkle import leaf_hash, root_from_leaves
from services.exchange.copies.errors import PageUnproven
from services.exchange.copies.wire import PullChangesResponse, SyncItem, SyncPageHeader, decode_header, decode_item
from services.exchange.ranges import NO_ROOT
from services.values.copies import START, FeedCursor

FORMAT: Final = 1
MAX_ITEMS: Final = 500
MAX_BYTES: Final = (1 << 20) + (1 << 16)
"""Items and owners' headers together; one record may be as large as a page that its owner sends."""
AHEAD_MS: Final = 30_000


@dataclass(frozen=True, slots=True)
class Expected:
    """What the next page must say. ``sender``: agency that is asked; ``receiver``: the node's own."""

    federation_id: bytes
    sender: str
    receiver: str
    cursor: FeedCursor
    now_ms: int


@dataclass(frozen=True)
class OpenPage:
    """A page that holds. ``items``: bytes as they came, in order; ``pages``: owners' (header, signature) by digest.

    ``after`` equals the cursor, but for its epoch, where the page says that there is nothing new.
    """

    before: FeedCursor
    after: FeedCursor
    head: int
    items: tuple[bytes, ...]
    pages: dict[bytes, tuple[bytes, bytes]]

    @cached_property
    def read(self) -> tuple[SyncItem | None, ...]:
        """What the items say, None where bytes are none: decoded once for the log's entry and for whoever takes it."""
        return tuple(map(decode_item, self.items))


def open_page(answer: PullChangesResponse, expected: Expected) -> OpenPage:
    """The page once header, place, counts and root hold. Raises PageUnproven naming the rule."""
    _check_size(answer)
    header = decode_header(answer.header)
    if header is None:
        raise PageUnproven("header-form")
    _check_between(header, expected)
    _check_place(header, expected.cursor)
    items = tuple(answer.items)
    _check_counts(header, items)
    cursor = expected.cursor
    chain = sha256(answer.header).digest() if header.to_sequence > header.from_sequence else cursor.chain
    after = FeedCursor(header.feed, header.epoch, header.to_sequence, chain)
    pages = {sha256(page.header).digest(): (page.header, page.signature) for page in answer.pages}
    return OpenPage(cursor, after, header.head, items, pages)


def _check_size(answer: PullChangesResponse) -> None:
    size = sum(map(len, answer.items)) + sum(len(page.header) + len(page.signature) for page in answer.pages)
    if len(answer.items) > MAX_ITEMS or len(answer.pages) > len(answer.items) or size > MAX_BYTES:
        raise PageUnproven("page-size")


def _check_between(header: SyncPageHeader, expected: Expected) -> None:
    if header.format != FORMAT:
        raise PageUnproven("page-format")
    if header.federation_id != expected.federation_id:
        raise PageUnproven("page-federation")
    if header.sender != expected.sender:
        raise PageUnproven("page-sender")
    if header.receiver != expected.receiver:
        raise PageUnproven("page-receiver")
    if header.time_ms > expected.now_ms + AHEAD_MS:
        raise PageUnproven("page-time")


def _check_place(header: SyncPageHeader, cursor: FeedCursor) -> None:
    """It starts at the cursor, by number and by chain; an epoch is the sender's to say at the start alone."""
    if header.feed != cursor.feed:
        raise PageUnproven("page-feed")
    if not header.epoch or (header.epoch != cursor.epoch and (cursor.epoch or cursor.chain != START)):
        raise PageUnproven("page-epoch")
    if header.from_sequence != cursor.sequence or header.to_sequence < header.from_sequence:
        raise PageUnproven("page-order")
    if header.previous_sha256 != cursor.chain:
        raise PageUnproven("page-chain")


def _check_counts(header: SyncPageHeader, items: Sequence[bytes]) -> None:
    numbers = header.to_sequence - header.from_sequence
    if header.count != len(items) or header.count + header.passed != numbers or header.head < header.to_sequence:
        raise PageUnproven("page-count")
    if header.root != (root_from_leaves([leaf_hash(item) for item in items]) if items else NO_ROOT):
        raise PageUnproven("page-root")
