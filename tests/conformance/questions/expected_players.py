"""Key players against the oracle: whose removal breaks the visible network most, with their own numbers taken for them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import networkx as nx

from graph.model import NAMING
from services.values.network import Frame
from tests.conformance.questions import oracle
from tests.conformance.questions.oracle import Key, Sight, ends, tup, uid
from tests.conformance.questions.worlds import Seeing, World


def key_players(world: World, seeing: Seeing, request: Any, response: Any) -> None:
    sight = Sight(world, seeing, request.frame)
    seen = sight.starts(request.around)
    around = set(map(sight.unit, seen))
    radius, number = request.radius or 2, request.number or 3
    full = nx.Graph(sight.graph)
    full.add_nodes_from(around)
    far = nx.multi_source_dijkstra_path_length(full, around, cutoff=radius, weight=None) if around else {}
    own, bearers = own_numbers(world, seeing, sight, far)
    inside = nx.Graph()
    inside.add_nodes_from(own.get(unit, unit) for unit in far)
    for a, b in full.edges:
        if min(far.get(a, 9), far.get(b, 9)) < radius and own.get(a, a) != own.get(b, b):
            inside.add_edge(own.get(a, a), own.get(b, b))
    players = [tup(key) for key in response.players]
    assert {tup(node.key) for node in response.answer.nodes} >= set(seen)
    able = [unit for unit in inside if unit[0] not in ("DOCUMENT", "CASE", "JOURNEY")]
    if len(inside) < number + 2 or len(able) < number:
        assert players == []
        return
    assert len(set(players)) == number
    assert set(players) <= set(able)
    worth = oracle.efficiency_lost(inside, players)
    assert abs(response.fragmentation - worth) < 1e-9
    for out, into in itertools.product(players, set(able) - set(players)):
        assert oracle.efficiency_lost(inside, [*(one for one in players if one != out), into]) <= worth + 1e-9
    sets = [oracle.efficiency_lost(inside, some) for some in itertools.combinations(able, number)]
    assert min(sets) - 1e-9 <= response.random_low <= response.random_median <= response.random_high <= max(sets) + 1e-9
    assert [(tup(one.node), one.parted, one.pairs, {tup(key) for key in one.own}) for one in response.told] == [
        (one, *parted(inside, able, [one]), {key for key in own if own[key] == one}) for one in players
    ]
    assert (response.parted, response.pairs) == parted(inside, able, players)
    named = {own.get(unit, unit) for unit in (sight.unit(tup(node.key)) for node in response.answer.nodes)}
    assert named <= set(inside) | bearers


def own_numbers(world: World, seeing: Seeing, sight: Sight, units: Iterable[Key]) -> tuple[dict[Key, Key], set[Key]]:
    """Of these units the numbers of one person alone, with that person; and all who bear any of the numbers."""
    always = Sight(world, seeing, Frame(as_of_ms=sight.frame.as_of_ms))
    own, every = {}, set()
    for unit in units:
        if unit[0] not in ("DOCUMENT", "PHONE", "ACCOUNT", "DEVICE"):
            continue
        rows = [edge for edge in always.edges if unit in ends(edge) and edge.kind in NAMING]
        bearers = {sight.unit(key) for row in rows for key in ends(row) if key != unit}
        every |= bearers
        if len(bearers) == 1 and any(uid(row) == uid(edge) for row in rows for edge in sight.edges):
            own[unit] = bearers.pop()
    return own, every


def parted(graph: nx.Graph, able: Iterable[Key], without: Iterable[Key]) -> tuple[int, int]:
    """Pairs that fall apart, of those that hang together."""
    rest = graph.copy()
    rest.remove_nodes_from(list(without))
    pairs = [pair for pair in itertools.combinations(set(able) - set(without), 2) if nx.has_path(graph, *pair)]
    return sum(not nx.has_path(rest, *pair) for pair in pairs), len(pairs)
