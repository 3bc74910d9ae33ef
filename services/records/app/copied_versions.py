"""One owner's versions out of a peer's page, taken in the transaction that takes the page.

They go the way of a submitted page: judged alone, followed, judged with all around them, written. Nothing is told to
anybody of them: who owns them was told where they were submitted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from services.access.decision import RecordClass
from services.access.errors import Violation
from services.membership.registry import Registry
from services.records.app.again import raised_only
from services.records.app.chain import refuse
from services.records.app.checked import Checked, Unsound
from services.records.app.classing import reclass
from services.records.app.context import Context
from services.records.app.copied_chain import EQUIVOCATION, TakenCopies, follow_copies
from services.records.app.copy_floor import floor_of, floors_of
from services.records.app.judged_page import overgrown, write_judged
from services.records.app.neighbours import Neighbourhood, judge_again, judge_around
from services.records.app.precomputed import Precomputed
from services.records.app.turned_roles import hold_back
from services.records.app.write import Written
from services.records.copies_port import CopiedPageRow, CopyRow
from services.records.ports import Transaction
from services.records.protection.classes import class_row, derived_of_class, own_of_class
from services.records.rows import LogHead
from services.values.copies import CopiedVersion, OwnerPage
from services.vocabulary.records import RecordStatus


class Given(NamedTuple):
    """A version that is sound alone, as it was given, and its class by the sender's word."""

    checked: Checked
    copied: CopiedVersion
    klass: RecordClass


class Giver(NamedTuple):
    """Who gives, in which snapshot; under which registry, and when it is taken."""

    peer: str
    snapshot: int
    registry: Registry
    now_ms: int


class Outcome(NamedTuple):
    """What became of one owner's versions. ``erased``: some record was expunged."""

    written: tuple[str, ...]
    unchanged: int
    older: int
    refused: tuple[Unsound, ...]
    alarms: tuple[str, ...]
    erased: bool


async def take(
    context: Context, tx: Transaction, giver: Giver, agency: str, given: Sequence[Given], ahead: Precomputed
) -> Outcome:
    """Write what is newer than is held, and let the sender's classes of all of it protect from now on.

    ``ahead``: worked out before the transaction, from all of these versions among themselves.
    """
    by_name = {each.checked.name: each for each in given}
    given, erased = await without_erased(context, tx, given)
    known, refused = await _known_pages(tx, given)
    refused += erased
    checked = [each.checked for each in given if each.copied.page.sha256 in known]
    found, around = await _judge(context, tx, giver, agency, checked, by_name, ahead)
    taken = found.taken
    written = await _number(tx, found, by_name, known, giver.now_ms)
    await tx.make_room(found.returned)
    held = await hold_back(tx, context.classes, taken, written.head.recorded_ms)
    await write_judged(context, tx, taken, around, written, held.until, giver.registry.version)
    await tx.advance(written.head)
    await _give(context, tx, giver, found, by_name, written)
    expunged = [written.records[name] for name, each in taken.newest.items() if _is_expunged(each)]
    if expunged:
        await tx.erase(expunged, written.head.seq)
    refused += taken.refused
    alarms = (*(f"{EQUIVOCATION}:page:{agency}" for _ in range(len(given) > len(checked))), *taken.alarms)
    names = tuple(each.name for each in taken.accepted)
    return Outcome(names, len(found.same), found.older, tuple(refused), alarms, bool(expunged))


async def without_erased(
    context: Context, tx: Transaction, given: Sequence[Given]
) -> tuple[list[Given], list[Unsound]]:
    """Those of records that may be taken; of the others, which an order has erased, nothing is taken ever again."""
    names = {each.checked.name: context.keys.erased_name(each.checked.record.record_name) for each in given}
    gone = await tx.erased_names(sorted(set(names.values())))
    left = [each for each in given if names[each.checked.name] not in gone]
    broken = Violation("record_id", "erased", "an order has erased the record")
    return left, [refuse(each.checked, broken) for each in given if names[each.checked.name] in gone]


def _is_expunged(each: Checked) -> bool:
    return each.record.status == RecordStatus.EXPUNGED


async def _known_pages(tx: Transaction, given: Sequence[Given]) -> tuple[dict[bytes, int], list[Unsound]]:
    """Numbers of the owners' pages here, 0 for new ones; versions of a page that is held with another header."""
    pages: dict[bytes, OwnerPage] = {each.copied.page.sha256: each.copied.page for each in given}
    known: dict[bytes, int] = {}
    places: dict[tuple[str, int], bytes] = {}
    for digest, page in pages.items():
        held = await tx.copied_pages(page.agency, page.feed, page.page_number)
        first = places.setdefault((page.feed, page.page_number), held[0].sha256 if held else digest)
        if first == digest:
            known[digest] = held[0].page if held else 0
    broken = Violation("page", EQUIVOCATION, "is held with another header")
    return known, [refuse(each.checked, broken) for each in given if each.copied.page.sha256 not in known]


