"""Small random graphs with random rights, and random questions to them.

A policy class is a set of atoms written as bits: a record's or feed's own class is one atom, an edge's class joins
those of its source and both ends, 0 is open. Rights decide each atom: shown, told to exist, or hidden.

Two atoms stand for what is bound to a case: in the graph they are another atom's class with a binding
(:func:`number_of`), though rights decide each for itself.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from graph.model import CLASSES, EDGE_KINDS, EdgeRow, NodeRow
from graph.rights import Rights
from services.linkage.rights import listed
from services.values.network import (
    CommonNeighboursRequest,
    ContactChainRequest,
    CoTravelRequest,
    ExpandRequest,
    Frame,
    KeyPlayersRequest,
    NodeKey,
    ShortestPathsRequest,
    TimelineRequest,
    TraceMoneyRequest,
    WhyLinkedRequest,
)
from tests.fakes.asked_graph import AskedGraph

ATOMS = 5
SIZES = {
    "SUBJECT": 6,
    "ACCOUNT": 4,
    "PHONE": 4,
    "JOURNEY": 2,
    "CASE": 2,
    "DOCUMENT": 2,
    "ORGANISATION": 1,
    "DEVICE": 2,
    "VEHICLE": 2,
}
WEIGHTS = {
    "PARTY_TO": 3,
    "IDENTIFIED_BY": 3,
    "CO_ARRESTED": 2,
    "TRAVELLED": 6,
    "PHONE_USED_BY": 3,
    "ACCOUNT_HELD_BY": 3,
    "DEVICE_USED_BY": 2,
    "VEHICLE_USED_BY": 2,
    "USED_DEVICE": 2,
    "TRANSFERRED": 9,
    "WITHDREW": 2,
    "CALLED": 8,
    "REFERS_TO": 1,
    "OFFICER_OF": 1,
    "SAME_PERSON": 4,
}
BOUND = {3: 1, 4: 2}
"""Atoms that are another's class with a binding."""
OWNERS = tuple(f"pk.agency{atom}" for atom in range(ATOMS))


@dataclass(frozen=True)
class World:
    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]


@dataclass(frozen=True)
class Seeing:
    """Atoms as bits; what of neither is hidden."""

    shown: int
    hits: int

    def level(self, klass: int) -> str:
        if klass & ~self.shown == 0:
            return "shown"
        return "hit" if klass & ~(self.shown | self.hits) == 0 else "hidden"

    def rights(self) -> Rights:
        told: dict[str, Callable[[int], tuple[str, ...] | None]] = {
            "shown": lambda _: (), "hit": self.owners, "hidden": lambda _: None,
        }  # fmt: skip
        return listed({number_of(klass): told[self.level(klass)](klass) for klass in range(1 << ATOMS)})

    def owners(self, klass: int) -> tuple[str, ...]:
        return tuple(OWNERS[atom] for atom in range(ATOMS) if klass & ~self.shown & 1 << atom)


def number_of(klass: int) -> int:
    """In the graph: of a set with bound atoms, the class of what they bind, with a binding of its own."""
    plain = klass & (1 << min(BOUND)) - 1
    for atom, of in BOUND.items():
        plain |= (klass >> atom & 1) << of
    return klass if klass >> min(BOUND) == 0 else plain + CLASSES * klass


def in_the_graph(world: World) -> World:
    """The world as it is written: rows with numbers of classes."""
    return World(
        tuple(replace(node, klass=number_of(node.klass)) for node in world.nodes),
        tuple(replace(edge, klass=number_of(edge.klass)) for edge in world.edges),
    )


def in_memory(world: World) -> AskedGraph:
    """A graph that holds it."""
    written = in_the_graph(world)
    return AskedGraph(written.nodes, written.edges)


