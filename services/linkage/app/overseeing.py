"""Oversight's part in who is one person: pairs that an owner is to state, with who decided what about them.

An officer of oversight sees no Subject of the graph: a pair is two names of records, which are read under a review or
complaint of oversight's own. A decision and its withdrawal look at all classes, so that they find the records.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.model import OPEN_CLASS
from graph.rights import Rights
from services.access.caller import Caller
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.linkage.app.insider import refuse_own
from services.linkage.carrying import carrying
from services.linkage.kept import OpenClaim
from services.linkage.links import Links
from services.linkage.ports import Graph
from services.linkage.review_ports import CLOCK_MS
from services.linkage.rights import Ask, Seen
from services.signing.sealing import Sealer
from services.values.network import (
    LinkDecision,
    LinkReview,
    ListLinkReviewsRequest,
    ListLinkReviewsResponse,
    Node,
    NodeKey,
)
from services.values.selecting import named_in
from services.vocabulary.access import AgencyKind, Purpose

METHOD: Final = "ListLinkReviews of oversight"


def is_overseer(caller: Caller) -> bool:
    """Whether an officer of oversight asks for its purpose."""
    return caller.agency_kind == AgencyKind.OVERSIGHT and caller.purpose == Purpose.OVERSIGHT


async def overseeing(graph: Graph, ask: Ask, seen: Seen, request: object) -> Seen:
    """What an officer of oversight decides on: Subjects of every class. Raises OwnOrKin, GraphUnavailable."""
    classes = (OPEN_CLASS, *seen.known.atomic, *seen.known.joins)
    every = replace(seen, rights=Rights(tuple(sorted(set(classes))), absent=seen.rights.absent))
    await refuse_own(graph, every, ask.inquiry, named_in(request))
    return every


async def list_claimed(
    links: Links, sealer: Sealer, ask: Ask, request: ListLinkReviewsRequest
) -> ListLinkReviewsResponse:
    """One page of the pairs that an owner is to state; those whose time ends first come first.

    Raises InvalidArgument, PageTokenInvalid, StorageUnavailable.
    """
    size = page_size(request.page_size)
    binding = Binding(METHOD, ask.inquiry.caller, "", 0)
    place = open_place(sealer, binding, request.page_token)
    claims = await links.claims.opened(_claim(place) if place else None, size + 1)
    page = claims[:size]
    subjects = {end for each in page for end in (each.one, each.other)}
    standing = await links.decisions.standing(subjects) if subjects else []
    agreed = {each.id for each in carrying(standing)}
    decided = [replace(each, agreed=each.id in agreed) for each in standing]
    more = seal_place(sealer, binding, *page[-1]) if len(claims) > size else ""
    return ListLinkReviewsResponse(tuple(_review(each, decided) for each in page), more)


def _claim(place: list[str | int]) -> OpenClaim:
    raised_ms, one, other, owner = place
    return OpenClaim(int(raised_ms), str(one), str(other), str(owner))


def _review(claim: OpenClaim, decided: list[LinkDecision]) -> LinkReview:
    one, other = NodeKey("SUBJECT", claim.one), NodeKey("SUBJECT", claim.other)
    of_pair = tuple(each for each in decided if (each.one, each.other) == (one, other))
    return LinkReview(
        Node(one), Node(other), owner=claim.owner, due_ms=claim.raised_ms + CLOCK_MS, decisions=of_pair
    )  # fmt: skip
