"""ListClaims and DecideClaim: owners learn what to answer, oversight who spoke, and it lets a word hold, or ends it."""

from __future__ import annotations

from dataclasses import replace

from services.access.errors import InvalidArgument, NotFound, Violation
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.deciding import take_effect
from services.records.app.verdicts import names_of
from services.records.authority.clocks import TO_CONFIRM, UPHELD_MS, may_decide, state_at
from services.records.authority.duties import duty
from services.records.claim_rows import ClaimLine, WaitingLine
from services.records.errors import ClaimClosed
from services.records.ports import Transaction
from services.values.dates import day_text
from services.values.records import (
    Claim,
    DecideClaimRequest,
    DecideClaimResponse,
    ListClaimsRequest,
    ListClaimsResponse,
    WaitingClaims,
)
from services.vocabulary.access import AgencyKind, Permission

DECISIONS = ("UPHELD", "REJECTED")
MAX_APPLICATION = 64
MAX_LINES = 200
"""Lines of claims that wait, as many as the largest page has claims; others show when these are gone."""


async def list_claims(
    context: Context, inquiry: Inquiry, request: ListClaimsRequest, registry: Registry
) -> ListClaimsResponse:
    """Claims on the caller's agency's records, without who spoke; for oversight all of them, with.

    Raises the gates' refusals, InvalidArgument, PageTokenInvalid, StorageUnavailable.
    """
    caller, size = inquiry.caller, page_size(request.page_size)
    binding = Binding("ListClaims", caller, str(request.overdue), registry.version)
    sees_all = caller.agency_kind == AgencyKind.OVERSIGHT
    async with context.store.snapshot() as view:
        await admit(context, view, inquiry, Permission.NOTICE_READ)
        place = open_place(context.keys.page_token, binding, request.page_token)
        after, overdue_at = int(place[0]) if place else 0, inquiry.now_ms if request.overdue else 0
        lines = await view.claims("" if sees_all else caller.agency, after, size + 1, overdue_at)
        waiting = await view.claims_waiting(MAX_LINES) if sees_all and not place else []
    more = seal_place(context.keys.page_token, binding, lines[size - 1].id) if len(lines) > size else ""
    shown = tuple(_shown(line, sees_all, inquiry.now_ms) for line in lines[:size])
    return ListClaimsResponse(shown, more, tuple(_line(each) for each in waiting))


async def decide_claim(context: Context, inquiry: Inquiry, request: DecideClaimRequest) -> DecideClaimResponse:
    """The word of two officers of oversight, durable before it is answered.

    Raises the gates' refusals, InvalidArgument, NotFound, ClaimClosed, StorageUnavailable.
    """
    if request.decision not in DECISIONS:
        raise InvalidArgument(Violation("decision", "required", "must be given"))
    if not 1 <= len(request.reason) <= 2000:
        raise InvalidArgument(Violation("reason", "length", "must have 1 to 2000 characters"))
    if len(request.application) > MAX_APPLICATION:
        raise InvalidArgument(Violation("application", "length", f"must have at most {MAX_APPLICATION} characters"))
    async with context.store.snapshot() as view:
        await admit(context, view, inquiry, Permission.CLAIM_DECIDE)

    async def job(tx: Transaction) -> DecideClaimResponse:
        line = await tx.claim(request.claim)
        if line is None:
            raise NotFound
        state = state_at(line.state, line.due_ms, line.until_ms, inquiry.now_ms)
        if line.fact in TO_CONFIRM and line.owner:
            raise ClaimClosed
        if not may_decide(request.decision, line.fact, state, line.raised_ms, line.due_ms, inquiry.now_ms):
            raise ClaimClosed
        if line.fact == "PROTECTED_PERSON" and request.decision == "UPHELD" and not request.application:
            raise InvalidArgument(Violation("application", "required", "must be given where a body's word is to go on"))
        lasts = request.decision == "UPHELD" and line.fact not in TO_CONFIRM
        until_ms = inquiry.now_ms + UPHELD_MS if lasts else 0
        await tx.settle_claim(line.handle, request.decision, until_ms)
        await take_effect(tx, context.classes, line, request.decision, until_ms, inquiry.now_ms)
        for source in await tx.heads_named(line.speaker, [line.source_id]):
            inquiry.trail.records[:] = names_of(line, source.head.version, request.decision)
        return DecideClaimResponse(request.decision, until_ms)

    return await context.store.write(job)


def _shown(line: ClaimLine, sees_all: bool, now_ms: int) -> Claim:
    text, text_ur = duty(line.fact, notice=not line.due_ms)
    told = Claim(
        claim=line.handle,
        record=_name(line.agency, line.record_id),
        fact=line.fact,
        state=state_at(line.state, line.due_ms, line.until_ms, now_ms),
        raised_ms=line.raised_ms,
        due_ms=line.due_ms,
        text=text,
        text_ur=text_ur,
        court=line.court,
        order_no=line.order_no,
    )
    if not sees_all:
        return told
    source = _name(line.speaker, line.source_id)
    return replace(told, owner=line.owner, speaker=line.speaker, source=source, upheld_until_ms=line.until_ms)


def _line(line: WaitingLine) -> WaitingClaims:
    return WaitingClaims(line.speaker, day_text(line.day), line.claims, line.documents)


def _name(agency: str, record_id: str) -> str:
    return f"agencies/{agency}/records/{record_id}" if record_id else ""
