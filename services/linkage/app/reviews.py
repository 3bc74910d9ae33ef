"""The queue of reviewers: pairs that wait for the caller's agency, as nothing that carries for it settles them.

First come those that another agency decided and of which the caller's owns one: it is to state whether they are one
person, and is not told who decided, when or what; the store bounds how many such come up. Then come those that a model
proposes, the likeliest first.

A pair is shown to whoever sees both its Subjects. All others are neither shown nor counted: a page is full or the last,
whatever lies between.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from typing import Final, NamedTuple

from graph.rows import NodeLine, read
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.linkage.carrying import carrying
from services.linkage.kept import MILLI, Proposal, ScoredPair, ends
from services.linkage.links import Links
from services.linkage.ports import Graph
from services.linkage.rights import Ask, Seen
from services.matching.words import SENTENCES
from services.signing.sealing import Sealer
from services.values.network import (
    LinkReview,
    ListLinkReviewsRequest,
    ListLinkReviewsResponse,
    Node,
    NodeKey,
    WeightedGround,
)

METHOD: Final = "ListLinkReviews"
AT_ONCE: Final = 250
"""Proposals that are read together: their Subjects are 500 ids of one statement."""
FIRST: Final = 2**62
"""Thousandths of a bit that stand for a pair which another agency decided: above all that a model finds."""


class Pair(NamedTuple):
    """The two Subjects as the caller sees them."""

    one: Node
    other: Node


async def list_reviews(
    links: Links, graph: Graph, sealer: Sealer, ask: Ask, seen: Seen, request: ListLinkReviewsRequest
) -> ListLinkReviewsResponse:
    """One page of the pairs of which the caller sees both.

    Raises InvalidArgument, PageTokenInvalid, GraphUnavailable, StorageUnavailable.
    """
    size = page_size(request.page_size)
    binding = Binding(METHOD, ask.inquiry.caller, "", 0)
    place = _pair(open_place(sealer, binding, request.page_token))
    found: list[tuple[Proposal, Pair]] = []
    async for batch in _batches(links, ask, place):
        found += await _seen(graph, seen, batch)
        if len(found) > size:
            break
    page = found[:size]
    ask.inquiry.trail.records += sorted({node.source for _, each in page for node in each})
    last = page[-1][0].pair if len(found) > size else None
    more = seal_place(sealer, binding, last.millibits, last.one, last.other) if last else ""
    return ListLinkReviewsResponse(tuple([await _review(links, *each) for each in page]), more)


def _pair(place: list[str | int]) -> ScoredPair | None:
    if not place:
        return None
    millibits, one, other = place
    return ScoredPair(str(one), str(other), int(millibits), "")


def _ends(proposal: Proposal) -> tuple[str, str]:
    return proposal.pair.one, proposal.pair.other


async def _batches(links: Links, ask: Ask, place: ScoredPair | None) -> AsyncIterator[list[Proposal]]:
    """What waits for the caller's agency after a pair, as the store gives it: claims by their ids, then proposals."""
    agency = ask.inquiry.caller.agency
    if place is None or place.millibits == FIRST:
        after = place[:2] if place else None
        while claimed := await links.claims.of_owner(agency, after, AT_ONCE):
            yield [Proposal(ScoredPair(*pair, FIRST, ""), "", 0) for pair in claimed]
            if len(claimed) < AT_ONCE:
                break
            after = claimed[-1]
    while batch := await links.reviews.after(place, AT_ONCE):
        claimed_too = await links.claims.among(agency, [each.pair.one for each in batch])
        yield [each for each in await _unsettled(links, ask, batch) if _ends(each) not in claimed_too]
        if len(batch) < AT_ONCE:
            break
        place = batch[-1].pair


async def _unsettled(links: Links, ask: Ask, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Those that nothing settles for the caller's agency: what others decided alone does not."""
    subjects = {end for each in proposals for end in _ends(each)}
    standing = await links.decisions.standing(subjects) if subjects else []
    settled = {ends(each) for each in carrying(standing, ask.inquiry.caller.agency)}
    return [each for each in proposals if _ends(each) not in settled]


async def _seen(graph: Graph, seen: Seen, batch: Sequence[Proposal]) -> list[tuple[Proposal, Pair]]:
    ids = sorted({end for each in batch for end in _ends(each)})
    rows = await graph.run("node.SUBJECT", ids=ids, shown=list(seen.rights.shown)) if ids else []
    nodes = {line.id: _node(line) for line in read(NodeLine, rows)}
    return [
        (each, Pair(nodes[each.pair.one], nodes[each.pair.other]))
        for each in batch
        if each.pair.one in nodes and each.pair.other in nodes
    ]


async def _review(links: Links, proposal: Proposal, both: Pair) -> LinkReview:
    claimed = proposal.pair.millibits == FIRST
    scored = await links.reviews.between(*_ends(proposal)) if claimed else proposal
    if scored is None:
        return LinkReview(*both, claimed=True)
    pair = scored.pair
    return LinkReview(*both, pair.millibits / MILLI, grounds_of(pair), scored.model, scored.proposed_ms, claimed)


def grounds_of(pair: ScoredPair) -> tuple[WeightedGround, ...]:
    """What each field said when the pair was scored; a level that this version has no more has no sentence."""
    said = ((field, *level) for field, level in json.loads(pair.fields).items())
    return tuple(
        WeightedGround(field, level, millibits / MILLI, *SENTENCES.get(field, {}).get(level, ("", "")))
        for field, level, millibits in said
    )


def _node(line: NodeLine) -> Node:
    return Node(
        NodeKey("SUBJECT", line.id), line.label or "", line.label_ur or "", line.owner or "", line.source or "",
        line.role or "", line.grade or "", line.handling or "",
    )  # fmt: skip
