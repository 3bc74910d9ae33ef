"""Whose removal breaks a network most, beside what sets drawn at random do.

The network: persons and things within a radius, and the edges met on the way: those with an end inside the last step.
Nothing is followed beyond hubs. Draws are seeded by the network that the caller sees, so that an answer can be
repeated, and nothing hidden moves it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from graph.rights import Rights
from services.linkage.domain import Cut, KeyPlayersRequest, KeyPlayersResponse, NodeKey
from services.linkage.ports import Graph
from services.linkage.questions.answering import answer, cut, fitting
from services.linkage.questions.bearers import starts_of
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.fragmentation import fragmentation, masks, random_band, swap_search
from services.linkage.questions.link import Link
from services.linkage.questions.scope import Key, keys_of, scope_of, within
from services.linkage.questions.web import Web

LARGEST = 200
"""Units of a network; of more, the nearest, then by name."""


async def key_players(
    graph: Graph, rights: Rights, request: KeyPlayersRequest, budget: Budget = UNBOUNDED
) -> KeyPlayersResponse:
    """Raises InvalidArgument. Nodes that the caller does not see are as those that do not exist."""
    scope = scope_of(request.frame, rights)
    asked = keys_of("around", request.around)
    radius = within("radius", request.radius, 1, 3, 2)
    number = within("number", request.number, 1, 10, 3)
    web = Web(graph, scope, budget=budget)
    seen = await starts_of(web, asked)
    units, cuts = await network(web, [web.unit(key) for key in seen], radius)
    pairs = joined(web, units)
    if len(units) < number + 2:
        return KeyPlayersResponse(answer=await answer(web, [*seen, *units[: scope.limit]], (), (), cuts))
    place = {unit: at for at, unit in enumerate(sorted(units))}
    beside = masks(len(units), [(place[one], place[other]) for one, other in pairs])
    chosen, worth, band = weigh(beside, number, seed_of(pairs))
    named = sorted(units)
    players = [named[at] for at in chosen]
    shown = list(dict.fromkeys([*seen, *players, *units]))[: max(scope.limit, len(seen) + number)]
    among = {web.unit(key) for key in shown}
    latest = [link for (one, other), link in pairs.items() if one in among and other in among]
    links, more = fitting(scope, latest)
    cuts = (*cuts, *cut("nodes", len(among), len(units)), *more)
    return KeyPlayersResponse(
        tuple(NodeKey(*player) for player in players), worth, *band, await answer(web, shown, links, (), cuts)
    )


async def network(web: Web, around: Sequence[Key], radius: int) -> tuple[list[Key], tuple[Cut, ...]]:
    """Units within the radius, nearest first, as many as are weighed, and what was cut."""
    found = dict.fromkeys(around)
    wave = list(found)
    for step in range(radius):
        await web.read(wave, brake=step > 0)
        wave = sorted({there for unit in wave for there, _ in web.beside(unit)} - found.keys())
        found.update(dict.fromkeys(wave))
        if len(found) > LARGEST:
            return list(found)[:LARGEST], cut("network", LARGEST, len(found), more=step + 1 < radius)
    return list(found), ()


def joined(web: Web, units: Sequence[Key]) -> dict[tuple[Key, Key], Link]:
    """Pairs of units with the latest edge between them, in order of their names."""
    inside = set(units)
    pairs: dict[tuple[Key, Key], Link] = {}
    for unit in units:
        for there, link in web.beside(unit):
            pair = (min(unit, there), max(unit, there))
            if there in inside and (pair not in pairs or link.latest < pairs[pair].latest):
                pairs[pair] = link
    return dict(sorted(pairs.items(), key=lambda item: item[0]))


def seed_of(pairs: dict[tuple[Key, Key], Link]) -> bytes:
    """Of the network alone."""
    return hashlib.sha256(repr(list(pairs)).encode()).digest()


def weigh(beside: Sequence[int], number: int, seed: bytes) -> tuple[tuple[int, ...], float, tuple[float, float, float]]:
    """Players, what stays without them, and what stays without others."""
    players = swap_search(beside, number)
    return players, fragmentation(beside, players), random_band(beside, number, seed)
