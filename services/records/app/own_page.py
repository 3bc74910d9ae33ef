"""GetPage: one page of the caller's own page stream, as the hub holds it. Nobody else's can be named.

A version is shown where GetRecord would show it. In the place of another stands what its record's next version needs:
number and digest. Why it is withheld is not told, but that its record is expunged, as ``remains`` tells it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from services.access.errors import InvalidArgument, NotFound, Violation
from services.access.gates import is_own_or_kin
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.opening import open_versions, signed
from services.records.app.record import Found, find_record
from services.records.app.shown import note_own, texts_of
from services.records.page_port import PagedVersion
from services.records.ports import Snapshot
from services.records.protection.view import Ask
from services.signing.page import FEED_NAME
from services.values.records import (
    GetPageRequest,
    GetPageResponse,
    SignedPageHeader,
    VisibleVersion,
    WithheldVersion,
)
from services.vocabulary.access import Permission

_MAX_NUMBER: Final = (1 << 63) - 1


class _Places(NamedTuple):
    """What a page's places hold: versions that are shown, and what stands for the others."""

    shown: list[VisibleVersion]
    withheld: list[WithheldVersion]


async def get_page(context: Context, inquiry: Inquiry, request: GetPageRequest, registry: Registry) -> GetPageResponse:
    """Header and versions of a page; past the last one that is held, its number alone.

    Raises the gates' refusals, InvalidArgument, PageTokenInvalid, StorageUnavailable.
    """
    _check(request)
    size = page_size(request.page_size)
    binding = Binding("GetPage", inquiry.caller, f"{request.feed}|{request.page_number}", registry.version)
    agency = inquiry.caller.agency
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.RECORD_SUBMIT)
        place = open_place(context.keys.page_token, binding, request.page_token)
        head = await view.feed_head(agency, request.feed)
        page = await view.page_of_feed(agency, request.feed, request.page_number)
        last = head.page_number if head else 0
        if page is None:
            return GetPageResponse(last)
        rows = await view.versions_of_page(page.page, int(place[0]) if place else -1, size + 1)
        places = await _places(context, view, ask, rows[:size])
    inquiry.trail.records.extend(each.record.name for each in places.shown)
    more = seal_place(context.keys.page_token, binding, rows[size - 1].leaf) if len(rows) > size else ""
    header = SignedPageHeader(page.header, page.signature)
    return GetPageResponse(last, header, tuple(map(signed, places.shown)), tuple(places.withheld), more)


def _check(request: GetPageRequest) -> None:
    if FEED_NAME.fullmatch(request.feed) is None:
        raise InvalidArgument(Violation("feed", "feed-name", "is no name of a page stream"))
    if not 0 < request.page_number <= _MAX_NUMBER:
        raise InvalidArgument(Violation("page_number", "page-number", "must be 1 or more"))


async def _places(context: Context, view: Snapshot, ask: Ask, rows: list[PagedVersion]) -> _Places:
    places, records = _Places([], []), dict[str, Found | None]()
    for row in rows:
        if row.record_id not in records:
            records[row.record_id] = await _found(context, view, ask, row.record_id)
        found = records[row.record_id]
        version = await _version(context, view, ask, row, found)
        if version is not None:
            places.shown.append(version)
            continue
        expunged = found is not None and found.remains is not None and found.remains.expunged
        places.withheld.append(WithheldVersion(row.leaf, row.record_id, row.version, row.sha256, expunged))
    return places


async def _found(context: Context, view: Snapshot, ask: Ask, record_id: str) -> Found | None:
    """The record as GetRecord finds it; None where it would say NOT_FOUND."""
    try:
        return await find_record(context, view, ask, ask.inquiry.caller.agency, record_id)
    except NotFound:
        return None


async def _version(
    context: Context, view: Snapshot, ask: Ask, row: PagedVersion, found: Found | None
) -> VisibleVersion | None:
    """A version that may be shown: by its record's class, by its own word, and as none of the officer or their kin."""
    if found is None or found.remains is not None or found.pseudonym:
        return None
    opened = (await open_versions(context, view, sorted({row.seq, found.profile.seq}))).versions
    if not found.shows(ask, opened[row.seq].record):
        return None
    if is_own_or_kin(ask.inquiry.caller, texts_of(each.record for each in opened.values())):
        note_own(ask.inquiry)
        return None
    return opened[row.seq]
