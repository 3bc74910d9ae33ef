"""What an order of another node does to a record here: it blocks it for ever, or ends the copies that the node gave.

An order outranks every version, also one that is on its way: what is blocked is refused in the very transaction that
would take it. A record that was never held is blocked too.
"""

from __future__ import annotations

from services.records.app.context import Context
from services.records.app.copies_ended import end_named
from services.records.app.erasing import finish
from services.records.ports import Transaction
from services.values.copies import EndedCopy
from services.vocabulary.records import RecordStatus


async def block(context: Context, record: str) -> None:
    """Take nothing of a record ever again, and erase what is kept aside of it; durable. Raises StorageUnavailable.

    A copy that had only ended counts as changed: whoever was given it is to hear that it is gone for ever.
    """
    agency, record_id = _parts(record)

    async def job(tx: Transaction) -> None:
        name = context.keys.erased_name(record)
        if not await tx.erased_names([name]):
            heads = [each.head for each in await tx.heads_named(agency, [record_id])]
            ended = await tx.copies_ended([head.record for head in heads])
            await tx.put_heads([head for head in heads if head.record in ended])
        await tx.put_erased_name(name)
        await tx.erase_aside(agency, record_id)

    await context.store.write(job)
    await finish(context)


async def holds(context: Context, record: str) -> bool:
    """Whether the record is here, though it says nothing any more. Raises StorageUnavailable."""
    return await _status(context, record) is not None


async def is_silent(context: Context, record: str) -> bool:
    """Whether the record is here and says nothing: expunged, or a copy that ended. Raises StorageUnavailable."""
    return await _status(context, record) == RecordStatus.EXPUNGED


async def is_expunged(context: Context, record: str) -> bool:
    """Whether the record is gone for ever: by an order, or by its owner's version. Raises StorageUnavailable."""
    agency, record_id = _parts(record)

    async def job(tx: Transaction) -> bool:
        if await tx.erased_names([context.keys.erased_name(record)]):
            return True
        heads = [each.head for each in await tx.heads_named(agency, [record_id])]
        ended = await tx.copies_ended([head.record for head in heads])
        return any(head.status == RecordStatus.EXPUNGED and head.record not in ended for head in heads)

    return await context.store.write(job)


async def end_copy(context: Context, peer: str, record: str) -> int:
    """End the copy that a peer gave: 1 where it went, 0 where none was held or another gives it too.

    Durable, its keys destroyed. Raises StorageUnavailable.
    """
    agency, record_id = _parts(record)
    ended = EndedCopy(0, agency, record_id)
    gone = await context.store.write(lambda tx: end_named(context, tx, peer, [ended]))
    if gone:
        context.prepared.clear()
    await finish(context)
    return gone


async def _status(context: Context, record: str) -> str | None:
    agency, record_id = _parts(record)
    found = await context.store.write(lambda tx: tx.heads_named(agency, [record_id]))
    return found[0].head.status if found else None


def _parts(record: str) -> tuple[str, str]:
    _, agency, _, record_id = record.split("/")
    return agency, record_id
