"""The service's methods: decode strictly, call the use case, encode."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from services.edge.call import Call, Handler
from services.linkage import wire
from services.linkage.app.context import Context
from services.linkage.app.links import of_feeds, of_links
from services.linkage.app.questions import ask
from services.linkage.questions.registry import questions
from services.values import network
from services.values.selecting import named_in, text_of
from services.vocabulary.access import Permission

SERVICE: Final = "/rabta.linkage.v1.LinkageService/"
DECIDES: Final = Permission.LINK_DECIDE
LINKS: Final[Mapping[type[network.LinkRequest], Permission]] = {
    network.ListLinkCandidatesRequest: Permission.GRAPH_READ,
    network.ListLinkReviewsRequest: DECIDES,
    network.ExplainLinkRequest: Permission.GRAPH_READ,
    network.DecideLinkRequest: DECIDES,
    network.UndoLinkRequest: DECIDES,
}
FEEDS: Final[tuple[type[network.FeedRequest], ...]] = (network.RegisterAuthorityRequest, network.ImportFeedPageRequest)


def routes(context: Context) -> dict[str, Handler]:
    """Handlers by full method path; each raises its use case's refusals."""
    handlers = {path(kind): _question(context, kind) for kind in questions()}
    handlers |= {path(kind): _link(context, kind, permission) for kind, permission in LINKS.items()}
    return handlers | {path(kind): _feed(context, kind) for kind in FEEDS}


def named(context: Context) -> dict[str, Callable[[bytes], list[bytes]]]:
    """Of each method that changes links: tokens of what a body names, for limits. They raise InvalidArgument."""
    return {path(kind): _named(context, kind) for kind in (network.DecideLinkRequest, network.UndoLinkRequest)}


def _named(context: Context, kind: type[network.LinkRequest]) -> Callable[[bytes], list[bytes]]:
    def tokens(raw: bytes) -> list[bytes]:
        request = wire.decode(kind, raw)
        decision = [f"LINK:{request.id}"] if isinstance(request, network.UndoLinkRequest) else []
        return [context.selector(text) for text in [*map(text_of, named_in(request)), *decision]]

    return tokens


def path(kind: type[object]) -> str:
    """The method that takes requests of this kind."""
    return SERVICE + kind.__name__.removesuffix("Request")


def _question(context: Context, kind: type[network.QuestionRequest]) -> Handler:
    async def handle(call: Call, raw: bytes) -> bytes:
        request = wire.decode(kind, raw)
        return wire.encode(await ask(context, call.inquiry(), request, call.snapshot.registry, call.deadline_ms))

    return handle


def _link(context: Context, kind: type[network.LinkRequest], permission: Permission) -> Handler:
    async def handle(call: Call, raw: bytes) -> bytes:
        request = wire.decode(kind, raw)
        return wire.encode(await of_links(context, call.inquiry(), permission, request, call.deadline_ms))

    return handle


def _feed(context: Context, kind: type[network.FeedRequest]) -> Handler:
    async def handle(call: Call, raw: bytes) -> bytes:
        return wire.encode(await of_feeds(context, call.inquiry(), wire.decode(kind, raw)))

    return handle
