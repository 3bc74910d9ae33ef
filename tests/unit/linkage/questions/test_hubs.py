"""Busy nodes: not followed beyond, said so, and no matter how many hidden edges they have."""

from __future__ import annotations

import pytest

from graph.model import EdgeRow
from graph.rights import Rights
from services.linkage.questions.contact_chain import contact_chain
from services.linkage.questions.expand import expand
from services.linkage.questions.key_players import key_players
from services.linkage.questions.shortest_paths import shortest_paths
from services.linkage.questions.trace_money import trace_money
from services.linkage.questions.web import HUB, ROWS
from services.values.network import (
    ContactChainRequest,
    Cut,
    ExpandRequest,
    Frame,
    KeyPlayersRequest,
    NodeKey,
    ShortestPathsRequest,
    TraceMoneyRequest,
)
from tests.unit.linkage.questions.small import ALL, account, graph, link, phone, shown

HITS = Rights((0, 1), {2: ("pk.other",)})


def star(kind: str, middle: str, edges: int, klass: int = 1) -> list[EdgeRow]:
    return [link(kind, middle, f"{middle}-{number}", at_ms=number + 1, klass=klass) for number in range(edges)]


BRIDGE = [link("CALLED", "a", "helpline", at_ms=3), link("CALLED", "helpline", "b", at_ms=5)]


async def test_no_path_leads_through_a_hub() -> None:
    request = ShortestPathsRequest(None, phone("a"), phone("b"))
    through = await shortest_paths(graph([*BRIDGE, *star("CALLED", "helpline", HUB - 2)]), ALL, request)
    assert [path.nodes for path in through.paths] == [(phone("a"), phone("helpline"), phone("b"))]
    braked = await shortest_paths(graph([*BRIDGE, *star("CALLED", "helpline", HUB - 1)]), ALL, request)
    assert braked.paths == ()
    assert Cut("hubs", 0, 1) in shown(braked).cuts


async def test_a_hub_may_be_an_end_of_a_path() -> None:
    linked = graph([*BRIDGE, *star("CALLED", "helpline", HUB)])
    found = await shortest_paths(linked, ALL, ShortestPathsRequest(None, phone("helpline"), phone("b")))
    assert [len(path.edges) for path in found.paths] == [1]


async def test_hidden_edges_make_no_hub() -> None:
    hidden = graph([*BRIDGE, *star("CALLED", "helpline", 3 * HUB, klass=2)])
    found = await shortest_paths(hidden, ALL, ShortestPathsRequest(None, phone("a"), phone("b")))
    assert len(found.paths) == 1
    assert [node.hub for node in shown(found).nodes] == [False] * 3
    assert shown(found).cuts == ()


async def test_expand_marks_a_hub_and_counts_all_of_it() -> None:
    response = await expand(
        graph(star("CALLED", "helpline", HUB + 100)), ALL, ExpandRequest(None, (phone("helpline"),))
    )
    assert [(count.kind, count.edges, count.nodes) for count in response.counts] == [("CALLED", HUB + 100, HUB + 100)]
    assert shown(response).nodes[0].hub
    assert shown(response).nodes[0].degree == HUB + 100
    assert Cut("nodes", 50, HUB + 100) in shown(response).cuts
    latest = sorted((edge.at_ms for edge in shown(response).edges), reverse=True)
    assert latest == list(range(HUB + 100, HUB + 50, -1))


async def test_more_than_one_statement_holds_is_said() -> None:
    response = await expand(graph(star("CALLED", "p", ROWS + 7)), ALL, ExpandRequest(None, (phone("p"),)))
    assert response.counts[0].edges == ROWS + 7, "all are counted"
    assert Cut("edges", ROWS, ROWS + 7, more=True) in shown(response).cuts


async def test_money_is_not_followed_through_a_hub() -> None:
    coming, going = link("TRANSFERRED", "a", "agent", at_ms=1), link("TRANSFERRED", "agent", "z", at_ms=10**6)
    linked = graph([coming, going, *star("TRANSFERRED", "agent", HUB)])
    response = await trace_money(linked, ALL, TraceMoneyRequest(None, account("a"), "FORWARD"))
    assert [trail.edges for trail in response.trails] == [(coming.id,)]
    assert Cut("hubs", 0, 1) in shown(response).cuts
    assert [node.hub for node in shown(response).nodes] == [False, True]


