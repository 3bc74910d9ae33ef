"""Items of a peer's feed that are kept aside, byte for byte with what proves them, so that they can be tried again."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from services.records.app.context import Context
from services.records.app.erasing import finish
from services.records.copies_port import AsideRow
from services.records.erasing_port import Place
from services.records.errors import StorageUnavailable
from services.records.ports import Transaction
from services.records.sealing import SealBroken
from services.values.copies import AsideItem, FeedCursor, pack_aside, unpack_aside
from services.vocabulary.records import RecordStatus

MAX_ITEMS: Final = 10_000
MAX_BYTES: Final = 32 << 20
"""Kept aside of one peer's feeds at once, with the bytes of their bodies; what goes beyond stops the feed."""


class Kept(NamedTuple):
    """What is kept aside, opened. ``item``, ``header``, ``signature``: b"" where the record was expunged since."""

    place: Place
    feed: str
    sequence: int
    record: str
    field: str
    rule: str
    recorded_ms: int
    item: bytes
    header: bytes
    signature: bytes


async def put_aside(
    context: Context, tx: Transaction, peer: str, after: FeedCursor, items: Sequence[AsideItem], now_ms: int
) -> None:
    """Keep items of the page that ends at ``after``; of a record that is expunged, or blocked, the reason alone."""
    if not items:
        return
    gone = await _expunged(tx, items) | await _blocked(context, tx, items)
    head = await tx.log_head()
    page, recorded_ms, rows = head.page + 1, max(now_ms, head.recorded_ms), []
    for leaf, each in enumerate(items):
        digest = sha256(each.item).digest()
        erased = (each.agency, each.record_id) in gone
        body = b"" if erased else context.keys.bodies.seal(page, leaf, pack_aside(each), digest)
        name = each.agency, each.record_id, each.field, each.rule
        rows.append(
            AsideRow(page, leaf, peer, after.feed, after.epoch, each.sequence, *name, digest, recorded_ms, body)
        )
    await tx.put_aside(rows)
    await tx.advance(head._replace(page=page, recorded_ms=recorded_ms))


async def has_room(tx: Transaction, peer: str, items: Sequence[AsideItem]) -> bool:
    """Whether so much more of a peer may be kept aside; where there is nothing more, it may."""
    if not items:
        return True
    held = await tx.aside_held(peer)
    size = held.octets + sum(len(each.item) + len(each.header) + len(each.signature) for each in items)
    return held.items + len(items) <= MAX_ITEMS and size <= MAX_BYTES


async def _expunged(tx: Transaction, items: Sequence[AsideItem]) -> set[tuple[str, str]]:
    by_agency: dict[str, set[str]] = {}
    for each in items:
        if each.record_id:
            by_agency.setdefault(each.agency, set()).add(each.record_id)
    named = [one.head for agency, ids in by_agency.items() for one in await tx.heads_named(agency, sorted(ids))]
    return {(head.agency, head.record_id) for head in named if head.status == RecordStatus.EXPUNGED}


async def _blocked(context: Context, tx: Transaction, items: Sequence[AsideItem]) -> set[tuple[str, str]]:
    """Agencies and ids of those that an order has erased."""
    named = {(each.agency, each.record_id) for each in items if each.record_id}
    names = {context.keys.erased_name(f"agencies/{one}/records/{other}"): (one, other) for one, other in named}
    return {names[each] for each in await tx.erased_names(sorted(names))}


async def kept_aside(context: Context, peer: str, after: Place, limit: int) -> list[Kept]:
    """What of a peer is kept aside after a place, in order. Raises StorageUnavailable."""
    async with context.store.snapshot() as view:
        rows = await view.aside(peer, after, limit)
    return [_opened(context, row) for row in rows]


def _opened(context: Context, row: AsideRow) -> Kept:
    parts = (b"", b"", b"")
    if row.body:
        try:
            parts = unpack_aside(context.keys.bodies.open(row.page, row.leaf, row.body, row.sha256))
        except SealBroken:
            raise StorageUnavailable from None
    record = f"agencies/{row.agency}/records/{row.record_id}" if row.record_id else ""
    return Kept((row.page, row.leaf), row.feed, row.sequence, record, row.field, row.rule, row.recorded_ms, *parts)


async def let_go(context: Context, places: Sequence[Place]) -> None:
    """Forget what was kept aside at these places, keys destroyed when it returns. Raises StorageUnavailable."""
    if places:
        await context.store.write(lambda tx: tx.end_aside(places))
        await finish(context)
