"""CheckTraveller: a document selects; a name alone gives whom to call, of at most a handful.

What may be told is decided where the records are; nothing is decided here beside it.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Final, NamedTuple

from services.access.errors import InvalidArgument, PurposeUnfit, Violation
from services.access.trail import Inquiry
from services.exchange.check.counting import Counting
from services.exchange.check.documents import document_of, post_of
from services.exchange.check.errors import CopyStale, PostsUnavailable
from services.exchange.check.freshness import hours_at_posts, one_age, too_old
from services.exchange.check.ports import Checks, Found, Synced, Travellers
from services.membership.registry import Registry
from services.tables.text import unsafe_at
from services.values.dates import day_text, today
from services.values.exchange import (
    CheckTravellerRequest,
    CheckTravellerResponse,
    Identifier,
    NamedTraveller,
    PostCheck,
)
from services.vocabulary.access import Purpose

MAX_OWNERS: Final = 5
"""Owners that are told of one name."""
LONGEST_NAME: Final = 200
FIRST_YEAR: Final = 1900
logger = logging.getLogger(__name__)


class UseCases(NamedTuple):
    """What the service's methods are over. ``post``: that the node itself stands at, "" for none."""

    travellers: Travellers
    copies: Synced
    checks: Checks
    counting: Counting
    post: str = ""


async def check_traveller(
    room: UseCases, inquiry: Inquiry, request: CheckTravellerRequest, registry: Registry, home: str = ""
) -> CheckTravellerResponse:
    """Hits of one traveller; none where nothing is held, or nothing for this caller.

    ``home``: agency whose own node answers, from copies; "" for the hub. Raises PurposeUnfit for all but a
    checkpoint's purpose, InvalidArgument, CopyStale, and as the ports do.
    """
    if inquiry.caller.purpose != Purpose.CHECKPOINT:
        raise PurposeUnfit
    post = post_of(request.post) or room.post
    inquiry.trail.feed = f"posts/{post}" if post else ""
    synced_ms = await _synced(room.copies, registry, home, inquiry.now_ms) if home else 0
    found = await _found(room, inquiry, request, registry, post)
    return CheckTravellerResponse(found.hits, found.more, found.banners, found.name_search, synced_ms)


async def _found(
    room: UseCases, inquiry: Inquiry, request: CheckTravellerRequest, registry: Registry, post: str
) -> Found:
    if (request.document is None) == (request.named is None):
        raise InvalidArgument(Violation("", "document-or-name", "needs a document, or a name, and not both"))
    if request.document is None:
        named = named_of(request.named, inquiry.now_ms)
        return await room.travellers.by_name(inquiry, named, registry, MAX_OWNERS)
    document = document_of(request.document)
    found = await room.travellers.by_document(inquiry, document, registry)
    await _keep(room.checks, inquiry, document, post)
    return found


async def _keep(checks: Checks, inquiry: Inquiry, document: Identifier, post: str) -> None:
    """Remember a check by a document. What only counts keeps nobody from an answer."""
    try:
        await checks.keep(inquiry.caller.agency, PostCheck(post, document, inquiry.now_ms))
    except PostsUnavailable:
        logger.error("a check was answered and is not counted")


async def _synced(copies: Synced, registry: Registry, home: str, now_ms: int) -> int:
    """Since when all that is given is here, epoch ms. Raises CopyStale where one's are too old, or nobody gives any."""
    hours = hours_at_posts(registry.agreements_of(home, day_text(today(now_ms))))
    synced = await copies.synced(hours, registry.hub)
    if not hours or too_old(hours, synced, now_ms):
        raise CopyStale
    return one_age(hours, synced)


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
    return replace(named, name=name)