def make_world(dice: random.Random, prefix: str) -> World:
    nodes = {}
    for kind, most in SIZES.items():
        for number in range(dice.randint(1, most)):
            own = 1 << dice.randrange(ATOMS) if kind == "SUBJECT" or dice.random() < 0.15 else 0
            named = bool(own)
            node = NodeRow(
                kind,
                f"{prefix}{kind[:2].lower()}{number}",
                own,
                label=f"name of {kind} {number}" if named else "",
                label_ur=f"نام {number}" if named else "",
                owner=OWNERS[own.bit_length() - 1] if own else "",
                source=f"record {number}" if own else "",
                target=not (kind == "SUBJECT" and dice.random() < 0.3),
            )
            nodes[kind, node.id] = node
    edges = tuple(
        edge for number in range(dice.randint(12, 44)) if (edge := make_edge(dice, nodes, f"{prefix}e{number}"))
    )
    return World(tuple(nodes.values()), edges)


def make_edge(dice: random.Random, nodes: dict[tuple[str, str], NodeRow], name: str) -> EdgeRow | None:
    kind = dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    if not set(sides(kind)) <= {one for one, _ in nodes}:
        return None
    ends = [dice.choice([node for key, node in nodes.items() if key[0] == one]) for one in sides(kind)]
    if kind == "SAME_PERSON" and ends[0].id == ends[1].id:
        return None
    at = dice.choice((0, *range(1, 13)))
    return EdgeRow(
        kind,
        name,
        ends[0].id,
        ends[1].id,
        klass=ends[0].klass | ends[1].klass | (1 << dice.randrange(ATOMS) if dice.random() < 0.6 else 0),
        at_ms=at,
        until_ms=at + dice.randint(1, 4) if dice.random() < 0.2 else 0,
        known_ms=dice.randint(1, 5),
        amount_minor=dice.randint(60, 140) if kind in ("TRANSFERRED", "WITHDREW") else 0,
        currency=dice.choice(("PKR", "PKR", "PKR", "USD")) if kind in ("TRANSFERRED", "WITHDREW") else "",
        note=dice.choice(("SAME", "SAME", "SAME", "DIFFERENT", "UNSURE")) if kind == "SAME_PERSON" else "",
    )


def sides(kind: str) -> tuple[str, str]:
    return EDGE_KINDS[kind].source, EDGE_KINDS[kind].target


def make_seeing(dice: random.Random) -> Seeing:
    levels = dice.choices(("shown", "hit", "hidden"), (9, 3, 1), k=ATOMS)
    return Seeing(*(sum(1 << atom for atom in range(ATOMS) if levels[atom] == one) for one in ("shown", "hit")))


def make_frame(dice: random.Random) -> Frame | None:
    if dice.random() < 0.4:
        return None
    since = dice.choice((0, 0, dice.randint(1, 8)))
    kinds = dice.sample([kind for kind in WEIGHTS if kind != "SAME_PERSON"], 5) if dice.random() < 0.15 else ()
    return Frame(
        from_ms=since,
        to_ms=dice.choice((0, since + dice.randint(2, 10))),
        as_of_ms=dice.choice((0, 0, dice.randint(1, 5))),
        limit=dice.choice((0, 1, 2, 5)),
        edge_kinds=tuple(kinds),
    )


def keys(dice: random.Random, world: World, number: int, kind: str = "") -> tuple[NodeKey, ...]:
    """Different nodes, at times one that does not exist."""
    some = [NodeKey(node.kind, node.id) for node in world.nodes if not kind or node.kind == kind]
    some.append(NodeKey(kind or "PHONE", "nobody"))
    weights = [1.0] * (len(some) - 1) + [0.1]
    chosen: dict[NodeKey, None] = {}
    while len(chosen) < min(number, len(some)):
        chosen[dice.choices(some, weights)[0]] = None
    return tuple(chosen)


def one(dice: random.Random, world: World, kind: str) -> NodeKey:
    return keys(dice, world, 1, kind)[0]


def shortest(dice: random.Random, world: World) -> ShortestPathsRequest:
    start, end, *avoid = keys(dice, world, dice.choice((2, 2, 3, 4)))
    return ShortestPathsRequest(make_frame(dice), start, end, dice.randint(0, 5), dice.choice((0, 2, 5)), tuple(avoid))


