"""Judging again: what a registry that came later says of versions that are held, in batches, protection first.

First every version is looked at once, in the order of the log: gaps in whose word it is are filled (``gaps.py``), and
what that changes is judged with its whole neighbourhood; a record is only ever protected more by it. Once all are
through, those that are protected more than they were judged to be are set to what they are. Each batch is one
transaction of the one writer, between pages, and the store says how far it is: whoever ends, another goes on there.
Pages that come meanwhile raise as well, and lower nothing before all is raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from services.membership.registry import Registry
from services.records.app import neighbours
from services.records.app.classing import reclass
from services.records.app.context import ClassBook, Context
from services.records.app.neighbours import Neighbourhood
from services.records.authority.gaps import filled
from services.records.authority.voice import Voices, read_voice, voice_text
from services.records.errors import StorageUnavailable
from services.records.judging_port import Left, VoiceRow
from services.records.law.ages import word_of
from services.records.ports import Transaction
from services.records.protection.classes import Judged, judged_of_class
from services.records.protection.facts import pack
from services.records.protection.stricter import both
from services.records.rows import HeadRow
from services.records.sealing import SealBroken
from services.values.dates import day_text, today
from services.values.records import RecordVersion

BATCH: Final = 64
"""Versions or records of one batch."""
NOTHING: Final = Left(0, 0)


async def judge_again(context: Context, registry: Registry, now_ms: int) -> Left:
    """One batch, where there is one to do, durable before it returns; what is left after it.

    A process that has not taken up the newest version yet leaves it to those that have. Raises StorageUnavailable.
    """
    async with context.store.snapshot() as view:
        at, left = await view.judging(), await view.judging_left(now_ms)
    if registry.version < at.registry or (registry.version == at.registry and left == NOTHING):
        return NOTHING

    async def job(tx: Transaction) -> Left:
        await _batch(context, tx, registry, now_ms)
        return await tx.judging_left(now_ms)

    return await context.store.write(job)


async def _batch(context: Context, tx: Transaction, registry: Registry, now_ms: int) -> None:
    at = await tx.judging()
    if registry.version < at.registry:
        return
    await tx.settle_classes(now_ms)
    if registry.version > at.registry:
        at = at._replace(registry=registry.version, position=0)
    rows = await tx.voices_after(at.position, BATCH)
    if rows:
        changed = await _fill(context, tx, rows, registry, now_ms)
        at = at._replace(position=rows[-1].seq)
    else:
        changed = await _lower(tx, context.classes, now_ms)
    await tx.set_judging(at._replace(steps=at.steps + int(changed)))


async def _fill(context: Context, tx: Transaction, rows: Sequence[VoiceRow], registry: Registry, now_ms: int) -> bool:
    """Fill the gaps of these versions, and judge what that changes; whether it changed anything."""
    found = list(_filled(context, rows, registry))
    await tx.set_voices([(each.text, each.row.seq) for each in found if each.text != each.row.voice])
    newest = {each.row.record: each for each in found}
    heads = await tx.heads_numbered(newest)
    seeds = [head for head in heads if _says_else(head, newest[head.record])]
    for head in seeds:
        record = newest[head.record].record
        await tx.set_facts(pack(record), word_of(record), head.record)
    if seeds:
        again = await tx.heads_numbered([head.record for head in seeds])
        around = await neighbours.judge_again(tx, context.classes, again, now_ms, seeds)
        await reclass(tx, await raised_only(tx, context.classes, around, {}), {})
    return bool(seeds) or any(each.text != each.row.voice for each in found)


class _Filled(NamedTuple):
    row: VoiceRow
    record: RecordVersion
    text: str


def _filled(context: Context, rows: Iterable[VoiceRow], registry: Registry) -> Iterator[_Filled]:
    """What was not erased, by what the registry says of the day on which it came."""
    voices: dict[int, Voices] = {}
    for row in rows:
        day = today(row.recorded_ms)
        if not row.body:
            continue
        if day not in voices:
            voices[day] = Voices(registry, day_text(day))
        record = _open(context, row)
        voice = filled(read_voice(row.voice), voices[day].of(record))
        yield _Filled(row, record.spoken(voice), voice_text(voice))


def _open(context: Context, row: VoiceRow) -> RecordVersion:
    try:
        return context.codec.held(context.keys.bodies.open(row.page, row.leaf, row.body, row.sha256))
    except SealBroken:
        raise StorageUnavailable from None


def _says_else(head: HeadRow, now: _Filled) -> bool:
    """Whether a head says something else than its newest version does by what is known now."""
    return head.seq == now.row.seq and head.facts != pack(now.record)


async def _lower(tx: Transaction, book: ClassBook, now_ms: int) -> bool:
    """Set the next of those that are protected more than they were judged to be."""
    due = await tx.raised_due(now_ms, BATCH)
    if not due:
        return False
    await tx.end_raised(due)
    await reclass(tx, await neighbours.judge_again(tx, book, await tx.heads_numbered(due), now_ms), {})
    return True


async def raised_only(
    tx: Transaction, book: ClassBook, around: Neighbourhood, before: Mapping[str, HeadRow]
) -> Neighbourhood:
    """As judged, but no record protected less than it is; those protected more than judged are kept to be lowered.

    ``before``: heads by record id of what a page replaces.
    """
    heads = [None if place.lent else place.head or before.get(place.member.record.record_id) for place in around.places]
    classes = await book.of(tx, {head.klass for head in heads if head is not None})
    was = [None if head is None else judged_of_class(classes[head.klass]) for head in heads]
    held = replace(
        around,
        judged=_together(was, around.judged),
        later=[(from_ms, _together(was, later)) for from_ms, later in around.later],
    )
    differs = [a != b for a, b in zip(held.judged, around.judged, strict=True)]
    for (_, one), (_, other) in zip(held.later, around.later, strict=True):
        differs = [known or a != b for known, a, b in zip(differs, one, other, strict=True)]
    await tx.put_raised([(head.record, 0) for head, more in zip(heads, differs, strict=True) if head and more])
    return held


def _together(was: Sequence[Judged | None], judged: Sequence[Judged]) -> list[Judged]:
    return [each if one is None else both(one, each) for one, each in zip(was, judged, strict=True)]
