"""The classes of a neighbourhood as rows: what each record is now, and later where time alone changes that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.records.app.handle import new_handle
from services.records.app.neighbours import Neighbourhood, Place
from services.records.authority.clocks import BEFORE_MS
from services.records.claim_rows import ClaimRow
from services.records.ports import Transaction
from services.records.protection.classes import ClassRow
from services.records.rows import FOREVER
from services.records.time_rows import ClassAt


async def reclass(tx: Transaction, around: Neighbourhood, records: Mapping[str, int]) -> list[Place]:
    """The classes of a neighbourhood, now and later; places whose answers change. ``records``: numbers of a page's."""
    classes: set[tuple[int, str]] = set()
    moved: list[tuple[int, int | None, int]] = []
    phases: dict[int, list[ClassAt]] = {}
    places: dict[int, Place] = {}
    changed: dict[int, Place] = {}
    for index, (place, judged) in enumerate(zip(around.places, around.judged, strict=True)):
        if place.lent:
            continue
        own = place.member.own
        klass = judged.class_of(own)
        record = place.head.record if place.head else records[place.member.record.record_id]
        places[record] = place
        phases[record] = []
        if around.later:
            found = [(from_ms, later[index].class_of(own)) for from_ms, later in around.later]
            phases[record] = _phases(record, klass, found)
            classes |= {(each.id, each.attributes) for _, each in found}
        if place.head is None:
            changed[record] = place
            continue
        act_day = around.act_day(index)
        if (place.head.klass, place.head.act_day) != (klass.id, act_day):
            classes.add((klass.id, klass.attributes))
            moved.append((klass.id, act_day, record))
            if place.head.klass != klass.id:
                changed[record] = place
    await tx.put_classes(classes)
    await tx.reclass(moved)
    changed |= {record: places[record] for record in await _put_phases(tx, phases)}
    await tx.put_interim(around.begun)
    if around.again_ms:
        await tx.put_raised([(record, around.again_ms) for record in places])
    await _put_ending(tx, around, places)
    return list(changed.values())


async def _put_ending(tx: Transaction, around: Neighbourhood, records: Mapping[int, Place]) -> None:
    """Put before oversight what protects each record by a word of before alone; take back what has a better one."""
    if not around.before_ms:
        return
    index_of = {id(place): index for index, place in enumerate(around.places)}
    await tx.end_ending(list(records))
    await tx.raise_claims(
        [
            ClaimRow(
                new_handle(), fact, record, "", 0, "", "", "", around.before_ms - BEFORE_MS, around.before_ms, "OPEN"
            )
            for record, place in records.items()
            for fact in around.ending(index_of[id(place)])
        ]
    )


def _phases(record: int, klass: ClassRow, later: Sequence[tuple[int, ClassRow]]) -> list[ClassAt]:
    """The classes of a record from now on, each until the next; empty where time changes nothing."""
    steps = [(0, klass.id)]
    for from_ms, each in later:
        if each.id != steps[-1][1]:
            steps.append((from_ms, each.id))
    if len(steps) == 1:
        return []
    ends = [from_ms for from_ms, _ in steps[1:]] + [FOREVER]
    return [ClassAt(record, from_ms, until_ms, id_) for (from_ms, id_), until_ms in zip(steps, ends, strict=True)]


async def _put_phases(tx: Transaction, phases: Mapping[int, Sequence[ClassAt]]) -> list[int]:
    """Set what time changes; the records of which that is another than before."""
    before: dict[int, list[ClassAt]] = {}
    for row in await tx.classes_at(list(phases)):
        before.setdefault(row.record, []).append(row)
    new = [record for record, rows in phases.items() if before.get(record, []) != rows]
    if new:
        await tx.put_classes_at(new, [row for record in new for row in phases[record]])
    return new
