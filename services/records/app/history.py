"""GetHistory: one timeline over all agencies, of what the caller may see of one person.

Decide, load, compose, encode. An answer is kept under everything that it is made of: the store's state around
the person (stamp), the facts that decisions are made of, the cited case, the registry version, the day. So it
is never stale: any write that could change it changes the stamp.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from services.access.errors import InvalidArgument, Violation
from services.access.facts import facts_of
from services.access.gates import is_own_or_kin
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.records.app.admit import admit
from services.records.app.context import Context, Prepared
from services.records.app.hits import acting_rows, hits_of
from services.records.app.looking import case_rows_of, look, note_followed, papers_of, rows_of
from services.records.app.selecting import Asked, asked_for
from services.records.app.shown import shown_rows
from services.records.ports import Snapshot
from services.records.protection.view import Ask, side_for
from services.records.rows import NOW
from services.records.timeline.history import compose, next_clock
from services.values.dates import span, today
from services.values.records import GetHistoryRequest, History, Hit, SignedPageHeader, VisibleVersion
from services.vocabulary.access import Permission


class _Call(NamedTuple):
    """What one history is asked under. ``known``: the identity registry's word on the number is held."""

    context: Context
    ask: Ask
    asked: Asked
    registry: Registry
    as_of_valid: str
    as_of_ms: int
    known: bool


class _Made(NamedTuple):
    """``personal``: the answer is for this officer alone."""

    prepared: Prepared
    personal: bool
    history: History


async def get_history(context: Context, inquiry: Inquiry, request: GetHistoryRequest, registry: Registry) -> Prepared:
    """Its ``answer`` is a serialised GetHistoryResponse; the history is empty where there is nothing for this caller.

    Raises the gates' refusals, InvalidArgument, StorageUnavailable.
    """
    asked = asked_for(context, request.selector, inquiry.trail)
    as_of_ms = as_of(inquiry, request.as_of_recorded_ms)
    _note_valid(inquiry, request.as_of_valid)
    async with context.store.snapshot() as view:
        ask = await admit(
            context, view, inquiry, Permission.RECORD_READ, asked=asked.texts, break_glass=request.break_glass
        )
        await note_followed(view, inquiry, [asked.token])
        known = await context.identities.known(asked.identifier, asked.token, registry, inquiry.now_ms)
        prepared = await _prepared(_Call(context, ask, asked, registry, request.as_of_valid, as_of_ms, known), view)
    if not known:
        await context.identities.ask_later(asked.identifier, asked.token, inquiry.now_ms)
    trail = inquiry.trail
    trail.records.extend(prepared.records)
    trail.policies |= prepared.policies
    if prepared.withheld:
        trail.withheld += prepared.withheld
    if ask.break_glass:
        await context.glass.touched(request.break_glass, prepared.owners, inquiry.now_ms)
    return prepared


def as_of(inquiry: Inquiry, recorded_ms: int) -> int:
    """The as-of time, NOW for none; noted in the trail. Raises InvalidArgument outside the past."""
    if not 0 <= recorded_ms <= inquiry.now_ms:
        raise InvalidArgument(Violation("as_of_recorded_ms", "as-of", "must be a time in the past, or 0 for now"))
    inquiry.trail.as_of_recorded_ms = recorded_ms
    return recorded_ms or NOW


def _note_valid(inquiry: Inquiry, text: str) -> None:
    if not text:
        return
    try:
        inquiry.trail.as_of_valid_ms = max(span(text).last_ms, 0)
    except ValueError:
        raise InvalidArgument(Violation("as_of_valid", "iso-date", "is not an ISO 8601 date or time")) from None


async def _prepared(call: _Call, view: Snapshot) -> Prepared:
    """The answer, as kept or made anew. Kept is what is true and known now, unless an order names an officer."""
    if call.as_of_ms != NOW:
        today_s = (await _make(call._replace(as_of_ms=NOW), view)).history
        came = {line.version for line in today_s.timeline if line.recorded_ms > call.as_of_ms}
        return (await _make(call, view, frozenset(came))).prepared
    if call.as_of_valid:
        return (await _make(call, view)).prepared
    inquiry, ask, asked = call.ask.inquiry, call.ask, call.asked
    key = (
        await view.stamp(asked.token),
        asked.identifier,
        facts_of(inquiry.caller, ask.case, inquiry.now_ms, ask.break_glass),
        ask.cited,
        ask.accusers,
        inquiry.engine.digest,
        call.registry.version,
        today(inquiry.now_ms),
        call.known,
    )
    held = call.context.prepared.get(key)
    fresh = held is not None and held.since_ms <= inquiry.now_ms < held.until_ms
    if held is not None and fresh and not is_own_or_kin(inquiry.caller, held.texts):
        return held
    made = await _make(call, view)
    if not made.personal:
        call.context.prepared.put(key, made.prepared, len(made.prepared.answer))
    return made.prepared


async def _make(call: _Call, view: Snapshot, came: frozenset[str] = frozenset()) -> _Made:
    """The answer. ``came``: versions that are shown today and came after the time that is asked for."""
    context, ask = call.context, call.ask
    seen = await look(context, view, ask, call.asked.token, call.as_of_ms)
    theirs = await shown_rows(context, view, ask, seen.person, await rows_of(view, ask, seen), seen.as_of_ms, seen.of)
    found = await papers_of(context, view, ask, seen, theirs.rows)
    papers = await shown_rows(
        context, view, ask, found.papers, await case_rows_of(view, ask, seen, found), seen.as_of_ms
    )
    told = [theirs.versions[row.record] for row in theirs.rows if row.code in seen.person.disclosed]
    told += papers.versions.values()
    acting = {row.record: theirs.versions[row.record] for row in acting_rows(seen.person, theirs.rows)}
    hits = hits_of(context, ask, call.registry, seen.person, theirs.rows, acting)
    pages = {**theirs.pages, **papers.pages}
    history = _composed(call, told, hits, {each.proof.page_sha256: pages[each.proof.page_sha256] for each in told})
    if came:
        history = replace(history, later=len(came))
    answer = context.codec.history(history)
    clock = next_clock(told, ask.inquiry.now_ms, ask.inquiry.caller.agency)
    prepared = Prepared(
        answer,
        sha256(answer).digest(),
        tuple(line.version for line in history.timeline),
        tuple(sorted({row.agency for row in (*theirs.rows, *papers.rows)})),
        seen.person.policies | found.papers.policies,
        seen.person.withheld + found.papers.withheld,
        ask.inquiry.now_ms,
        min(seen.until_ms, found.until_ms, seen.until_ms if clock is None else clock),
        theirs.texts,
    )
    return _Made(prepared, seen.person.named or found.papers.named or theirs.own, history)


def _composed(
    call: _Call, told: Sequence[VisibleVersion], hits: Sequence[Hit], pages: Mapping[bytes, SignedPageHeader]
) -> History:
    return compose(
        told,
        hits,
        pages,
        now_ms=call.ask.inquiry.now_ms,
        as_of_valid=call.as_of_valid,
        as_of_recorded_ms=0 if call.as_of_ms == NOW else call.as_of_ms,
        selector=call.asked.identifier,
        side=side_for(call.ask),
        reader=call.ask.inquiry.caller.agency,
        unverified=not call.known,
    )
