"""Trails as they are answered, with hidden edges at which they stop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.linkage.questions.answering import answer, cut
from services.linkage.questions.holders import holders
from services.linkage.questions.link import Link, Uid
from services.linkage.questions.rules import Trail
from services.linkage.questions.scope import Key
from services.linkage.questions.stubs import hidden_at
from services.linkage.questions.trails import Trails
from services.linkage.questions.web import HUB, Web
from services.values.network import Answer, NodeKey, Path, Stub

Head = tuple[Key, Link | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where trails stop: stubs, and those of each trail that ends at one, by its place."""

    stubs: list[Stub]
    ends: list[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """``paths`` shown whole; ``links`` of them, then of ``steps`` besides; ``steps``: every edge shown, as the trail
    that ends with it, each after the one that it goes on from.
    """

    paths: tuple[Path, ...]
    links: list[Link]
    steps: list[Trail]
    answer: Answer


async def tell(
    web: Web,
    search: Trails,
    seen: Sequence[Key],
    trails: Sequence[Trail],
    longest: int,
    named: bool = False,
    besides: int = 0,
    also: Iterable[Key] = (),
) -> Told:
    """The first trails that the answer holds, their edges, and all that is shown of them.

    ``besides``: edges of further trails up to so many in all; ``named``: who holds their accounts follows in the
    answer; ``also``: nodes that are shown without an edge.
    """
    chosen = list(trails[: web.scope.limit])
    steps = shown_steps(chosen, trails, besides)
    standing = await hidden(web, seen, [*chosen, *steps], longest)
    way = search.rule.way
    paths = tuple(path_of(trail, way, stubs) for trail, stubs in zip(chosen, standing.ends, strict=False))
    keys = [*seen, *(key for trail in chosen for key in trail.nodes[::way]), *(step.node for step in steps), *also]
    whole = {link.uid: link for trail in chosen for link in trail.links[::way]}
    links = list({**whole, **{step.last.uid: step.last for step in steps}}.values())
    cuts = list(cut("paths", len(chosen), len(trails), search.more))
    cuts += cut("edges", len(links), len(edges_of(trails))) if besides else ()
    held, more = await holders(web, keys) if named else ([], [])
    told = await answer(web, keys, [*links, *held], standing.stubs, [*cuts, *more])
    return Told(paths, links, steps, told)


def path_of(trail: Trail, way: int, stubs: tuple[int, ...]) -> Path:
    """In the order of time. A mark is of two edges, and stands at the later one."""
    later = range(len(trail.parts)) if way > 0 else range(len(trail.parts), 0, -1)
    parts = list(zip(later, trail.parts, strict=True))
    return Path(
        tuple(NodeKey(*key) for key in trail.nodes[::way]),
        tuple(link.edge.id for link in trail.links[::way]),
        stubs,
        tuple(sorted(place for place, part in parts if part.unordered)),
        tuple(sorted(place for place, part in parts if part.loose)),
    )


def edges_of(trails: Iterable[Trail]) -> set[Uid]:
    """Every edge of some trails."""
    return {part.last.uid for part in beginnings(trails)}


def beginnings(trails: Iterable[Trail]) -> list[Trail]:
    """Every trail that some begin with, and they, each once, the shorter before the longer."""
    found: dict[int, Trail] = {}
    for trail in trails:
        for part in trail.parts:
            found.setdefault(id(part), part)
    return list(found.values())


def shown_steps(chosen: Sequence[Trail], trails: Sequence[Trail], besides: int) -> list[Trail]:
    """Beginnings of the chosen trails, then others by what they may have carried, up to ``besides`` edges in all.

    No beginning carried less than what goes on from it, so none comes without those before it.
    """
    steps = {id(part): part for part in beginnings(chosen)}
    edges = edges_of(chosen)
    for part in sorted(beginnings(trails), key=lambda part: (-part.carried, part.size)):
        if len(edges) >= besides:
            break
        if part.last.uid not in edges:
            for each in part.parts:
                steps.setdefault(id(each), each)
                edges.add(each.last.uid)
    return list(steps.values())


async def hidden(web: Web, seen: Sequence[Key], trails: Sequence[Trail], longest: int) -> Standing:
    """Hidden edges whose existence may be told, where a shown trail could go on."""
    if not web.scope.hits or not seen:
        return Standing([], [() for _ in trails])
    heads = await open_heads(web, seen, trails, longest)
    stubs = await hidden_at(web.graph, web.scope, list(dict.fromkeys(key for key, _ in heads)))
    places: dict[Key, tuple[int, ...]] = {}
    for place, stub in enumerate(stubs):
        key = (stub.before.kind, stub.before.id) if stub.before else seen[0]
        places[key] = (*places.get(key, ()), place)
    open_ = set(heads)
    return Standing(stubs, [places.get(head[0], ()) if (head := head_of(trail)) in open_ else () for trail in trails])


def head_of(trail: Trail) -> Head:
    """Where it stands, and the edge by which it came."""
    return trail.node, trail.link


async def open_heads(web: Web, starts: Sequence[Key], trails: Sequence[Trail], longest: int) -> list[Head]:
    """Where shown trails could go on: at the starts and after each edge, but not at hubs."""
    heads: set[Head] = {(start, None) for start in starts}
    heads |= {head_of(part) for part in beginnings(trails) if stops(part, longest)}
    await web.weigh(key for key, _ in heads)
    ordered = sorted(heads, key=lambda head: (head[0], head[1].oldest if head[1] else (False, 0, ())))
    return [head for head in ordered if head[0] in starts or web.neighbours_of(head[0]) <= HUB]


def stops(trail: Trail, longest: int) -> bool:
    """Whether it ended though it had not come to its bound."""
    return trail.size < longest and not trail.closed
