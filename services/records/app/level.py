"""Whether the store holds every page that the log says was taken.

A page is written before its outcome is logged, so a store may be ahead of the log by what was under way when the hub
died. It is never behind, unless an older copy of it was put back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from services.records.ports import Snapshot


class FeedName(NamedTuple):
    """One feed of an agency."""

    agency: str
    feed: str


class Taken(NamedTuple):
    """The last page of a feed by the log. ``digests``: of its header; several where its number was given again."""

    page_number: int
    digests: frozenset[bytes]


class Missing(NamedTuple):
    """A feed that the store holds less of. ``held``: its last page there, 0 for none; ``taken``: by the log."""

    name: FeedName
    held: int
    taken: int


def latest(pages: Iterable[tuple[FeedName, int, bytes]], known: Mapping[FeedName, Taken]) -> dict[FeedName, Taken]:
    """What the log says of each feed, where these pages (feed, number, digest) come beside those known."""
    found = dict(known)
    for name, number, digest in pages:
        before = found.get(name)
        if before is None or number > before.page_number:
            found[name] = Taken(number, frozenset({digest}))
        elif number == before.page_number:
            found[name] = Taken(number, before.digests | {digest})
    return found


async def missing(view: Snapshot, taken: Mapping[FeedName, Taken]) -> list[Missing]:
    """Feeds of which the store holds less than the log says, or another page under the last number; by name."""
    found = []
    for name, last in sorted(taken.items()):
        head = await view.feed_head(*name)
        held = head.page_number if head else 0
        same = held > last.page_number or (head is not None and head.sha256 in last.digests)
        if held < last.page_number or not same:
            found.append(Missing(name, min(held, last.page_number - 1), last.page_number))
    return found
