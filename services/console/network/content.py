"""Answers of several questions as one: each node, row and hidden stretch once, and what each answer left out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

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

_STEPS: Final = frozenset({"TRANSFERRED", "WITHDREW", "CALLED"})
"""Kinds of edge that trails and chains go over."""


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


def reaching(response: QuestionResponse, end: NodeKey | None) -> QuestionResponse:
    """Of trails or chains those that come to ``end``, each up to it, with what they name; all of any other response.

    A person is come to by their account or phone, where the answer says whose it is.
    """
    answer, paths = response.answer, paths_of(response)
    if end is None or answer is None or isinstance(response, ShortestPathsResponse):
        return response
    ends = {end} | {edge.start for edge in answer.edges if edge.end == end and edge.start and edge.kind not in _STEPS}
    kept = tuple(dict.fromkeys(_up_to(path, ends) for path in paths if ends & set(path.nodes[1:])))
    walked = {key for path in kept for key in path.nodes}
    rows = {edge for path in kept for edge in path.edges}
    edges = tuple(
        edge for edge in answer.edges if (edge.id in rows if edge.kind in _STEPS else {edge.start, edge.end} & walked)
    )
    named = walked | {key for edge in edges for key in (edge.start, edge.end)}
    stubs = tuple(sorted({index for path in kept for index in path.stubs}))
    new = {index: place for place, index in enumerate(stubs)}
    found = replace(
        answer,
        nodes=tuple(node for node in answer.nodes if node.key in named),
        edges=edges,
        stubs=tuple(answer.stubs[index] for index in stubs if index < len(answer.stubs)),
    )
    short = tuple(replace(path, stubs=tuple(new[index] for index in path.stubs)) for path in kept)
    if isinstance(response, TraceMoneyResponse):
        return TraceMoneyResponse(trails=short, answer=found)
    return ContactChainResponse(chains=short, answer=found)


def _up_to(path: Path, ends: Collection[NodeKey]) -> Path:
    """The path to the first of these nodes; all of it where a hidden stretch leaves open which row leads where."""
    place = next(place for place, key in enumerate(path.nodes) if place and key in ends)
    if path.stubs or len(path.edges) != len(path.nodes) - 1:
        return path
    return replace(
        path,
        nodes=path.nodes[: place + 1],
        edges=path.edges[:place],
        unordered=tuple(step for step in path.unordered if step < place),
        loose=tuple(step for step in path.loose if step < place),
    )


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
