"""Trails as they are answered, with hidden edges at which they stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.linkage.domain import Answer, NodeKey, Path, Stub
from services.linkage.questions.answering import answer, cut
from services.linkage.questions.holders import holders
from services.linkage.questions.link import Link
from services.linkage.questions.scope import Key
from services.linkage.questions.stubs import hidden_at
from services.linkage.questions.trails import Trail, Trails, in_time
from services.linkage.questions.web import HUB, Web

Head = tuple[Key, Link | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where trails stop: stubs, and those of each trail that ends at one, by its place."""

    stubs: list[Stub]
    ends: list[tuple[int, ...]]


async def tell(
    web: Web, search: Trails, seen: Sequence[Key], trails: Sequence[Trail], longest: int, named: bool = False
) -> tuple[tuple[Path, ...], list[Link], Answer]:
    """The first trails that the answer holds, their edges, and all that is shown of them.

    ``named``: who holds their accounts follows in the answer.
    """
    chosen = list(trails[: web.scope.limit])
    standing = await hidden(web, seen, chosen, longest)
    timed = [in_time(trail, search.rule) for trail in chosen]
    paths = tuple(
        Path(tuple(NodeKey(*key) for key in trail.nodes), tuple(link.edge.id for link in trail.links), stubs)
        for trail, stubs in zip(timed, standing.ends, strict=True)
    )
    keys = [*seen, *(key for trail in timed for key in trail.nodes)]
    links = list({link.uid: link for trail in timed for link in trail.links}.values())
    cuts = cut("paths", len(chosen), len(trails), search.more)
    held, more = await holders(web, keys) if named else ([], [])
    return paths, links, await answer(web, keys, [*links, *held], standing.stubs, [*cuts, *more])


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
    return trail.nodes[-1], trail.links[-1] if trail.links else None


async def open_heads(web: Web, starts: Sequence[Key], trails: Sequence[Trail], longest: int) -> list[Head]:
    """Where shown trails could go on: at the starts and after each edge, but not at hubs."""
    heads: set[Head] = {(start, None) for start in starts}
    heads |= {head_of(part) for trail in trails for part in prefixes(trail, longest)}
    await web.weigh(key for key, _ in heads)
    ordered = sorted(heads, key=lambda head: (head[0], head[1].oldest if head[1] else (False, 0, ())))
    return [head for head in ordered if head[0] in starts or web.edges_of(head[0]) <= HUB]


def prefixes(trail: Trail, longest: int) -> list[Trail]:
    """Beginnings of a trail that may go on."""
    found = [Trail(trail.nodes[: size + 1], trail.links[:size]) for size in range(1, len(trail.links) + 1)]
    return [part for part in found if stops(part, longest)]


def stops(trail: Trail, longest: int) -> bool:
    """Whether it ended though it had not come to its bound."""
    return len(trail.links) < longest and not trail.closed
