"""SubmitPage: one signed page of the caller's own versions goes in whole, but for what is refused by name.

Steps: admit, page holds, each version alone, its turn, then in one transaction: request id, place in the feed,
chain of each record, cases and persons judged, rows, answer. The hub invents nothing: it stores what the owner
signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from services.access.errors import Violation
from services.access.request_id import check_request_id
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.records.app.admit import admit
from services.records.app.answering import take_answers, unfit_answers
from services.records.app.chain import Taken, follow, refuse
from services.records.app.checked import Checked, Unsound, judge_alone
from services.records.app.claiming import claim
from services.records.app.context import Context
from services.records.app.crowded import tell_crowded
from services.records.app.erasing import finish
from services.records.app.flagging import run_rules
from services.records.app.intake import HEADER, Page, open_page
from services.records.app.judged_page import overgrown, write_judged
from services.records.app.neighbours import Neighbourhood, judge_around
from services.records.app.page_order import wait_for_turn
from services.records.app.precomputed import Precomputed
from services.records.app.restated import unfit_statements
from services.records.app.turned_roles import follow_reads, hold_back, raised, tell_turned
from services.records.app.write import Written, number
from services.records.errors import PageOutOfOrder, RequestIdReused
from services.records.ports import Transaction
from services.records.rows import FeedHead, FlagRow, PageRow, QuarantineRow
from services.signing.page import FIRST
from services.values.records import Flag, RefusedVersion, SubmitPageRequest, SubmitPageResponse
from services.vocabulary.access import Permission

EXPUNGED: Final = "EXPUNGED"


class Stored(NamedTuple):
    """What a page came to: the answer's bytes, and what the trail is told. ``records``: names written.

    ``erased``: some record was expunged. ``known``: it was answered before.
    """

    answer: bytes
    records: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    erased: bool = False
    known: bool = False


class Came(NamedTuple):
    """How a page came: under which request id, in which body, and under which registry."""

    request_id: str
    body_sha256: bytes
    registry: Registry


async def submit_page(
    context: Context, inquiry: Inquiry, request: SubmitPageRequest, body_sha256: bytes, registry: Registry
) -> bytes:
    """A serialised SubmitPageResponse, durable before it is given.

    Raises the gates' refusals, InvalidArgument, NotOwner, PageInvalid, PageOutOfOrder, RequestIdReused,
    StorageUnavailable.
    """
    caller, trail = inquiry.caller, inquiry.trail
    trail.request_id = request.request_id if request.request_id.isascii() else ""
    async with context.store.snapshot() as view:
        await admit(context, view, inquiry, Permission.RECORD_SUBMIT)
    check_request_id(request.request_id)
    page = open_page(request, caller.agency, registry, inquiry.now_ms)
    alone = await judge_alone(
        context, page, request.leaves, context.voices.of(registry, inquiry.now_ms), inquiry.now_ms
    )
    await context.write_priority.free()
    precomputed = Precomputed(alone[0], inquiry.now_ms)
    precomputed.run_rules()
    came = Came(request.request_id, body_sha256, registry)
    await wait_for_turn(context.store, page.header, context.patience_s)

    async def job(tx: Transaction) -> Stored:
        return await _take(context, tx, page, came, alone, precomputed, inquiry.now_ms)

    with context.write_priority.writing():
        stored = await context.store.write(job, caller.agency)
    if stored.erased:
        context.prepared.clear()
    if stored.erased or stored.known:
        await finish(context)
    trail.feed, trail.feed_page = page.header.feed, page.header.page_number
    trail.feed_chain_sha256 = page.sha256
    trail.records.extend(stored.records)
    trail.alarms.extend(stored.alarms)
    return stored.answer


async def _take(
    context: Context,
    tx: Transaction,
    page: Page,
    came: Came,
    alone: tuple[Sequence[Checked], Sequence[Unsound]],
    precomputed: Precomputed,
    now_ms: int,
) -> Stored:
    """The page inside the write transaction."""
    known = await _known(tx, page, came.request_id, came.body_sha256)
    if known is not None:
        return known
    await tx.settle_classes(now_ms)
    judged = await _judge(context, tx, page, alone[0], precomputed, now_ms)
    written = number(await tx.log_head(), judged.taken, now_ms)
    held = await hold_back(tx, context.classes, judged.taken, written.head.recorded_ms)
    await write_judged(context, tx, judged.taken, judged.around, written, held.until, came.registry.version)
    await tell_turned(tx, held.turned, came.registry.jurisdiction, written)
    await take_answers(tx, context.classes, judged.taken, now_ms)
    await tell_crowded(tx, page.header.agency, judged.around, written)
    await claim(tx, page.header.agency, judged.taken, judged.around, written, came.registry.jurisdiction)
    refused = sorted([*alone[1], *judged.taken.refused], key=lambda each: each.leaf)
    answer = context.codec.submitted(_answer(page, judged, refused))
    await tx.put_page(_page_row(page, written, answer))
    await tx.put_request(page.header.agency, came.request_id, came.body_sha256, written.head.page)
    await tx.put_quarantine(await _quarantine(context, tx, page, refused, written))
    await tx.put_flags(_flag_rows(judged, written))
    erased = await _forget(tx, judged.taken, written)
    await tx.advance(written.head)
    names = tuple(each.name for each in judged.taken.accepted)
    return Stored(answer, names, tuple(judged.taken.alarms), erased)


async def _known(tx: Transaction, page: Page, request_id: str, body_sha256: bytes) -> Stored | None:
    """What was answered to this very page before; None where it is the next of its feed. Raises otherwise."""
    header = page.header
    request = await tx.request(header.agency, request_id)
    if request is not None:
        if request.body_sha256 != body_sha256:
            raise RequestIdReused
        return Stored(request.answer, known=True)
    last = await tx.feed_head(header.agency, header.feed) or FeedHead(0, FIRST)
    if header.page_number == last.page_number + 1:
        if header.previous_sha256 == last.sha256:
            return None
        text = f"is not the digest of page {last.page_number}, the last one held"
        raise PageOutOfOrder(Violation(f"{HEADER}.previous_sha256", "page-chain", text))
    held = await tx.page_numbered(header.agency, header.feed, header.page_number)
    if held is None or held.sha256 != page.sha256:
        raise PageOutOfOrder(Violation(f"{HEADER}.page_number", "page-order", f"expected page {last.page_number + 1}"))
    await tx.put_request(header.agency, request_id, body_sha256, held.page)
    return Stored(held.answer, known=True)


class _Judged(NamedTuple):
    taken: Taken
    around: Neighbourhood
    told: tuple[Flag, ...]
    kept: tuple[Flag, ...]


async def _judge(
    context: Context, tx: Transaction, page: Page, checked: Sequence[Checked], precomputed: Precomputed, now_ms: int
) -> _Judged:
    """Chains, protection and rules; a version that would make an impossibility is left out, and all is judged again."""
    agency, left_out = page.header.agency, dict[str, Violation]()
    while True:
        taken = await follow(tx, agency, [s for s in checked if s.name not in left_out] if left_out else checked)
        unfit = await unfit_answers(tx, agency, taken, now_ms) | await unfit_statements(context, tx, agency, taken)
        if unfit:
            left_out |= unfit
            continue
        around = await judge_around(tx, context.classes, taken, precomputed, now_ms)
        new = frozenset(each.name for each in taken.newest.values())
        shown = run_rules([place.member for place in around.places], around.papers, agency, new, now_ms)
        if not (refused := overgrown(around, taken, agency) | shown.refused):
            break
        left_out |= refused
    if left_out:
        taken.refused += [refuse(s, left_out[s.name]) for s in checked if s.name in left_out]
    planted = raised(around, precomputed.alone(), taken, agency)
    taken.alarms += [f"raised-at-first-writing:{each.name}" for each in planted]
    await follow_reads(tx, planted, now_ms)
    alone = [flag for each in taken.accepted for flag in each.flags]
    return _Judged(taken, around, tuple(dict.fromkeys([*alone, *shown.told])), tuple(shown.kept))


def _answer(page: Page, judged: _Judged, refused: Sequence[Unsound]) -> SubmitPageResponse:
    return SubmitPageResponse(
        accepted=len(judged.taken.accepted),
        unchanged=judged.taken.unchanged,
        refused=tuple(_told(each) for each in refused),
        flags=judged.told,
        page_number=page.header.page_number,
        chain_sha256=page.sha256,
    )


def _told(each: Unsound) -> RefusedVersion:
    broken = each.violation
    return RefusedVersion(each.leaf, each.record_id, broken.field, broken.rule, broken.text)


def _page_row(page: Page, written: Written, answer: bytes) -> PageRow:
    header = page.header
    return PageRow(
        written.head.page,
        header.agency,
        header.feed,
        header.page_number,
        page.sha256,
        page.raw_header,
        page.signature,
        answer,
    )


async def _quarantine(
    context: Context, tx: Transaction, page: Page, refused: Sequence[Unsound], written: Written
) -> list[QuarantineRow]:
    """Rows of what was refused; of a record that is expunged the reason alone."""
    ids = sorted({each.record_id for each in refused if each.record_id})
    named = await tx.heads_named(page.header.agency, ids) if ids else []
    gone = {each.head.record_id for each in named if each.head.status == EXPUNGED}
    number, seal = written.head.page, context.keys.bodies.seal
    return [
        _quarantined(each, written, b"" if each.record_id in gone else seal(number, each.leaf, each.body, each.sha256))
        for each in refused
    ]


def _quarantined(each: Unsound, written: Written, body: bytes) -> QuarantineRow:
    broken, head = each.violation, written.head
    return QuarantineRow(
        head.page, each.leaf, each.record_id, broken.field, broken.rule, each.sha256, head.recorded_ms, body
    )


async def _forget(tx: Transaction, taken: Taken, written: Written) -> bool:
    """Proof stays, data goes (docs/vocabulary.md, row 40). Whether a record was expunged."""
    expunged = [written.records[name] for name, each in taken.newest.items() if each.record.status == EXPUNGED]
    if expunged:
        await tx.erase(expunged, written.head.seq)
    return bool(expunged)


def _flag_rows(judged: _Judged, written: Written) -> list[FlagRow]:
    """What the submitter is told, and what only everybody's records together show."""
    flags = dict.fromkeys([*judged.told, *judged.kept])
    if not flags:
        return []
    places = {place.member.record.name: place for place in judged.around.places}
    rows = []
    for flag in flags:
        place = places.get(flag.version)
        if place is not None:
            record = place.head.record if place.head else written.records[place.member.record.record_id]
            rows.append(FlagRow(record, flag.rule, place.member.record.version, written.head.seq))
    return rows
