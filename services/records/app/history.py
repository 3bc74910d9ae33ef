"""GetHistory: one timeline over all agencies, of what the caller may see of one person.

Decide, load, compose, encode. An answer is kept under everything that it is made of: the store's state around
the person (stamp), the facts that decisions are made of, the cited case, the registry version, the day, the last
decision on who is one person. So it is never stale: any write that could change it changes one of them. Where such
a decision is in it, it is not kept.
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
from services.records.app.carried import Carried, hits_over, pages_of
from services.records.app.context import Context, Prepared
from services.records.app.following import from_number
from services.records.app.looking import Papers, case_rows_of, note_followed, papers_of
from services.records.app.referring import refer_accused
from services.records.app.released import any_released, bare_names, released_over
from services.records.app.selecting import Asked, asked_for
from services.records.app.shown import Shown, shown_rows
from services.records.ports import Snapshot
from services.records.protection.view import Ask, side_for
from services.records.rows import NOW
from services.records.timeline.banners import with_codes
from services.records.timeline.history import compose, next_clock
from services.values.dates import span, today
from services.values.records import GetHistoryRequest, History, Hit, SignedPageHeader, VisibleVersion
from services.vocabulary.access import Permission


class _Call(NamedTuple):
    """What one history is asked under. ``known``: the identity registry's word on the number is held.

    ``tokens``: of the number asked for, then of those that the registry calls the same person's.
    """

    context: Context
    ask: Ask
    asked: Asked
    registry: Registry
    as_of_valid: str
    as_of_ms: int
    known: bool
    tokens: tuple[str, ...]


class _Made(NamedTuple):
    """``personal``: the answer is not kept: it is for this officer alone, or a decision on who is one person is in it,
    whose other end may change under any number.
    """

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
        known = await context.identities.known(asked.identifier, asked.token, registry, inquiry.now_ms)
        tokens = await context.identities.same_person(asked.token)
        call = _Call(context, ask, asked, registry, request.as_of_valid, as_of_ms, known, tokens)
        prepared = await _prepared(call, view)
        await note_followed(view, inquiry, [*tokens, *prepared.tokens])
    if not known:
        agency = inquiry.caller.agency
        await context.identities.ask_later(asked.identifier, asked.token, agency, inquiry.now_ms)
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
        tuple([(token, await view.stamp(token)) for token in call.tokens]),
        await call.context.matching.links.head(),
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
    mine = held is not None and fresh and not is_own_or_kin(inquiry.caller, held.texts)
    if held is not None and mine and not await any_released(call.context, inquiry, held.bare):
        return held
    made = await _make(call, view)
    if not made.personal:
        call.context.prepared.put(key, made.prepared, len(made.prepared.answer))
    return made.prepared


async def _make(call: _Call, view: Snapshot, came: frozenset[str] = frozenset()) -> _Made:
    """The answer. ``came``: versions that are shown today and came after the time that is asked for."""
    context, ask = call.context, call.ask
    followed = await from_number(context, view, ask, call.tokens, call.as_of_ms)
    bare = bare_names(followed.parts)
    opened = await released_over(context, ask, followed.parts, followed.trail)
    parts = [await _with_papers(call, view, part) for part in opened.parts]
    for part in parts:
        part.found.papers.note(followed.trail)
    papers = {row.record: part.papers.versions[row.record] for part in parts for row in part.papers.rows}
    disclosed = [version for part in opened.parts for version in part.disclosed()]
    versions = [*disclosed, *opened.versions, *papers.values()]
    pages = pages_of(each for part in parts for each in (part.of.shown, part.papers))
    used = {each.proof.page_sha256: pages[each.proof.page_sha256] for each in versions}
    history = _composed(call, versions, hits_over(context, ask, call.registry, opened.parts), used)
    codes = ["linked-by-others"] * bool(followed.links) + ["links-cut"] * followed.cut
    banners = with_codes(history.banners, *codes)
    banners = refer_accused(context, followed.parts, banners)
    links, told = tuple(followed.links.values()), {line.version for line in history.timeline}
    releases = tuple(each for each in opened.releases if each.version in told)
    history = replace(history, links=links, banners=banners, later=len(came), releases=releases)
    answer = context.codec.history(history)
    clock = next_clock(versions, ask.inquiry.now_ms, ask.inquiry.caller.agency)
    rows = [row for part in followed.parts for row in part.shown.rows] + [
        row for each in parts for row in each.papers.rows
    ]
    times = [time for part in parts for time in (part.of.seen.until_ms, part.found.until_ms)]
    prepared = Prepared(
        answer,
        sha256(answer).digest(),
        tuple(line.version for line in history.timeline),
        tuple(sorted({row.agency for row in rows})),
        frozenset(followed.trail.policies),
        followed.trail.withheld,
        ask.inquiry.now_ms,
        min((*times, opened.until_ms) if clock is None else (*times, opened.until_ms, clock)),
        frozenset().union(*(part.of.shown.texts for part in parts)),
        frozenset(followed.tokens),
        bare,
    )
    personal = any(part.of.seen.person.named or part.found.papers.named or part.of.shown.own for part in parts)
    return _Made(prepared, personal or followed.joined or bool(opened.releases), history)


class _Part(NamedTuple):
    """What one look gave, with the papers of its cases."""

    of: Carried
    found: Papers
    papers: Shown


async def _with_papers(call: _Call, view: Snapshot, part: Carried) -> _Part:
    context, ask, seen = call.context, call.ask, part.seen
    found = await papers_of(context, view, ask, seen, part.shown.rows)
    rows = await case_rows_of(view, ask, seen, found)
    return _Part(part, found, await shown_rows(context, view, ask, found.papers, rows, seen.as_of_ms))


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
