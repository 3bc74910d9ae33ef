"""The queue of reviewers attacked: pairs with a hidden end, and pages that are nobody's."""

from __future__ import annotations

import asyncio

import pytest
from rabta.linkage.v1 import link_pb2

from services.linkage.kept import Proposal, ScoredPair
from services.linkage.store.links import links_of
from tests.e2e import network as net
from tests.e2e.attacks.judging import answered, refused
from tests.e2e.attacks.test_network import HIDDEN, ask
from tests.e2e.network import ANALYST, MAN
from tests.e2e.people import PUNJAB
from tests.e2e.world import World


@pytest.fixture
def world(network_world: World) -> World:
    return network_world


def test_hidden_reviews(world: World) -> None:
    """A pair of which one end is a victim, a child or nobody is as one that was never proposed, on every page."""
    first = link_pb2.ListLinkReviewsRequest(page_size=1).SerializeToString()
    bodies = []
    for hidden in ((), HIDDEN):
        pairs = [(MAN.id, net.TWIN.id, 9000)]
        pairs += [(MAN.id, f"agencies/{PUNJAB}/records/{one}", 9000 + at) for at, one in enumerate(hidden)]
        propose(world, pairs)
        bodies.append(answered(world, ask(world, ANALYST, "ListLinkReviews", first)))
    assert bodies[0] == bodies[1]
    (review,) = link_pb2.ListLinkReviewsResponse.FromString(bodies[1]).reviews
    assert {review.one.key.id, review.other.key.id} == {MAN.id, net.TWIN.id}
    another = link_pb2.ListLinkReviewsRequest(page_token="x" * 40).SerializeToString()
    refused(world, ask(world, ANALYST, "ListLinkReviews", another), "PAGE_TOKEN_INVALID")
    propose(world, [])


def propose(world: World, pairs: list[tuple[str, str, int]]) -> None:
    """As a run on the hub's folder proposes; names of records and thousandths of bits."""

    async def finish() -> None:
        store = links_of(world.files.hub.folder / "linkage.db")
        scored = [ScoredPair(min(one, other), max(one, other), bits, "{}") for one, other, bits in pairs]
        await store.runs.finish([Proposal(each, "1+test", 77) for each in scored])
        await store.close()

    asyncio.run(finish())
