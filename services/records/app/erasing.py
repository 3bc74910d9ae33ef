"""Destroying keys: of what was expunged, and of what an older store brings back; sealing anew what had none of its own.

The store says in the transaction that erases which keys are due; they are destroyed before the owner is answered, and
where a process ends between the two, by the next that looks. Store and keys each count erasures: where the keys have
seen more, the store is an older one, and what it holds under destroyed keys is expunged again; where the store has, the
keys are older ones, and every place that it has emptied loses its key once more.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Final

from services.records.app.context import Context
from services.records.app.expunged_again import expunge_again
from services.records.body_keys import FILE, MARK, BodyKeys, Held
from services.records.erasing_port import Place, PlacedBody
from services.records.errors import StorageUnavailable
from services.records.key_tree import LEAF_BITS, index_of
from services.records.ports import Transaction
from services.records.sealing import SealBroken
from services.signing.keyfile import UnsafeFile
from services.store.errors import StoreUnsafe

logger = logging.getLogger(__name__)
BATCH: Final = 256
"""Versions that are sealed anew, or looked at, in one go."""


async def settle(context: Context) -> None:
    """Bring store and keys together, before anything is served.

    Raises StoreUnsafe where the keys are missing or those of another store, UnsafeFile, StorageUnavailable.
    """
    held = await _keys_of(context)
    async with context.store.snapshot() as view:
        at = await view.erasing()
    if held.erasures > at.erasures:
        await _join(context, held)
    await finish(context)


async def _keys_of(context: Context) -> Held:
    bodies = context.keys.bodies
    async with context.store.snapshot() as view:
        at = await view.erasing()
    if not at.keys:
        held = await asyncio.to_thread(_made, bodies)
        await context.store.write(lambda tx: _name(tx, held.store.hex()))
        async with context.store.snapshot() as view:
            at = await view.erasing()
    if not bodies.path.exists():
        raise StoreUnsafe(f"{FILE} is missing, without which no version can be read: put its copy back")
    try:
        held = bodies.held()
    except (SealBroken, ValueError) as error:
        if isinstance(error, UnsafeFile):
            raise
        raise StoreUnsafe(f"{FILE} is damaged, or was made under another secret.key: put its copy back") from None
    if held.store.hex() != at.keys:
        raise StoreUnsafe(f"{FILE} is of another store: put the copy of this one's back")
    return held


def _made(bodies: BodyKeys) -> Held:
    try:
        return bodies.make()
    except UnsafeFile:
        raise
    except (SealBroken, ValueError):
        raise StoreUnsafe(f"{FILE} is damaged, or was made under another secret.key") from None
    except OSError:
        raise StorageUnavailable from None


async def _name(tx: Transaction, keys: str) -> None:
    at = await tx.erasing()
    if not at.keys:
        await tx.set_erasing(at._replace(keys=keys))


async def finish(context: Context) -> None:
    """Destroy the keys that are due; once it returns no file of the node holds them. Raises StorageUnavailable."""
    async with context.store.snapshot() as view:
        at, due = await view.erasing(), await view.keys_due()
        held = context.keys.bodies.held()
        if not due and at.erasures <= held.erasures:
            return
        places = [(each.page, each.leaf) for each in due]
        missed = not due or due[0].erasure > held.erasures + 1
        gone = [*places, *(await view.emptied())] if missed else places
    await asyncio.to_thread(_destroyed, context.keys.bodies, gone, at.erasures)
    if due:
        await context.store.write(lambda tx: tx.end_keys_due(places))


def _destroyed(bodies: BodyKeys, places: Iterable[Place], erasures: int) -> None:
    try:
        left = bodies.destroy(places, erasures)
    except (OSError, SealBroken):
        raise StorageUnavailable from None
    for place in left:
        logger.error("%s: the copy of %s is of before an erasure, run rabta backup", place, FILE)


async def _join(context: Context, held: Held) -> None:
    """Expunge again what an older store holds under keys that were destroyed; its next page is past all of them."""
    after = 0
    while True:
        async with context.store.snapshot() as view:
            rows = await view.placed_after(after, BATCH)
        if not rows:
            break
        after = rows[-1].seq
        gone = sorted({row.record for row in rows if not held.tree.holds(index_of(row.page, row.leaf))})
        if gone:
            await expunge_again(context, gone)
    await context.store.write(lambda tx: _joined(tx, held))
    context.prepared.clear()


async def _joined(tx: Transaction, held: Held) -> None:
    at, head = await tx.erasing(), await tx.log_head()
    await tx.set_erasing(at._replace(erasures=max(at.erasures, held.erasures)))
    await tx.advance(head._replace(page=max(head.page, held.tree.last_gone() >> LEAF_BITS)))


async def seal_anew(context: Context) -> bool:
    """A batch of what was sealed before each version had a key of its own; whether there was one to do.

    Durable when it returns, and the old bytes are overwritten as erased ones are. Raises StorageUnavailable.
    """
    async with context.store.snapshot() as view:
        at = await view.erasing()
    if at.sealed_until < 0:
        return False
    await context.store.write(lambda tx: _sealed(tx, context.keys.bodies))
    return True


async def _sealed(tx: Transaction, bodies: BodyKeys) -> None:
    at = await tx.erasing()
    if at.sealed < at.sealed_until:
        rows = await tx.placed_after(at.sealed, BATCH)
        await tx.put_bodies([(body, row.seq) for row in rows if (body := _anew(bodies, row))])
        at = at._replace(sealed=rows[-1].seq if rows else at.sealed_until)
    elif at.sealed_until >= 0:
        refused = await tx.refused_unmarked(MARK, BATCH)
        anew = [(body, row.page, row.leaf) for row in refused if (body := _anew(bodies, row))]
        await tx.put_refused_bodies(anew)
        at = at if anew else at._replace(sealed_until=-1)
    await tx.set_erasing(at)


def _anew(bodies: BodyKeys, row: PlacedBody) -> bytes | None:
    """The bytes under their own key; None where they have it, where it is gone, and where they cannot be opened."""
    if row.body.startswith(MARK):
        return None
    try:
        return bodies.seal(row.page, row.leaf, bodies.open(row.page, row.leaf, row.body, row.sha256), row.sha256)
    except SealBroken:
        return None
