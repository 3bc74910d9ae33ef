"""What is next to nodes: counts of every kind of edge first, then the most significant neighbours.

Significance: by the kind of edge that leads there to fewest, then fewest neighbours of its own, then latest, then its
name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph.model import EDGE_KINDS
from graph.rights import Rights
from graph.rows import KindLine, read
from services.linkage.ports import Graph
from services.linkage.questions.answering import EDGES_A_ROW, answer, cut
from services.linkage.questions.bearers import starts_of
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.link import Link
from services.linkage.questions.scope import Key, Scope, keys_of, scope_of
from services.linkage.questions.stubs import hidden_at
from services.linkage.questions.ties import rows_of
from services.linkage.questions.web import HUB, Web, by_kind
from services.values.network import Cut, ExpandRequest, ExpandResponse, KindCount

WEIGHED = 1_000
"""Neighbours whose own neighbours are counted; of more, those of the rarest kinds and the latest."""


async def expand(graph: Graph, rights: Rights, request: ExpandRequest, budget: Budget = UNBOUNDED) -> ExpandResponse:
    """Raises InvalidArgument. A start that the caller does not see is as one that does not exist."""
    scope = scope_of(request.frame, rights)
    asked = keys_of("start", request.start)
    web = Web(graph, scope, budget=budget)
    starts = await starts_of(web, asked)
    units = list(dict.fromkeys(map(web.unit, starts)))
    await web.read(units, brake=False)
    near = neighbours(web, units)
    counts = counted(near, await whole(web, units[:1] if len(asked) == 1 else units))
    ranked = await rank(web, near, counts)
    chosen, links, cuts = choose(scope, near, ranked)
    stubs = await hidden_at(graph, scope, starts)
    keys = [*starts, *(web.unit(key) for key in chosen)]
    return ExpandResponse(counts, await answer(web, keys, links, stubs, cuts))


def neighbours(web: Web, units: Sequence[Key]) -> dict[Key, list[Link]]:
    """Every unit next to one of ``units``, with the edges that lead there, latest first."""
    near: dict[Key, dict[tuple[str, ...], Link]] = {}
    for unit in units:
        for there, link in web.beside(unit):
            near.setdefault(there, {})[link.uid] = link
    return {unit: sorted(links.values(), key=lambda link: link.latest) for unit, links in near.items()}


async def whole(web: Web, units: Sequence[Key]) -> Counter[str]:
    """Edges of each kind at one node that has more than are read: those that are not read count too."""
    found: Counter[str] = Counter()
    if web.unread and len(units) == 1:
        for kind, ids in by_kind(web.members(units[0])):
            rows = await web.graph.run(f"kinds.{kind}", ids=ids, shown=web.classes, **web.scope.window())
            for _, name, edges in read(KindLine, rows):
                found[name] += edges
    return found


def counted(near: dict[Key, list[Link]], all_edges: Counter[str]) -> tuple[KindCount, ...]:
    """Edges of each kind, and the persons and things that they lead to, of the edges that were read."""
    nodes: Counter[str] = Counter()
    for links in near.values():
        nodes.update({link.edge.kind for link in links})
    edges: Counter[str] = Counter()
    for link in {link.uid: link for links in near.values() for link in links}.values():
        edges[link.edge.kind] += rows_of(link)
    every = {kind: max(edges[kind], all_edges[kind]) for kind in EDGE_KINDS}
    return tuple(KindCount(kind, number, nodes[kind]) for kind, number in every.items() if number)


async def rank(web: Web, near: dict[Key, list[Link]], counts: Sequence[KindCount]) -> list[Key]:
    """Neighbours, most significant first."""
    reached = {count.kind: count.nodes for count in counts}
    rarest = {unit: min(reached[link.edge.kind] for link in links) for unit, links in near.items()}
    first = sorted(near, key=lambda unit: (rarest[unit], near[unit][0].latest[0], unit))
    weighed = first[:WEIGHED]
    await web.weigh_units(weighed)
    weighed.sort(key=lambda unit: (rarest[unit], min(web.degree(unit), HUB + 1), near[unit][0].latest[0], unit))
    return weighed + first[WEIGHED:]


def choose(
    scope: Scope, near: dict[Key, list[Link]], ranked: Sequence[Key]
) -> tuple[list[Key], list[Link], tuple[Cut, ...]]:
    """The first of them, each by its latest edge, then further edges as far as the answer has room."""
    chosen = list(ranked[: scope.limit])
    every = list({link.uid: link for unit in chosen for link in near[unit]}.values())
    links = {near[unit][0].uid: near[unit][0] for unit in chosen}
    for link in every:
        if len(links) < EDGES_A_ROW * scope.limit:
            links.setdefault(link.uid, link)
    cuts = (*cut("nodes", len(chosen), len(ranked)), *cut("edges", len(links), len(every)))
    return chosen, list(links.values()), cuts
