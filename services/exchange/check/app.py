"""CheckTraveller: a document selects; a name alone gives whom to call, of at most a handful.

What may be told is decided where the records are; nothing is decided here beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from services.access.errors import InvalidArgument, PurposeUnfit, Violation
from services.access.trail import Inquiry
from services.exchange.check.errors import CopyStale
from services.exchange.check.freshness import hours_at_posts, too_old
from services.exchange.check.ports import Found, Synced, Travellers
from services.membership.registry import Registry
from services.tables.text import unsafe_at
from services.values import identifiers
from services.values.dates import day_text, today
from services.values.exchange import (
    CheckTravellerRequest,
    CheckTravellerResponse,
    Identifier,
    NamedTraveller,
    OfficeData,
)
from services.vocabulary.access import Purpose

MAX_OWNERS: Final = 5
"""Owners that are told of one name."""
DOCUMENTS: Final = identifiers.OF_ONE - {"CRO", "FINGERPRINT"}
"""Types of documents that a traveller may show; numbers of police offices are none."""
LONGEST_NAME: Final = 200
FIRST_YEAR: Final = 1900


class UseCases(NamedTuple):
    """What the service's method is over."""

    travellers: Travellers
    copies: Synced


async def check_traveller(
    room: UseCases, inquiry: Inquiry, request: CheckTravellerRequest, registry: Registry, home: str = ""
) -> CheckTravellerResponse:
    """Hits of one traveller; none where nothing is held, or nothing for this caller.

    ``home``: agency whose own node answers, from copies; "" for the hub. Raises PurposeUnfit for all but a
    checkpoint's purpose, InvalidArgument, CopyStale, and as the ports do.
    """
    if inquiry.caller.purpose != Purpose.CHECKPOINT:
        raise PurposeUnfit
    synced = await _synced(room.copies, registry, home, inquiry.now_ms) if home else {}
    found = await _found(room.travellers, inquiry, request, registry)
    return CheckTravellerResponse(found.hits, found.more, _offices(found.offices, synced))


async def _synced(copies: Synced, registry: Registry, home: str, now_ms: int) -> Mapping[str, int]:
    """Giver -> when its copies came. Raises CopyStale where one's are too old, or nobody gives any."""
    hours = hours_at_posts(registry.agreements_of(home, day_text(today(now_ms))))
    synced = await copies.synced(hours, registry.hub)
    if not hours or too_old(hours, synced, now_ms):
        raise CopyStale
    return {giver: synced[giver] for giver in hours}


def _offices(stated: Iterable[OfficeData], synced: Mapping[str, int]) -> tuple[OfficeData, ...]:
    """Each office once, in order, with when its copies came."""
    at = {each.agency: each.stated_ms for each in stated}
    return tuple(OfficeData(agency, at.get(agency, 0), synced.get(agency, 0)) for agency in sorted({*at, *synced}))


async def _found(travellers: Travellers, inquiry: Inquiry, request: CheckTravellerRequest, registry: Registry) -> Found:
    if (request.document is None) == (request.named is None):
        raise InvalidArgument(Violation("", "document-or-name", "needs a document, or a name, and not both"))
    if request.document is not None:
        return await travellers.by_document(inquiry, document_of(request.document), registry)
    return await travellers.by_name(inquiry, named_of(request.named, inquiry.now_ms), registry, MAX_OWNERS)


def document_of(given: Identifier) -> Identifier:
    """The document's number in canonical form. Raises InvalidArgument where it is none, or of no such document."""
    if given.type not in DOCUMENTS:
        raise InvalidArgument(Violation("document.type", "document-type", "is no document that a traveller shows"))
    return identifiers.parse(given.type, given.value, given.country, field="document.value")


def named_of(given: NamedTraveller | None, now_ms: int) -> NamedTraveller:
    """The name on one line, with its year. Raises InvalidArgument."""
    named = given or NamedTraveller()
    name = " ".join(named.name.split())
    if not name or len(name) > LONGEST_NAME or unsafe_at(name) >= 0:
        raise InvalidArgument(
            Violation("named.name", "name-text", f"must be a name of 1 to {LONGEST_NAME} characters, on one line")
        )
    if not FIRST_YEAR <= named.birth_year <= int(day_text(today(now_ms))[:4]):
        raise InvalidArgument(Violation("named.birth_year", "birth-year", f"must be a year from {FIRST_YEAR} to now"))
    return NamedTraveller(name, named.birth_year)
