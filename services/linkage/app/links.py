"""Decisions on who is one person, authorities and imports: admitted here, done by rooms of their own."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from graph.errors import GraphRefused, GraphUnavailable
from graph.model import NUMBERS
from services.access.trail import Inquiry
from services.linkage.app.admit import admit
from services.linkage.app.context import Context
from services.linkage.app.seeing import seeing
from services.linkage.app.withheld import counted
from services.linkage.errors import EngineUnavailable
from services.values.network import FeedRequest, FeedResponse, LinkRequest, LinkResponse, NodeKey
from services.values.selecting import named_in, settled, text_of
from services.vocabulary.access import Permission

logger = logging.getLogger(__name__)


async def of_links(
    context: Context, inquiry: Inquiry, permission: Permission, request: LinkRequest, deadline_ms: int
) -> LinkResponse:
    """What the methods on links answer: decide, undo, explain, candidates, reviews.

    Raises as a question does, NotFound and PageTokenInvalid.
    """
    request = settled(request)
    named = named_in(request)
    call = await admit(context, inquiry, permission, named)
    with engine_errors():
        seen = await seeing(context, call, named, deadline_ms)
        async with counted(context.graph, seen, named, inquiry.trail):
            done = await context.link(call, seen, request)
    await given(context, inquiry, named)
    return done


async def given(context: Context, inquiry: Inquiry, keys: Iterable[NodeKey]) -> None:
    """What was asked for and shown, for whoever follows reads of the agency."""
    asked = dict.fromkeys(keys)
    numbers = [text_of(key) for key in asked if key.kind in NUMBERS]
    await context.cases.given(
        inquiry, numbers, [*(key.id for key in asked if key.kind == "SUBJECT"), *inquiry.trail.records]
    )


async def of_feeds(context: Context, inquiry: Inquiry, request: FeedRequest) -> FeedResponse:
    """What RegisterAuthority and ImportFeedPage answer."""
    call = await admit(context, inquiry, Permission.FEED_SUBMIT, named_in(request))
    with engine_errors():
        return await context.feed(call, request)


@contextmanager
def engine_errors() -> Iterator[None]:
    """The engine's failures as this room's refusal; their text stays here."""
    try:
        yield
    except (GraphUnavailable, GraphRefused) as error:
        logger.error("%s", error)
        raise EngineUnavailable from None
