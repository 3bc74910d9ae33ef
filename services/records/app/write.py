"""An accepted page as rows: the log, heads with their classes, tokens, and what must be judged anew by readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.records.app.chain import Taken
from services.records.app.neighbours import Neighbourhood, Place
from services.records.app.sound import Sound
from services.records.classes import ClassRow, Derived, class_row
from services.records.domain import ProtectionOrder
from services.records.ports import Transaction
from services.records.rows import LIVE, CaseToken, HeadRow, LogHead, LogRow, PersonToken
from services.records.tokens import case_tokens, people_tokens


@dataclass(frozen=True, slots=True)
class Written:
    """Numbers given: ``records`` by record id, ``seqs`` by version name; ``head``: last ones, with the hub's time."""

    records: dict[str, int]
    seqs: dict[str, int]
    head: LogHead


def number(head: LogHead, taken: Taken, now_ms: int) -> Written:
    """Give every accepted version its place in the log, in page order, and every new record its number."""
    records = {record_id: row.record for record_id, row in taken.heads.items()}
    seqs: dict[str, int] = {}
    seq = head.seq
    for each in taken.accepted:
        seq += 1
        records.setdefault(each.record.record_id, seq)
        seqs[each.record.name] = seq
    return Written(records, seqs, LogHead(seq, head.page + 1, max(now_ms, head.recorded_ms)))


async def write(tx: Transaction, taken: Taken, around: Neighbourhood, written: Written) -> None:
    """All rows of the accepted versions, and the new classes of their neighbours."""
    await tx.append([_log_row(each, written) for each in taken.accepted])
    rows = [_classes(place, judged.derived) for place, judged in zip(around.places, around.judged, strict=True)]
    await tx.put_classes({(row.id, row.attributes) for pair in rows for row in pair})
    heads: list[HeadRow] = []
    moved: list[tuple[int, int | None, int]] = []
    touched: set[tuple[str, int]] = set()
    changed: set[int] = set()
    for index, (place, judged, (own, klass)) in enumerate(zip(around.places, around.judged, rows, strict=True)):
        if place.sound is not None:
            heads.append(_head(place.sound, written, own.id, klass.id, judged.act_day))
            changed.add(index)
        elif place.head is not None and (place.head.klass, place.head.act_day) != (klass.id, judged.act_day):
            moved.append((klass.id, judged.act_day, place.head.record))
            if place.head.klass != klass.id:
                touched.update((token, place.head.record) for token, _ in people_tokens(place.head.people))
                changed.add(index)
    await tx.put_heads(heads)
    await tx.reclass(moved)
    await _tokens(tx, taken, written)
    touched |= _beside(around, changed, written)
    if touched:
        await tx.touch_people(sorted(touched), written.head.seq)


def _classes(place: Place, derived: Derived) -> tuple[ClassRow, ClassRow]:
    own = place.member.own
    return class_row(own), class_row(own, derived)


def _beside(around: Neighbourhood, changed: set[int], written: Written) -> set[tuple[str, int]]:
    """Tokens of everybody in a case of which a paper about nobody changed: it stands in their histories."""
    found: set[tuple[str, int]] = set()
    for group in around.groups:
        if any(index in changed for index in group.common):
            for index in (index for person in group.people for index in person):
                place = around.places[index]
                record = place.head.record if place.head else written.records[place.member.record.record_id]
                found.update((token, record) for token, _ in people_tokens(place.member.people))
    return found


def _log_row(each: Sound, written: Written) -> LogRow:
    record, head = each.record, written.head
    return LogRow(
        written.seqs[record.name],
        written.records[record.record_id],
        record.version,
        each.sha256,
        head.recorded_ms,
        head.page,
        each.leaf,
        each.salt,
        each.path,
        each.body,
    )


def _head(each: Sound, written: Written, own: int, klass: int, act_day: int | None) -> HeadRow:
    record = each.record
    return HeadRow(
        written.records[record.record_id],
        record.agency,
        record.record_id,
        record.version,
        written.seqs[record.name],
        record.kind,
        record.status,
        own,
        klass,
        each.until_ms,
        act_day,
        each.member.people,
        each.cases,
        each.facts,
    )


async def _tokens(tx: Transaction, taken: Taken, written: Written) -> None:
    """Start, carry on and end the tokens of every record that has a newer version."""
    newest = taken.newest()
    started: list[PersonToken] = []
    kept: list[PersonToken] = []
    ended: list[tuple[str, int]] = []
    cases: list[CaseToken] = []
    closed: list[tuple[str, int]] = []
    since, changed = written.head.recorded_ms, written.head.seq
    for record_id, each in newest.items():
        record, before = written.records[record_id], taken.heads.get(record_id)
        had = _carried(before.people, before.status) if before else {}
        has = _carried(each.member.people, each.record.status)
        first, last = each.born or (None, None)
        ordered = int(isinstance(each.record.body, ProtectionOrder))
        for token, strength in has.items():
            row = PersonToken(token, record, since, strength, changed, first, last, ordered)
            (kept if token in had else started).append(row)
        ended += [(token, record) for token in had if token not in has]
        held = set(_in_force(before.cases, before.status)) if before else set()
        holds = set(_in_force(each.cases, each.record.status))
        cases += [CaseToken(token, record, since) for token in sorted(holds - held)]
        closed += [(token, record) for token in sorted(held - holds)]
    await tx.add_people(started)
    await tx.keep_people(kept)
    await tx.end_people(ended, since, changed)
    await tx.add_cases(cases)
    await tx.end_cases(closed, since)


def _carried(people: str, status: str) -> dict[str, int]:
    return dict(people_tokens(people)) if status in LIVE else {}


def _in_force(cases: str, status: str) -> Iterable[str]:
    return case_tokens(cases) if status in LIVE else ()
