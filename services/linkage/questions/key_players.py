"""Whose removal breaks a network most, beside what sets drawn at random do.

The network: persons and things within a radius, and the edges met on the way: those with an end inside the last step.
Hubs that nobody asked about are left out, as paths do not pass them, and so are places: who rings one taxi office or
lives in one district need not know another there. A person and the numbers that are their own are one. Papers, cases,
journeys lead from one to another, and are no players. Draws are seeded by the network that the caller sees,
so that an answer can be repeated, and nothing hidden moves it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.rights import Rights
from services.linkage.ports import Graph
from services.linkage.questions.answering import answer, cut, fitting
from services.linkage.questions.bearers import starts_of
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.fragmentation import fragmentation, masks, parted, random_band, swap_search
from services.linkage.questions.link import Link
from services.linkage.questions.own_numbers import Numbers, own_numbers
from services.linkage.questions.scope import Key, Scope, keys_of, scope_of, within
from services.linkage.questions.web import Web
from services.values.network import Answer, Cut, KeyPlayer, KeyPlayersRequest, KeyPlayersResponse, NodeKey

NEAREST = 400
"""Units that are read; of more, the nearest, then by name."""
LARGEST = 200
"""Of a network, once persons have their own numbers."""
PLAYERS: Final = frozenset({"SUBJECT", "ORGANISATION", "VEHICLE", "PHONE", "ACCOUNT", "DEVICE"})
"""Kinds of who acts, or of what somebody acts with whom nothing names for certain."""
BEARERS: Final = 3
"""Rows on whose a number is that an answer shows of a player."""


@dataclass(frozen=True, slots=True)
class Network:
    """``vertices`` nearest first; ``pairs`` of them with the latest edge between, in order of their names."""

    vertices: tuple[Key, ...]
    pairs: dict[tuple[Key, Key], Link]
    numbers: Numbers
    owned: dict[Key, list[Key]]


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
    network, cuts = await network_of(web, [web.unit(key) for key in seen], radius)
    named = sorted(network.vertices)
    among = [place for place, vertex in enumerate(named) if vertex[0] in PLAYERS]
    if len(named) < number + 2 or len(among) < number:
        return KeyPlayersResponse(answer=await answer(web, [*seen, *network.vertices[: scope.limit]], (), (), cuts))
    place = {vertex: at for at, vertex in enumerate(named)}
    beside = masks(len(named), [(place[one], place[other]) for one, other in network.pairs])
    chosen = swap_search(beside, number, among)
    players = [named[at] for at in chosen]
    told = tuple(
        KeyPlayer(
            NodeKey(*named[at]),
            *parted(beside, among, (at,)),
            tuple(NodeKey(*own) for own in network.owned.get(named[at], ())),
        )
        for at in chosen
    )
    return KeyPlayersResponse(
        tuple(NodeKey(*player) for player in players),
        fragmentation(beside, chosen),
        *random_band(beside, number, seed_of(network.pairs), among),
        await shown(web, scope, seen, players, network, cuts),
        told,
        *parted(beside, among, chosen),
    )


async def network_of(web: Web, around: Sequence[Key], radius: int) -> tuple[Network, tuple[Cut, ...]]:
    """Who and what lies within the radius, and what was cut."""
    found, more = await reached(web, around, radius)
    await web.weigh_units(found[:NEAREST])
    hubs = {unit for unit in found[:NEAREST] if web.is_hub(unit)} - set(around)
    web.hubs |= hubs
    units = [unit for unit in found[:NEAREST] if unit not in hubs]
    numbers = await own_numbers(web, units)
    every = list(dict.fromkeys(numbers.vertex(web, unit) for unit in units))
    vertices = every[:LARGEST]
    owned: dict[Key, list[Key]] = {}
    for number in sorted(numbers.own.keys() & set(units)):
        owned.setdefault(numbers.vertex(web, number), []).append(number)
    cuts = cut("network", len(vertices), len(every) + len(found[NEAREST:]), more and len(every) > LARGEST)
    return Network(tuple(vertices), joined(web, units, set(vertices), numbers), numbers, owned), cuts


async def reached(web: Web, around: Sequence[Key], radius: int) -> tuple[list[Key], bool]:
    """Units within the radius but for places, nearest first, and whether there may be more than were read."""
    found = dict.fromkeys(around)
    wave = list(found)
    for step in range(radius):
        await web.read(wave, brake=step > 0)
        near = {there for unit in wave for there, _ in web.beside(unit) if there[0] != "PLACE"}
        wave = sorted(near - found.keys())
        found.update(dict.fromkeys(wave))
        if len(found) > NEAREST:
            return list(found), step + 1 < radius
    return list(found), False


def joined(web: Web, units: Iterable[Key], vertices: set[Key], numbers: Numbers) -> dict[tuple[Key, Key], Link]:
    """Pairs of vertices with the latest edge between them, in order of their names."""
    inside = set(units)
    pairs: dict[tuple[Key, Key], Link] = {}
    for unit in inside:
        here = numbers.vertex(web, unit)
        for other, link in web.beside(unit):
            there = numbers.vertex(web, other)
            pair = (min(here, there), max(here, there))
            if other not in inside or here == there or not {here, there} <= vertices:
                continue
            if pair not in pairs or link.latest < pairs[pair].latest:
                pairs[pair] = link
    return dict(sorted(pairs.items(), key=lambda item: item[0]))


async def shown(
    web: Web, scope: Scope, seen: Sequence[Key], players: Sequence[Key], network: Network, cuts: Sequence[Cut]
) -> Answer:
    """Players and who is nearest, the ties between them, and the rows by which numbers are somebody's."""
    named = list(dict.fromkeys([*players, *network.vertices]))
    kept = list(dict.fromkeys([*seen, *named[: max(scope.limit - len(seen), len(players))]]))
    among = {network.numbers.vertex(web, web.unit(key)) for key in kept}
    ties = [link for pair, link in network.pairs.items() if among.issuperset(pair)]
    own = network.numbers.own
    numbers = dict.fromkeys(
        [
            *(number for player in players for number in network.owned.get(player, ())),
            *(end for link in ties for end in (link.start, link.end)),
            *seen,
        ]
    )
    bearing = [own[number] for number in numbers if number in own]
    bearing += [link for player in players for link in network.numbers.bearers.get(player, ())[:BEARERS]]
    links, more = fitting(scope, list({link.uid: link for link in (*ties, *bearing)}.values()))
    return await answer(
        web, kept, links, (), (*cuts, *cut("nodes", len(among), len(set(network.vertices) | among)), *more)
    )


def seed_of(pairs: dict[tuple[Key, Key], Link]) -> bytes:
    """Of the network alone."""
    return hashlib.sha256(repr(list(pairs)).encode()).digest()
