"""The room put together, in one call of a composition root."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from services.access.gates import Glass
from services.linkage import wire
from services.linkage.absent import Without
from services.linkage.apart import Apart, Search, sketch_of
from services.linkage.app.authorities import register_authority
from services.linkage.app.candidates import list_candidates
from services.linkage.app.context import (
    Cases,
    Context,
    Drawing,
    FeedWork,
    Forget,
    Found,
    LinkWork,
    ScorePair,
    Searching,
    Weigh,
)
from services.linkage.app.decisions import decide_link, explain_link, undo_link
from services.linkage.app.freshness import Fresh
from services.linkage.app.imports import import_page
from services.linkage.app.insider import note_own
from services.linkage.app.overseeing import is_overseer, list_claimed, overseeing
from services.linkage.app.reviews import list_reviews
from services.linkage.links import Links
from services.linkage.ports import Graph, LinkStore, RecordFeed
from services.linkage.rights import Ask as Admitted
from services.linkage.rights import Seen
from services.signing.sealing import Sealer
from services.values import network


@dataclass(frozen=True, slots=True)
class Around:
    """What the node hands in: the engine, the records' changes and cited cases, sessions, the clock, HMAC of selectors,
    where searches and pictures are made, what a model says of two Subjects, and whose word counts about them.

    ``page_token``: seals where a page ended. ``naming``: keyed digest of 24 hex digits, for ids that feeds are given.
    ``forget_in_snapshots``: lets go of records in the files that detectors read. ``home``: agency whose own node this
    is, "" on a hub that several share.
    """

    graph: Graph
    feed: RecordFeed
    cases: Cases
    glass: Glass
    clock: Callable[[], int]
    selector: Callable[[str], bytes]
    page_token: Sealer
    naming: Callable[[str], str]
    apart: Apart
    score: ScorePair
    weigh: Weigh
    forget_in_snapshots: Forget
    home: str = ""


@dataclass(frozen=True, slots=True)
class Linkage:
    """The room over its store."""

    context: Context
    close: Callable[[], Awaitable[None]]


def build_linkage(store: LinkStore, around: Around) -> Linkage:
    """The room over an open store."""
    links = Links(store)
    return Linkage(build_room(links, around), links.close)


def build_room(links: Links, around: Around) -> Context:
    """The use cases' room over an open store."""
    return Context(
        graph=around.graph,
        classes=links.classes,
        cases=around.cases,
        glass=around.glass,
        freshness=Fresh(around.graph, around.feed, links, around.clock),
        search=partial(_search, around.apart),
        link=_link_work(links, around),
        feed=_feed_work(links, around.home, around.naming),
        draw=partial(_draw, around.apart),
        forget=partial(_forget, links),
        forget_in_snapshots=around.forget_in_snapshots,
        selector=around.selector,
        size=wire.encoded_size,
    )


def _link_work(links: Links, around: Around) -> LinkWork:
    """What is undone was decided by whoever saw both; all else spares what is absent to the caller."""
    graph = around.graph

    async def work(ask: Admitted, seen: Seen, request: network.LinkRequest) -> network.LinkResponse:
        overseer = is_overseer(ask.inquiry.caller)
        if overseer:
            seen = await overseeing(graph, ask, seen, request)
        if isinstance(request, network.UndoLinkRequest):
            return network.UndoLinkResponse(await undo_link(links, graph, ask, seen, request))
        shown = Without(graph, seen.rights.absent)
        try:
            if isinstance(request, network.DecideLinkRequest):
                made = await decide_link(links, shown, around.score, around.weigh, ask, seen, request)
                return network.DecideLinkResponse(made)
            if isinstance(request, network.ExplainLinkRequest):
                return await explain_link(links, shown, ask, seen, request)
            if isinstance(request, network.ListLinkReviewsRequest) and overseer:
                return await list_claimed(links, around.page_token, ask, request)
            if isinstance(request, network.ListLinkReviewsRequest):
                return await list_reviews(links, shown, around.page_token, ask, seen, request)
            return await list_candidates(links, shown, ask, seen, request)
        finally:
            if shown.left_out:
                note_own(ask.inquiry.trail)

    return work


def _feed_work(links: Links, home: str, naming: Callable[[str], str]) -> FeedWork:
    async def work(ask: Admitted, request: network.FeedRequest) -> network.FeedResponse:
        if isinstance(request, network.ImportFeedPageRequest):
            return await import_page(links, ask.inquiry, request, home, naming)
        return network.RegisterAuthorityResponse(await register_authority(links, ask.inquiry, request.authority))

    return work


async def _forget(links: Links, records: Sequence[str]) -> int:
    return await links.feeds.forget_numbers(records) + await links.reviews.forget(records)


async def _search(apart: Apart, searching: Searching) -> Found:
    job = Search(searching.rights, searching.request, told=searching.told)
    return await apart(searching.agency, searching.deadline_ms, job)


async def _draw(apart: Apart, drawing: Drawing) -> bytes:
    return await apart(drawing.inquiry.caller.agency, drawing.deadline_ms, sketch_of(drawing))
