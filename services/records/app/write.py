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
from services.records.tokens import case_tokens, joining, people_tokens


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
    changed: set[int] = set()
    for index, (place, judged, (own, klass)) in enumerate(zip(around.places, around.judged, rows, strict=True)):
        if place.sound is not None:
            heads.append(_head(place.sound, written, own.id, klass.id, judged.act_day))
            changed.add(index)
        elif place.head is not None and (place.head.klass, place.head.act_day) != (klass.id, judged.act_day):
            moved.append((klass.id, judged.act_day, place.head.record))
            if place.head.klass != klass.id:
                changed.add(index)
    await tx.put_heads(heads)
    await tx.reclass(moved)
    await _tokens(tx, taken, written)
    await tx.touch_people(sorted(_stale(taken, around, changed, written).items()), written.head.seq)


def _classes(place: Place, derived: Derived) -> tuple[ClassRow, ClassRow]:
    own = place.member.own
    return class_row(own), class_row(own, derived)


def _stale(taken: Taken, around: Neighbourhood, changed: set[int], written: Written) -> dict[str, int]:
    """Tokens whose answers change though no row of theirs is new, each with one of its records.

    A paper about nobody stands in the histories of everybody in its case.
    """
    stale: dict[str, int] = {}
    for index in changed:
        _add(stale, around.places[index], written)
    papers = [around.places[index] for index in changed if around.places[index].member.record.subject is None]
    numbers = {number for place in papers for number in joining(place.member.cases)}
    numbers |= {
        n for p in papers if (b := taken.heads.get(p.member.record.record_id)) and p.sound for n in joining(b.cases)
    }
    for place in around.places:
        if not numbers.isdisjoint(joining(place.member.cases)):
            _add(stale, place, written)
    for place in around.places:
        if place.sound is not None and place.member.live:
            for token, _ in people_tokens(place.member.people):
                stale.pop(token, None)
    return stale


def _add(stale: dict[str, int], place: Place, written: Written) -> None:
    record = place.head.record if place.head else written.records[place.member.record.record_id]
    for token, _ in people_tokens(place.member.people):
        stale[token] = record


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
        each.member.cases,
        each.facts,
    )


async def _tokens(tx: Transaction, taken: Taken, written: Written) -> None:
    """Start, carry on and end the tokens of every record that has a newer version."""
    people, cases = _Moves(), _Moves()
    facts: dict[int, tuple[Sound, dict[str, int]]] = {}
    for record_id, each in taken.newest().items():
        record, before = written.records[record_id], taken.heads.get(record_id)
        strengths = dict(people_tokens(each.member.people))
        facts[record] = each, strengths
        was_live = before is not None and before.status in LIVE
        people.move(record, [t for t, _ in people_tokens(before.people)] if before else (), was_live, strengths, each)
        cases.move(record, case_tokens(before.cases) if before else (), was_live, case_tokens(each.member.cases), each)
    since, changed = written.head.recorded_ms, written.head.seq
    rows = {moved: _person_token(*moved, *facts[moved[1]], since, changed) for moved in (*people.started, *people.kept)}
    await tx.add_people([rows[moved] for moved in people.started])
    await tx.keep_people([rows[moved] for moved in people.kept])
    await tx.end_people(people.ended, since, changed)
    files = {record: int(each.record.kind == "CASE_FILE") for record, (each, _) in facts.items()}
    await tx.add_cases([CaseToken(token, record, since, files[record]) for token, record in cases.started])
    await tx.end_cases(cases.ended, since)


class _Moves:
    """(token, record) pairs by what becomes of them.

    A record that is taken back keeps its tokens as ended ones, so that what protects its case and person still
    reaches it; one that comes taken back starts with such.
    """

    def __init__(self) -> None:
        self.started: list[tuple[str, int]] = []
        self.kept: list[tuple[str, int]] = []
        self.ended: list[tuple[str, int]] = []

    def move(self, record: int, held: Iterable[str], was_live: bool, holds: Iterable[str], each: Sound) -> None:
        """From the tokens of the version before to those of the newest one."""
        before, after, is_live = dict.fromkeys(held), dict.fromkeys(holds), each.member.live
        for token in after:
            if token in before and was_live and is_live:
                self.kept.append((token, record))
            elif is_live or token not in before:
                self.started.append((token, record))
        gone = before if not is_live else [token for token in before if token not in after]
        self.ended += [(token, record) for token in gone if was_live]
        if not is_live:
            self.ended += [(token, record) for token in after if token not in before]


def _person_token(
    token: str, record: int, each: Sound, strengths: dict[str, int], since_ms: int, changed: int
) -> PersonToken:
    first, last = each.born or (None, None)
    ordered = int(isinstance(each.record.body, ProtectionOrder))
    return PersonToken(token, record, since_ms, strengths[token], changed, first, last, ordered)
