"""An answer made ready to be laid out: nodes, stubs, and rows between the same two nodes as one line. Pure.

Everything is sorted, so that equal answers give equal charts whatever order their rows came in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from services.values.network import Answer, Edge, Node, NodeKey, Path, Stub

NOWHERE = NodeKey()


@dataclass(frozen=True, slots=True)
class Spot:
    """What gets a place: a node, or a stub standing for hidden records. ``holders``: whose account it is said to be."""

    id: str
    node: Node | None = None
    stub: Stub | None = None
    holders: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Rows of one kind from one spot to another, oldest first; no rows beside a stub."""

    start: str
    end: str
    kind: str
    rows: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Spots by id, links, and each path as ids of spots in its order. ``unordered``: a path has transfers of one day of
    which it is not known which came first."""

    spots: Mapping[str, Spot] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    paths: tuple[tuple[str, ...], ...] = ()
    unordered: bool = False


def spot_id(key: NodeKey | None) -> str:
    """Id of a node's spot."""
    return f"{key.kind} {key.id}" if key else ""


def chart(answer: Answer, paths: tuple[Path, ...]) -> Chart:
    """The chart of an answer. Edges whose ends the answer does not hold get a bare node for them."""
    nodes = {spot_id(node.key): node for node in answer.nodes if node.key}
    for edge in answer.edges:
        for key in (edge.start, edge.end):
            if key and spot_id(key) not in nodes:
                nodes[spot_id(key)] = Node(key=key)
    holders = _holders(answer, nodes)
    spots = {place: Spot(place, node=nodes[place], holders=holders.get(place, ())) for place in sorted(nodes)}
    for index, stub in enumerate(answer.stubs):
        spots[f"STUB {index}"] = Spot(f"STUB {index}", stub=stub)
    ordered = tuple(_walk(path, answer.stubs, spots) for path in paths)
    return Chart(spots, tuple(_links(answer, spots)), ordered, any(path.unordered for path in paths))


def _holders(answer: Answer, nodes: Mapping[str, Node]) -> dict[str, tuple[Node, ...]]:
    """Named persons that rows of the answer call holders of an account, in order of their ids."""
    found: dict[str, set[str]] = {}
    for edge in answer.edges:
        if edge.kind == "ACCOUNT_HELD_BY":
            found.setdefault(spot_id(edge.start), set()).add(spot_id(edge.end))
    named = {place: [nodes[one] for one in sorted(found[place]) if nodes[one].label or nodes[one].label_ur]
             for place in found if place in nodes}  # fmt: skip
    return {place: tuple(held) for place, held in named.items() if held}


def _walk(path: Path, stubs: tuple[Stub, ...], spots: Mapping[str, Spot]) -> tuple[str, ...]:
    """Spots of a path in order, each hidden stretch between the nodes it names."""
    places = [spot_id(key) for key in path.nodes if spot_id(key) in spots]
    for index in (index for index in path.stubs if 0 <= index < len(stubs)):
        before, after = spot_id(stubs[index].before), spot_id(stubs[index].after)
        steps = [place + 1 for place, step in enumerate(pairwise(places)) if step == (before, after)]
        if steps:
            place = steps[0]
        elif before in places:
            place = places.index(before) + 1
        else:
            place = places.index(after) if after in places else len(places)
        places.insert(place, f"STUB {index}")
    return tuple(places)


def _links(answer: Answer, spots: Mapping[str, Spot]) -> list[Link]:
    """Rows grouped by ends and kind, then the lines of stubs."""
    groups: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in answer.edges:
        if edge.start and edge.end:
            groups.setdefault((spot_id(edge.start), spot_id(edge.end), edge.kind), []).append(edge)
    found = [
        Link(*ends, rows=tuple(sorted(groups[ends], key=lambda row: (row.at_ms, row.id)))) for ends in sorted(groups)
    ]
    for index, stub in enumerate(answer.stubs):
        name = f"STUB {index}"
        found.extend(Link(spot_id(stub.before), name, "") for _ in range(spot_id(stub.before) in spots))
        found.extend(Link(name, spot_id(stub.after), "") for _ in range(spot_id(stub.after) in spots))
    return found