async def _judge(
    context: Context,
    tx: Transaction,
    giver: Giver,
    agency: str,
    checked: Sequence[Checked],
    by_name: Mapping[str, Given],
    ahead: Precomputed,
) -> tuple[TakenCopies, Neighbourhood]:
    left_out: dict[str, Violation] = {}
    while True:
        found = await follow_copies(tx, agency, [each for each in checked if each.name not in left_out])
        taken = found.taken
        held = sorted(head.record for head in taken.heads.values())
        others = await floors_of(tx, context.classes, held, giver.peer)
        for record_id, each in taken.newest.items():
            copied = by_name[each.name]
            floor, head = floor_of(copied.klass, copied.copied.agreement), taken.heads.get(record_id)
            other = others.get(head.record) if head else None
            taken.floors[record_id] = floor.over(other) if other else floor
        around = await judge_around(tx, context.classes, taken, ahead, giver.now_ms)
        over = overgrown(around, taken, agency)
        if not over:
            break
        left_out |= over
    taken.refused += [refuse(each, left_out[each.name]) for each in checked if each.name in left_out]
    return found, around


async def _number(
    tx: Transaction, found: TakenCopies, by_name: Mapping[str, Given], known: Mapping[bytes, int], now_ms: int
) -> Written:
    """Numbers of the versions, and of their owners' pages: a copy that comes again has a place of its own."""
    head, taken = await tx.log_head(), found.taken
    records = {record_id: row.record for record_id, row in taken.heads.items()}
    returned = set(found.returned)
    seqs = {each.name: seq for seq, each in enumerate(taken.accepted, head.seq + 1)}
    numbers, last, pages = dict(known), head.page, dict[str, int]()
    anew: dict[bytes, int] = {}
    for each in taken.accepted:
        owner = by_name[each.name].copied.page
        again = records.setdefault(each.record.record_id, seqs[each.name]) in returned
        held = anew if again else numbers
        if not held.get(owner.sha256):
            held[owner.sha256] = last = last + 1
            await tx.put_copied_page(CopiedPageRow(last, *owner))
        pages[each.name] = held[owner.sha256]
    return Written(records, seqs, LogHead(head.seq + len(seqs), last, max(now_ms, head.recorded_ms)), pages)


async def _give(
    context: Context,
    tx: Transaction,
    giver: Giver,
    found: TakenCopies,
    by_name: Mapping[str, Given],
    written: Written,
) -> None:
    """Rows of who gives what. What is held of the node's own, and what is expunged, is nobody's copy.

    What another gave before counts as changed, since it may be passed on by whoever gives it.
    """
    taken = found.taken
    heads = [*taken.heads.values()]
    rows = await tx.copies_of(head.record for head in heads)
    copied = {row.record for row in rows} | set(found.returned)
    own = {head.record_id for head in heads if head.record not in copied}
    before = {row.record: row.klass for row in rows if row.peer == giver.peer}
    put: list[CopyRow] = []
    classes: list[tuple[int, str]] = []
    moved: list[int] = []
    new: list[int] = []
    for each in (*taken.newest.values(), *found.same):
        record_id = each.record.record_id
        if record_id in own or _is_expunged(each):
            continue
        given, record = by_name[each.name], written.records[record_id]
        row = class_row(own_of_class(given.klass), derived_of_class(given.klass))
        classes.append((row.id, row.attributes))
        put.append(CopyRow(record, giver.peer, given.copied.agreement, row.id, giver.snapshot))
        if record_id not in taken.newest and before.get(record) != row.id:
            moved.append(record)
        if record_id not in taken.newest and record not in before:
            new.append(record)
    await tx.put_classes(classes)
    await tx.put_copies(put)
    await tx.put_heads(await tx.heads_numbered(sorted(new)))
    await _judge_moved(context, tx, moved, giver.now_ms)


async def _judge_moved(context: Context, tx: Transaction, records: Sequence[int], now_ms: int) -> None:
    """Judge again what the sender judges otherwise than before."""
    if not records:
        return
    around = await judge_again(tx, context.classes, await tx.heads_numbered(records), now_ms)
    at = await tx.judging()
    if at.registry and at.position < (await tx.log_head()).seq:
        around = await raised_only(tx, context.classes, around, {})
    if await reclass(tx, around, {}):
        await tx.count_verdict()
