"""Answers of several questions as one: each node, row and hidden stretch once, and what each answer left out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from services.values.network import (
    Answer,
    ContactChainResponse,
    Cut,
    Edge,
    Node,
    NodeKey,
    Path,
    QuestionResponse,
    ShortestPathsResponse,
    Stub,
    TraceMoneyResponse,
)


@dataclass(frozen=True, slots=True)
class Content:
    """What is on a chart. ``answer.cuts``: of every question, in order; ``paths``: their stubs count in ``answer``."""

    answer: Answer = Answer()  # noqa: RUF009 - frozen
    paths: tuple[Path, ...] = ()


def paths_of(response: QuestionResponse) -> tuple[Path, ...]:
    """Paths, trails or chains of a response that has any."""
    match response:
        case ShortestPathsResponse():
            return response.paths
        case TraceMoneyResponse():
            return response.trails
        case ContactChainResponse():
            return response.chains
    return ()


def merged(responses: Iterable[QuestionResponse]) -> Content:
    """All of it together. A node that two answers describe is the one of the later, with the larger degree."""
    nodes: dict[NodeKey, Node] = {}
    edges: dict[tuple[str, str], Edge] = {}
    stubs: dict[Stub, int] = {}
    cuts: list[Cut] = []
    paths: list[Path] = []
    for response in responses:
        answer = response.answer or Answer()
        for node in answer.nodes:
            if node.key:
                nodes[node.key] = _later(nodes.get(node.key), node)
        edges |= {(edge.kind, edge.id): edge for edge in answer.edges}
        for stub in answer.stubs:
            stubs.setdefault(stub, len(stubs))
        cuts += answer.cuts
        paths += [_counted(path, answer.stubs, stubs) for path in paths_of(response)]
    found = Answer(
        nodes=tuple(nodes[key] for key in sorted(nodes, key=lambda key: (key.kind, key.id))),
        edges=tuple(edges[name] for name in sorted(edges)),
        stubs=tuple(stubs),
        cuts=tuple(cuts),
    )
    return Content(found, tuple(dict.fromkeys(paths)))


def _later(before: Node | None, after: Node) -> Node:
    if before is None or after.degree >= before.degree:
        return after
    return replace(after, degree=before.degree, neighbours=before.neighbours, hub=before.hub or after.hub)


def _counted(path: Path, own: tuple[Stub, ...], stubs: Mapping[Stub, int]) -> Path:
    """With its stubs as the whole chart counts them."""
    return replace(path, stubs=tuple(stubs[own[index]] for index in path.stubs if 0 <= index < len(own)))
