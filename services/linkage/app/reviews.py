"""The queue of reviewers: pairs that a model holds for one person, perhaps, and that nobody has decided.

A pair is shown to whoever sees both its Subjects. All others are neither shown nor counted: a page is full or the last,
whatever lies between.
"""

from __future__ import annotations

import json
from typing import Final

from graph.rows import NodeLine, read
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.linkage.kept import MILLI, Proposal, ScoredPair
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


async def list_reviews(
    links: Links, graph: Graph, sealer: Sealer, ask: Ask, seen: Seen, request: ListLinkReviewsRequest
) -> ListLinkReviewsResponse:
    """One page of the pairs of which the caller sees both, best first.

    Raises InvalidArgument, PageTokenInvalid, GraphUnavailable, StorageUnavailable.
    """
    size = page_size(request.page_size)
    binding = Binding(METHOD, ask.inquiry.caller, "", 0)
    place = _pair(open_place(sealer, binding, request.page_token))
    found: list[tuple[Proposal, LinkReview]] = []
    while len(found) <= size:
        batch = await links.reviews.after(place, AT_ONCE)
        found += await _seen(graph, seen, batch)
        if len(batch) < AT_ONCE:
            break
        place = batch[-1].pair
    page = found[:size]
    ask.inquiry.trail.records += sorted({node.source for _, each in page for node in (each.one, each.other) if node})
    last = page[-1][0].pair if len(found) > size else None
    more = seal_place(sealer, binding, last.millibits, last.one, last.other) if last else ""
    return ListLinkReviewsResponse(tuple(each for _, each in page), more)


def _pair(place: list[str | int]) -> ScoredPair | None:
    if not place:
        return None
    millibits, one, other = place
    return ScoredPair(str(one), str(other), int(millibits), "")


async def _seen(graph: Graph, seen: Seen, batch: list[Proposal]) -> list[tuple[Proposal, LinkReview]]:
    ids = sorted({end for each in batch for end in (each.pair.one, each.pair.other)})
    rows = await graph.run("node.SUBJECT", ids=ids, shown=list(seen.rights.shown)) if ids else []
    nodes = {line.id: _node(line) for line in read(NodeLine, rows)}
    return [
        (each, _review(each, nodes[each.pair.one], nodes[each.pair.other]))
        for each in batch
        if each.pair.one in nodes and each.pair.other in nodes
    ]


def _review(proposal: Proposal, one: Node, other: Node) -> LinkReview:
    pair = proposal.pair
    return LinkReview(one, other, pair.millibits / MILLI, grounds_of(pair), proposal.model, proposal.proposed_ms)


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
