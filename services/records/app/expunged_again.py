"""Records that an older store brings back though their keys were destroyed: expunged, as their owners had them be.

The hub has no version of the owner's that says so any more. It keeps a bare one of its own in the place of the newest,
which nobody is ever shown: its class is that of what is expunged. A copy had ended, or an order erased it, which blocks
it by itself: here it ends again, so that who gives it may give it again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, get_args

from services.records.app.context import Context
from services.records.body_keys import BodyKeys
from services.records.ports import Transaction
from services.records.protection.classes import class_row, own_of
from services.records.protection.facts import pack
from services.records.rows import HeadRow
from services.values.records import Body, RecordVersion, kind_of
from services.vocabulary.records import RecordStatus

_BODIES: Final = {kind_of(body()): body for body in get_args(Body)}


async def expunge_again(context: Context, records: Sequence[int]) -> None:
    """Erase what these records say, durable when it returns. Those that are expunged stay as they are, copies end."""
    await context.store.write(lambda tx: _expunge(context, tx, records))


async def _expunge(context: Context, tx: Transaction, records: Sequence[int]) -> None:
    heads = [head for head in await tx.heads_numbered(records) if head.status != RecordStatus.EXPUNGED]
    peers: dict[str, list[int]] = {}
    for row in await tx.copies_of(sorted(head.record for head in heads)):
        peers.setdefault(row.peer, []).append(row.record)
    for peer, given in sorted(peers.items()):
        await tx.end_copies(sorted(given), peer)
    copied = {record for given in peers.values() for record in given}
    for some, erase in (
        ([head for head in heads if head.record in copied], tx.forget_copies),
        ([head for head in heads if head.record not in copied], tx.erase_whole),
    ):
        if some:
            await empty(context, tx, some, erase)


async def empty(
    context: Context, tx: Transaction, heads: Sequence[HeadRow], erase: Callable[[Sequence[int], int], Awaitable[None]]
) -> None:
    """Let ``erase`` take what these records say, and keep a bare version in the place of the newest of each."""
    bare = [_bare(head) for head in heads]
    classes = [class_row(own_of(record)) for record in bare]
    await tx.put_classes((each.id, each.attributes) for each in classes)
    await tx.put_heads(
        [
            head._replace(
                status=record.status, own=klass.id, klass=klass.id, until_ms=None, act_day=None, people="", cases="",
                facts=pack(record),
            )
            for head, record, klass in zip(heads, bare, classes, strict=True)
        ]
    )  # fmt: skip
    await tx.put_classes_at([head.record for head in heads], [])
    await erase([head.record for head in heads], (await tx.log_head()).seq)
    await _keep_bare(context, tx, heads, bare)


async def _keep_bare(
    context: Context, tx: Transaction, heads: Sequence[HeadRow], bare: Sequence[RecordVersion]
) -> None:
    digests = {row.seq: row.sha256 for row in await tx.bodies([head.seq for head in heads])}
    bodies: BodyKeys = context.keys.bodies
    await tx.put_bodies(
        [
            (bodies.seal_before(context.codec.encoded(record), digests[head.seq]), head.seq)
            for head, record in zip(heads, bare, strict=True)
        ]
    )


def _bare(head: HeadRow) -> RecordVersion:
    return RecordVersion(
        agency=head.agency,
        record_id=head.record_id,
        version=head.version,
        kind=head.kind,
        status=RecordStatus.EXPUNGED,
        body=_BODIES[head.kind](),
    )
