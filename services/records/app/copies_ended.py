"""Copies that end: because the node that gave them says so, or does not give them any more in a snapshot.

What a record said is erased with its keys where nobody gives it any more. It is not expunged: it may be given again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from services.records.app.context import Context
from services.records.app.erasing import finish
from services.records.app.expunged_again import empty
from services.records.ports import Transaction
from services.values.copies import RECORDS, EndedCopy
from services.vocabulary.records import RecordStatus

BATCH: Final = 256
"""Records that a sweep ends in one transaction."""


async def end_named(context: Context, tx: Transaction, peer: str, ended: Iterable[EndedCopy]) -> int:
    """End what the peer gives of these records; how many copies went."""
    by_agency: dict[str, list[str]] = {}
    for each in ended:
        by_agency.setdefault(each.agency, []).append(each.record_id)
    named = [head for agency, ids in by_agency.items() for head in await tx.heads_named(agency, sorted(set(ids)))]
    return await end_given(context, tx, peer, sorted(each.head.record for each in named))


async def end_given(context: Context, tx: Transaction, peer: str, records: Sequence[int]) -> int:
    """The same by their numbers. The node's own records, and those that another gives too, stay.

    What stays counts as changed, since it may be passed on by whoever gives it.
    """
    given = {row.record for row in await tx.copies_of(records) if row.peer == peer}
    if not given:
        return 0
    await tx.end_copies(sorted(given), peer)
    gone = given - {row.record for row in await tx.copies_of(sorted(given))}
    await tx.put_heads(await tx.heads_numbered(sorted(given - gone)))
    heads = [head for head in await tx.heads_numbered(sorted(gone)) if head.status != RecordStatus.EXPUNGED]
    if heads:
        await empty(context, tx, heads, tx.forget_copies)
    return len(gone)


async def sweep(context: Context, peer: str) -> bool:
    """End a batch of what the snapshot of a peer's records did not bring, once it is through; whether there was one.

    Durable when it returns, keys destroyed. Raises StorageUnavailable.
    """

    async def job(tx: Transaction) -> int:
        at = await tx.cursor(peer, RECORDS)
        if at is None or not 0 <= at.sweep_at <= at.sequence:
            return 0
        records = await tx.copies_unseen(peer, at.snapshot, BATCH)
        if not records:
            await tx.put_cursor(at._replace(sweep_at=-1))
        await end_given(context, tx, peer, sorted(records))
        return len(records)

    ended = await context.store.write(job)
    if ended:
        context.prepared.clear()
        await finish(context)
    return bool(ended)
