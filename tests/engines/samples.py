"""A graph with every kind in it, and values for every parameter of every statement, by the parameter's name."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from graph.batch import Batch
from graph.model import EDGE_KINDS, NODE_KINDS, NUMBERS, EdgeRow, NodeRow
from graph.statements import Statement

EACH, EDGES, CLASSES = 6, 240, 4
MISSING = "nobody"


def ids(kind: str) -> list[str]:
    """Of the sample's nodes of a kind; the last has no edge."""
    return [f"{kind}:{number}" for number in range(EACH)]


def sample(seed: int = 3) -> Batch:
    """All kinds of nodes and edges, with loops, parallel edges, untimed ones, and ties in time and in amount."""
    dice = random.Random(seed)
    nodes = [
        NodeRow(kind, one, 1 + number % 3, f"name {number}", owner="pk.fia")
        if kind == "SUBJECT"
        else NodeRow(kind, one, kin=f"mark {number % 2}" if kind in NUMBERS else "")
        for kind in NODE_KINDS
        for number, one in enumerate(ids(kind))
    ]
    return Batch("sample", 1, nodes=nodes, edges=[edge(dice, number) for number in range(EDGES)])


def edge(dice: random.Random, number: int) -> EdgeRow:
    """One of the sample's, of each kind in turn."""
    kind = list(EDGE_KINDS.values())[number % len(EDGE_KINDS)]
    at_ms = dice.choice((0, *range(100, 110)))
    return EdgeRow(
        kind.name,
        f"e{number:03}",
        dice.choice(ids(kind.source)[:-1]),
        dice.choice(ids(kind.target)[:-1]),
        1 + dice.randrange(CLASSES),
        at_ms,
        dice.choice((0, 0, at_ms + 5)),
        dice.randrange(200, 205),
        dice.choice((0, 100, 500, 10**12)),
        note=dice.choice(("", "ACCUSED", ids("CASE")[0], "SAME")),
    )


def steps(kind: str) -> list[dict[str, object]]:
    """Frontier of a trail."""
    return [{"id": one, "after": 99 + n, "before": 110, "least": 50, "most": 10**13} for n, one in enumerate(ids(kind))]


def parameters(statement: Statement) -> Iterator[dict[str, object]]:
    """Several sets for a statement that reads. KeyError: a parameter whose name has no sample yet."""
    kind = kind_of(statement)
    for number in range(SETS):
        yield {name: VALUES[name](kind, number) for name in statement.parameters}


def kind_of(statement: Statement) -> str:
    """The kind that its name, or else its first label, speaks of."""
    named = statement.name.partition(".")[2]
    labels = (kind.name for kind in NODE_KINDS.values() if f":{kind.label} {{" in statement.text)
    return named if named in NODE_KINDS else next(labels, "SUBJECT")


SETS = 4
SHOWN = ([1, 2, 3, 4, 0], [0, 2], [0], [1, 3])
VALUES: dict[str, Callable[[str, int], object]] = {
    "id": lambda kind, number: (*ids(kind)[:3], MISSING)[number],
    "ids": lambda kind, number: (ids(kind), [*ids(kind)[:2], MISSING], ids(kind)[-1:], [])[number],
    "others": lambda kind, number: [one for each in NODE_KINDS for one in ids(each)][:: number + 1],
    "shown": lambda kind, number: list(SHOWN[number]),
    "kinds": lambda kind, number: list(EDGE_KINDS)[:: number + 1],
    "single": lambda kind, number: list(EDGE_KINDS)[number :: number + 1],
    "marks": lambda kind, number: (["mark 0", "mark 1"], ["mark 1", MISSING], [MISSING], [])[number],
    "steps": lambda kind, number: steps(kind)[number:],
    "from_ms": lambda kind, number: (-1, 0, 103, 107)[number],
    "to_ms": lambda kind, number: (10**15, 106, 108, 10**15)[number],
    "since": lambda kind, number: (0, 0, 103, 107)[number],
    "till": lambda kind, number: (10**15, 106, 108, 10**15)[number],
    "as_of": lambda kind, number: (10**15, 203, 201, 10)[number],
    "most": lambda kind, number: (10_000, 7, 1, 3)[number],
    "rows": lambda kind, number: (100, 2, 1, 3)[number],
    "after": lambda kind, number: ("", *ids(kind)[:2], "~")[number],
    "source": lambda kind, number: ("sample", "", MISSING, "sample")[number],
}
