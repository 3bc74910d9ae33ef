"""Seeded answers of every shape that a question gives: trees, meshes, hubs, loops, several lines between two, stubs."""

from __future__ import annotations

from random import Random

from services.values.network import Answer, Desk, Edge, Node, NodeKey, Path, Stub
from tests.unit.draw.network.sample import HOUR, T

KINDS = ("SUBJECT", "ACCOUNT", "PHONE", "CASE", "DEVICE")
EDGES = ("TRANSFERRED", "CALLED", "ACCOUNT_HELD_BY", "PHONE_USED_BY", "PARTY_TO", "SAME_PERSON")
NAMES = ("Ghulam Rasool", "Muhammad Aslam alias Achhu", "", "Bibi", "A very long name of somebody that no box can hold")
URDU = ("غلام رسول", "محمد اسلم عرف اچھو", "", "بی بی")
DESK = Desk("Duty desk", "+92 51 000 0107", "desk@example.org")
LARGE = 50
"""One graph in so many is large."""


def answer(seed: int) -> tuple[Answer, tuple[Path, ...], tuple[NodeKey, ...]]:
    """An answer, its paths (of every other one none), and what was asked about."""
    turn = Random(seed)
    size = turn.randint(20, 45) if seed % LARGE == 0 else turn.randint(1, 13)
    keys = [NodeKey(turn.choice(KINDS), f"{turn.randrange(10**9):013d}{place}") for place in range(size)]
    nodes = tuple(_node(turn, key) for key in keys)
    edges = tuple(_edge(turn, keys, place) for place in range(turn.randint(0, round(size * 1.5))))
    stubs = tuple(
        Stub(turn.choice(keys), turn.choice([*keys, None]), turn.randint(1, 4), "pk.customs", "Pakistan Customs", DESK)
        for _ in range(turn.choice((0, 0, 0, 1, 2)))
    )
    paths = tuple(_path(turn, edges) for _ in range(turn.randint(1, 3))) if edges and seed % 2 else ()
    return Answer(nodes, edges, stubs), paths, (keys[0],)


def _node(turn: Random, key: NodeKey) -> Node:
    person = turn.choice((0, 0, 0, 1)) if key.kind == "SUBJECT" else 0
    return Node(key, turn.choice(NAMES), turn.choice(URDU), "pk.fia", "", "ACCUSED", "A1", "", 3,
                turn.random() < 0.1, person)  # fmt: skip


def _edge(turn: Random, keys: list[NodeKey], place: int) -> Edge:
    """Of a hub now and then, of a node with itself now and then."""
    start = keys[0] if turn.random() < 0.25 else turn.choice(keys)
    kind = turn.choice(EDGES)
    money = kind == "TRANSFERRED"
    return Edge(
        id=f"e{place}",
        kind=kind,
        start=start,
        end=turn.choice(keys),
        at_ms=T + turn.randrange(500) * HOUR if kind in ("TRANSFERRED", "CALLED") else 0,
        amount_minor=turn.randrange(1, 10**10) if money else 0,
        currency="PKR" if money else "",
        duration_s=turn.randrange(600) if kind == "CALLED" else 0,
        owner="pk.fia",
        note=turn.choice(("", "", "seizure memo 12/24")),
    )


def _path(turn: Random, edges: tuple[Edge, ...]) -> Path:
    """A walk along edges, with them or against them."""
    first = turn.choice(edges)
    walk, along = [first.start, first.end], [first.id]
    for _ in range(turn.randint(0, 5)):
        onward = [(edge.end if edge.start == walk[-1] else edge.start, edge.id) for edge in edges
                  if walk[-1] in (edge.start, edge.end)]  # fmt: skip
        fresh = [(key, name) for key, name in onward if key not in walk]
        if not fresh:
            break
        key, name = turn.choice(fresh)
        walk.append(key)
        along.append(name)
    return Path(tuple(key for key in walk if key), tuple(along))
