"""What is done so that nothing of a record is left in the store, the index of persons and the numbers to be asked.

What is called again finds the records erased, finishes what was left, and counts the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from itertools import groupby
from typing import Final

from services.records.app.context import Context
from services.records.app.erasing import finish
from services.records.app.expunged_again import expunge_again
from services.records.errors import StorageUnavailable
from services.records.ports import Snapshot, Store, Transaction

PATIENCE_S: Final = 10.0
"""As long an index that follows the records may take to have let go of a record."""
LOOK_S: Final = 0.05
VERSIONS: Final = 10_000
"""Versions of a record that are counted; no record has as many."""


async def erase_records(context: Context, names: Sequence[str]) -> int:
    """Versions of these records that say nothing any more, since bodies, tokens, keys and prepared answers go.

    A record that its owner has not expunged is expunged here. Raises StorageUnavailable.
    """
    records = await context.store.write(lambda tx: _numbers(tx, names))
    await expunge_again(context, records)
    context.prepared.clear()
    await finish(context)
    async with context.store.snapshot() as view:
        return sum([await _emptied(context, view, record) for record in records])


async def _numbers(tx: Transaction, names: Sequence[str]) -> list[int]:
    """Numbers in the store of those that it holds."""
    parts = sorted({(owner, record_id) for _, owner, _, record_id in (name.split("/") for name in names)})
    found = list[int]()
    for owner, own in groupby(parts, key=lambda part: part[0]):
        found += [each.head.record for each in await tx.heads_named(owner, [record_id for _, record_id in own])]
    return found


async def _emptied(context: Context, view: Snapshot, record: int) -> int:
    """How many of its versions are gone; the last one too, where the hub keeps a bare one in its place."""
    rows = await view.bodies([seq for seq, _ in await view.versions_of_record(record, 0, VERSIONS)])
    gone = sum(not row.body for row in rows)
    for row in rows:
        if row.body:
            held = context.keys.bodies.open(row.page, row.leaf, row.body, row.sha256)
            gone += sha256(held).digest() != row.sha256
    return gone


async def erase_in_index(context: Context, names: Sequence[str]) -> int:
    """As many as are named, once the index of persons has let go of what is gone from the records.

    Raises StorageUnavailable where it does not come to it.
    """
    async with context.store.snapshot() as view:
        head = await view.change_head()
    try:
        async with asyncio.timeout(PATIENCE_S):
            while await context.matching.matcher.let_go() < head:
                await asyncio.sleep(LOOK_S)
    except TimeoutError:
        raise StorageUnavailable from None
    return len(names)


async def erase_questions(context: Context, names: Sequence[str]) -> int:  # noqa: ARG001
    """Numbers that wait to be asked for and that no record is found by any more. Raises StorageUnavailable."""

    return await context.identities.stop_asking(partial(found_by, context.store))


async def found_by(store: Store, tokens: Sequence[str]) -> frozenset[str]:
    """Which of these blind tokens some record is found by. Raises StorageUnavailable."""
    async with store.snapshot() as view:
        return frozenset([token for token in tokens if (await view.stamp(token)).rows])