async def test_calls_are_not_followed_through_a_hub() -> None:
    linked = graph([*BRIDGE, *star("CALLED", "helpline", HUB)])
    response = await contact_chain(linked, ALL, ContactChainRequest(None, phone("a")))
    assert [chain.nodes for chain in response.chains] == [(phone("a"), phone("helpline"))]


async def test_a_network_ends_at_hubs_and_at_its_bound() -> None:
    linked = graph([*BRIDGE, *star("CALLED", "helpline", HUB)])
    request = KeyPlayersRequest(Frame(limit=10), (phone("a"),), 3, 1)
    assert (await key_players(linked, ALL, request)).players == (), "two nodes are no network"
    wide = graph(
        [edge for number in range(40) for edge in (link("CALLED", "a", f"x{number}"), *star("CALLED", f"x{number}", 8))]
    )
    response = await key_players(wide, ALL, request)
    assert [cut.what for cut in shown(response).cuts] == ["network", "nodes"]
    assert response.players == (phone("a"),)
    assert len(shown(response).nodes) <= 12


def spokes(kind: str, middle: str, way: str) -> list[EdgeRow]:
    """As many as make a hub and one more, out of it or into it, in time after one another."""
    ends = [(middle, f"{middle}-{n}") if way == "FORWARD" else (f"{middle}-{n}", middle) for n in range(HUB + 1)]
    return [link(kind, *pair, at_ms=n + 1, amount_minor=100) for n, pair in enumerate(ends)]


@pytest.mark.parametrize("way", ["FORWARD", "BACKWARD"])
async def test_money_of_a_hub_is_followed_where_it_was_asked_about(way: str) -> None:
    """A busy account is braked on the way to somewhere; who asks about it itself is answered."""
    linked = graph(spokes("TRANSFERRED", "agent", way))
    response = await trace_money(linked, ALL, TraceMoneyRequest(Frame(limit=500), account("agent"), way, 1))
    assert len(response.trails) == 500
    assert all(account("agent") in trail.nodes for trail in response.trails)
    assert Cut("paths", 500, HUB + 1) in shown(response).cuts
    assert "hubs" not in {each.what for each in shown(response).cuts}
    assert response.unfollowed == ()


async def test_calls_of_a_hub_are_followed_where_it_was_asked_about() -> None:
    linked = graph(spokes("CALLED", "helpline", "FORWARD"))
    response = await contact_chain(linked, ALL, ContactChainRequest(Frame(limit=500), phone("helpline"), 1))
    assert len(response.chains) == 500


@pytest.mark.parametrize(("start", "told"), [("agent", [(account("agent"), 1)]), ("a", [])])
async def test_what_is_hidden_at_a_hub_is_told_where_it_was_asked_about(
    start: str, told: list[tuple[NodeKey, int]]
) -> None:
    """Nothing is told of a hub on the way, since nothing is followed there."""
    coming = link("TRANSFERRED", "a", "agent", at_ms=1, amount_minor=100)
    concealed = link("TRANSFERRED", "agent", "z", at_ms=HUB, amount_minor=100, klass=2)
    linked = graph([coming, concealed, *star("TRANSFERRED", "agent", HUB)])
    response = await trace_money(linked, HITS, TraceMoneyRequest(None, account(start), "FORWARD"))
    assert response.answer is not None
    assert [(stub.before, stub.hidden) for stub in response.answer.stubs] == told


async def test_a_hub_that_money_comes_to_is_named_as_not_followed() -> None:
    linked = graph([link("TRANSFERRED", "a", "agent", at_ms=1, amount_minor=100), *star("TRANSFERRED", "agent", HUB)])
    response = await trace_money(linked, ALL, TraceMoneyRequest(None, account("a"), "FORWARD"))
    assert [(one.account, one.hop, one.why) for one in response.unfollowed] == [(account("agent"), 2, "HUB")]


async def test_money_goes_on_through_an_account_that_is_just_no_hub() -> None:
    coming = link("TRANSFERRED", "a", "agent", at_ms=1, amount_minor=100)
    linked = graph([coming, *star("TRANSFERRED", "agent", HUB - 1)])
    response = await trace_money(linked, ALL, TraceMoneyRequest(None, account("a"), "FORWARD"))
    assert {len(trail.edges) for trail in response.trails} == {2}
    assert response.unfollowed == ()