def money(dice: random.Random, world: World) -> TraceMoneyRequest:
    band = dice.choice(((0, 0), (8000, 12000), (0, 10000), (9000, 0)))
    return TraceMoneyRequest(
        make_frame(dice),
        one(dice, world, dice.choice(("ACCOUNT", "ACCOUNT", "SUBJECT", "DOCUMENT", "PHONE"))),
        dice.choice(("FORWARD", "BACKWARD")),
        dice.choice((0, 1, 2, 3)),
        *band,
        dice.choice((0, 0, 3)),
    )


def calls(dice: random.Random, world: World) -> ContactChainRequest:
    return ContactChainRequest(
        make_frame(dice),
        one(dice, world, dice.choice(("PHONE", "PHONE", "SUBJECT", "DOCUMENT"))),
        dice.choice((0, 1, 2, 4)),
        dice.choice((0, 3)),
    )


ASKS: dict[str, Callable[[random.Random, World], Any]] = {
    "expand": lambda dice, world: ExpandRequest(make_frame(dice), keys(dice, world, dice.randint(1, 3))),
    "shortest_paths": shortest,
    "trace_money": money,
    "contact_chain": calls,
    "co_travel": lambda dice, world: CoTravelRequest(
        make_frame(dice), one(dice, world, dice.choice(("SUBJECT", "SUBJECT", "DOCUMENT", "PHONE"))), dice.randint(0, 2)
    ),
    "common_neighbours": lambda dice, world: CommonNeighboursRequest(
        make_frame(dice), keys(dice, world, dice.randint(2, 4))
    ),
    "key_players": lambda dice, world: KeyPlayersRequest(
        make_frame(dice), keys(dice, world, dice.randint(1, 2)), dice.randint(0, 3), dice.randint(0, 3)
    ),
    "why_linked": lambda dice, world: WhyLinkedRequest(make_frame(dice), *keys(dice, world, 2)),
    "timeline": lambda dice, world: TimelineRequest(make_frame(dice), keys(dice, world, dice.randint(1, 3))),
}


def otherwise(dice: random.Random, world: World, seeing: Seeing) -> World:
    """The same world to this caller: hidden parts gone or others in their place, and what is told to exist renamed."""
    renamed = {
        (node.kind, node.id): f"{dice.randrange(10**6)}-{node.id}"
        for node in world.nodes
        if seeing.level(node.klass) == "hit"
    }
    nodes = {
        (node.kind, node.id): replace(node, id=renamed.get((node.kind, node.id), node.id))
        for node in world.nodes
        if seeing.level(node.klass) != "hidden"
    }
    edges = []
    for edge in world.edges:
        if (level := seeing.level(edge.klass)) == "hidden":
            continue
        start, end = ((kind, key) for kind, key in zip(sides(edge.kind), (edge.start, edge.end), strict=True))
        moved = replace(edge, start=renamed.get(start, edge.start), end=renamed.get(end, edge.end))
        edges.append(moved if level == "shown" else replace(moved, id=f"x{dice.randrange(10**6)}{edge.id}", grade="B2"))
    for number in range(3):
        hidden = 1 << dice.randrange(ATOMS)
        if seeing.level(hidden) == "hidden":
            nodes["SUBJECT", f"ghost{number}"] = NodeRow("SUBJECT", f"ghost{number}", hidden, label="ghost")
            for some in range(4):
                if made := make_edge(dice, nodes, f"ghost{number}-{some}"):
                    edges.append(replace(made, klass=made.klass | hidden))
    held = {key for edge in edges for key in zip(sides(edge.kind), (edge.start, edge.end), strict=True)}
    nodes = {key: node for key, node in nodes.items() if node.klass or (node.kind, node.id) in held}
    dice.shuffle(edges)
    return World(tuple(nodes.values()), tuple(edges))
