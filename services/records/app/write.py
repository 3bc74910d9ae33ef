"""An accepted page as rows: the log, heads with their classes, tokens, and what must be judged anew by readers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from services.records.app.chain import Taken
from services.records.app.checked import Checked
from services.records.app.classing import reclass
from services.records.app.neighbours import Neighbourhood, Place
from services.records.authority.voice import voice_text
from services.records.body_keys import BodyKeys
from services.records.ports import Transaction
from services.records.protection.classes import class_row
from services.records.rows import CaseToken, HeadRow, LogHead, LogRow, PersonToken
from services.records.tokens import case_tokens, joining, people_tokens
from services.values.records import ProtectionOrder
from services.vocabulary.protection import LIVE
from services.vocabulary.records import RecordKind


@dataclass(frozen=True, slots=True)
class Written:
    """Numbers given: ``records`` by record id, ``seqs`` by version; ``head``: last ones, with the hub's time.

    ``pages``: by version, where not all came in the one page that is ``head``'s.
    """

    records: dict[str, int]
    seqs: dict[str, int]
    head: LogHead
    pages: Mapping[str, int] = field(default_factory=dict)

    def page_of(self, each: Checked) -> int:
        """Number of the page that proves a version."""
        return self.pages.get(each.name, self.head.page)


def number(head: LogHead, taken: Taken, now_ms: int) -> Written:
    """Give every accepted version its place in the log, in page order, and every new record its number."""
    records = {record_id: row.record for record_id, row in taken.heads.items()}
    seqs = {each.name: seq for seq, each in enumerate(taken.accepted, head.seq + 1)}
    for each in taken.accepted:
        records.setdefault(each.record.record_id, seqs[each.name])
    return Written(records, seqs, LogHead(head.seq + len(seqs), head.page + 1, max(now_ms, head.recorded_ms)))


async def write(
    tx: Transaction,
    bodies: BodyKeys,
    taken: Taken,
    around: Neighbourhood,
    written: Written,
    held: Mapping[str, int],
) -> None:
    """All rows of the accepted versions, and the new classes of their neighbours. ``held``: see ``turned.py``."""
    await tx.append([_log_row(bodies, each, written) for each in taken.accepted])
    heads: list[HeadRow] = []
    classes: set[tuple[int, str]] = set()
    for index, (place, judged) in enumerate(zip(around.places, around.judged, strict=True)):
        if place.checked is not None:
            own, klass = class_row(place.member.own), judged.class_of(place.member.own)
            classes |= {(each.id, each.attributes) for each in (own, klass)}
            heads.append(_head(place.checked, written, own.id, klass.id, around.act_day(index), held))
    await tx.put_classes(classes)
    await tx.put_heads(heads)
    changed = await reclass(tx, around, written.records)
    await _tokens(tx, taken, written)
    await tx.touch_people(sorted((await _stale(tx, taken, around, changed)).items()), written.head.seq)


async def _stale(tx: Transaction, taken: Taken, around: Neighbourhood, changed: Sequence[Place]) -> dict[str, int]:
    """Tokens whose answers change though the page writes no row of theirs, each with one of its records.

    A paper about nobody stands in the histories of everybody who has a record under one of its numbers.
    """
    loaded = [place.head for place in around.places if place.head is not None]
    if not loaded:
        return {}
    papers = [place for place in changed if place.member.record.subject is None]
    numbers = {number for place in papers for number in joining(place.member.cases)}
    if beyond := {each for place in papers if place.head for each in joining(place.member.cases)[1:]}:
        loaded += await tx.heads_of_cases(sorted(each.partition(":")[2] for each in beyond))
    replaced = [taken.heads.get(place.member.record.record_id) for place in papers if place.checked is not None]
    numbers |= {number for head in replaced if head is not None for number in joining(head.cases)}
    moved = {place.head.record for place in changed if place.head is not None}
    stale: dict[str, int] = {}
    for head in loaded:
        if head.record in moved or not numbers.isdisjoint(joining(head.cases)):
            stale.update((token, head.record) for token, _ in people_tokens(head.people))
    for place in around.places:
        if place.checked is not None:
            for token, _ in people_tokens(place.member.people):
                stale.pop(token, None)
    return stale


def _log_row(bodies: BodyKeys, each: Checked, written: Written) -> LogRow:
    record, page = each.record, written.page_of(each)
    return LogRow(
        written.seqs[each.name],
        written.records[record.record_id],
        record.version,
        each.sha256,
        written.head.recorded_ms,
        page,
        each.leaf,
        each.salt,
        each.path,
        bodies.seal(page, each.leaf, each.body, each.sha256),
        voice_text(record.voice),
    )


def _head(
    each: Checked, written: Written, own: int, klass: int, act_day: int | None, held: Mapping[str, int]
) -> HeadRow:
    record = each.record
    return HeadRow(
        written.records[record.record_id],
        record.agency,
        record.record_id,
        record.version,
        written.seqs[each.name],
        record.kind,
        record.status,
        own,
        klass,
        -held[record.record_id] if record.record_id in held else each.until_ms,
        act_day,
        each.member.people,
        each.member.cases,
        each.facts,
    )


async def _tokens(tx: Transaction, taken: Taken, written: Written) -> None:
    """Start, carry on and end the tokens of every record that has a newer version."""
    moves = _Moves(written.head.recorded_ms, written.head.seq)
    for record_id, each in taken.newest.items():
        record, before = written.records[record_id], taken.heads.get(record_id)
        moves.of_people(record, each, before)
        moves.of_cases(record, each, before)
    await tx.add_people(moves.people)
    await tx.keep_people(moves.kept)
    await tx.end_people(moves.people_ended, moves.since_ms, moves.changed)
    await tx.add_cases(moves.cases)
    await tx.end_cases(moves.cases_ended, moves.since_ms)


class _Moves:
    """What becomes of tokens from each record's version before to its newest one.

    A record that is taken back keeps its tokens as ended ones, so that what protects its case and person still
    reaches it; one that comes taken back starts with such.
    """

    def __init__(self, since_ms: int, changed: int) -> None:
        self.since_ms = since_ms
        self.changed = changed
        self.people: list[PersonToken] = []
        self.kept: list[PersonToken] = []
        self.people_ended: list[tuple[str, int]] = []
        self.cases: list[CaseToken] = []
        self.cases_ended: list[tuple[str, int]] = []

    def of_people(self, record: int, each: Checked, before: HeadRow | None) -> None:
        """Tokens of the person."""
        since, changed = self.since_ms, self.changed
        by, first, last = each.born or ("", None, None)
        ordered = int(isinstance(each.record.body, ProtectionOrder))
        rows = [
            PersonToken(token, record, since, strength, changed, first, last, ordered, by)
            for token, strength in people_tokens(each.member.people)
        ]
        if before is None and each.member.live:
            self.people += rows
            return
        held = [token for token, _ in people_tokens(before.people)] if before else []
        kept, ended = _kept_and_ended(held, [row.token for row in rows], each, before)
        self.kept += [row for row in rows if row.token in kept]
        self.people += [row for row in rows if row.token not in kept and (each.member.live or row.token not in held)]
        self.people_ended += [(token, record) for token in ended]

    def of_cases(self, record: int, each: Checked, before: HeadRow | None) -> None:
        """Tokens of the case."""
        file = int(each.record.kind == RecordKind.CASE_FILE)
        rows = [CaseToken(token, record, self.since_ms, file) for token in case_tokens(each.member.cases)]
        if before is None and each.member.live:
            self.cases += rows
            return
        held = case_tokens(before.cases) if before else ()
        kept, ended = _kept_and_ended(held, [row.token for row in rows], each, before)
        self.cases += [row for row in rows if row.token not in kept and (each.member.live or row.token not in held)]
        self.cases_ended += [(token, record) for token in ended]


def _kept_and_ended(
    held: Sequence[str], holds: Sequence[str], each: Checked, before: HeadRow | None
) -> tuple[Collection[str], Sequence[str]]:
    was_live, is_live = before is not None and before.status in LIVE, each.member.live
    if is_live:
        return (held, [token for token in held if token not in holds]) if was_live else ((), ())
    return (), [*(held if was_live else ()), *(token for token in holds if token not in held)]
