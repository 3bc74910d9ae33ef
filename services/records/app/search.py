"""Search: who is known under a number. Disclosed records first, then hits with the owner's desk.

Every page is decided anew; its token says where the last one ended, sealed and of one length.
"""

from __future__ import annotations

from typing import NamedTuple

from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.records.app.admit import admit
from services.records.app.carried import Carried
from services.records.app.context import Context
from services.records.app.hits import acting_rows, hits_of, merged
from services.records.app.looking import Look, look, note_followed, rows_of
from services.records.app.referring import refer_accused
from services.records.app.released import Released, released_over
from services.records.app.selecting import asked_for
from services.records.app.shown import Shown, shown_rows
from services.records.rows import NOW, ViewRow
from services.values.case_references import main_reference, text_form
from services.values.identifiers import key
from services.values.records import SearchRequest, SearchResponse, SubjectMatch, VisibleVersion
from services.vocabulary.access import Permission

METHOD = "Search"
MATCH, HIT = 0, 1
"""Stages of an answer."""


class _Place(NamedTuple):
    """Where a row stands in the whole answer: disclosed ones first, then by owner and record id."""

    stage: int
    agency: str
    record_id: str


async def search(context: Context, inquiry: Inquiry, request: SearchRequest, registry: Registry) -> SearchResponse:
    """One page of matches and hits; empty where there is nothing, or nothing for this caller.

    Raises the gates' refusals, InvalidArgument, PageTokenInvalid, StorageUnavailable.
    """
    asked = asked_for(context, request.selector, inquiry.trail)
    size = page_size(request.page_size)
    query = f"{key(asked.identifier)}|{request.break_glass}"
    binding = Binding(METHOD, inquiry.caller, query, registry.version)
    async with context.store.snapshot() as view:
        ask = await admit(
            context, view, inquiry, Permission.RECORD_READ, asked=asked.texts, break_glass=request.break_glass
        )
        await note_followed(view, inquiry, [asked.token])
        after = open_place(context.keys.page_token, binding, request.page_token)
        seen = await look(context, view, ask, asked.token)
        seen.person.note(inquiry.trail)
        shown = await shown_rows(context, view, ask, seen.person, await rows_of(view, ask, seen), NOW, seen.of)
        part = Carried(seen, shown)
        told = refer_accused(context, [part], ())
        opened = await released_over(context, ask, [part], inquiry.trail)
        found = _found(seen, shown, opened)
        start = [(place, row) for place, row in found if not after or [*map(str, place)] > [*map(str, after)]]
        page = start[:size]
    matches = [match_of(shown.versions[row.record]) for place, row in page if place.stage == MATCH]
    rest = [row for place, row in page if place.stage == HIT]
    acting = {row.record: shown.versions[row.record] for row in acting_rows(seen.person, rest)}
    hits = hits_of(context, ask, registry, seen.person, rest, acting)
    versions = {match.version for match in matches}
    releases = tuple(each for each in opened.releases if each.version in versions)
    inquiry.trail.records.extend(match.version for match in matches)
    if ask.break_glass:
        await context.glass.touched(request.break_glass, {row.agency for _, row in page}, inquiry.now_ms)
    more = seal_place(context.keys.page_token, binding, *start[size - 1][0]) if len(start) > size else ""
    return SearchResponse(tuple(matches), tuple(hits), more, releases, banners=told)


def _found(seen: Look, shown: Shown, opened: Released) -> list[tuple[_Place, ViewRow]]:
    """Matches, those by a release among them, and hits; of an owner's bare hits the first of what is left."""
    disclosed = seen.person.disclosed
    rows = merged(seen.person, opened.parts[0].shown.rows)
    left = {row.record for row in opened.parts[0].shown.rows}
    places = [(HIT if row.code not in disclosed else MATCH, row) for row in rows]
    places += [(MATCH, row) for row in shown.rows if row.record not in left]
    return sorted((_Place(stage, row.agency, row.record_id), row) for stage, row in places)


def match_of(version: VisibleVersion) -> SubjectMatch:
    """What a version that is shown in full says of its person."""
    record = version.record
    case = main_reference(record.case_references)
    return SubjectMatch(record.name, record.agency, record.subject, record.grade, text_form(case) if case else "")
