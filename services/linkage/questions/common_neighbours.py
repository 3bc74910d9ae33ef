"""What several nodes share: whatever is next to two of them or more.

Next to most of them first, then those with fewest edges of their own, then by name.
"""

from __future__ import annotations

from graph.rights import Rights
from services.linkage.ports import Graph
from services.linkage.questions.answering import answer, cut, fitting
from services.linkage.questions.bearers import group_of, starts_of
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.link import Link
from services.linkage.questions.scope import MAX_STARTS, Key, keys_of, scope_of
from services.linkage.questions.web import Web
from services.values.network import Common, CommonNeighboursRequest, CommonNeighboursResponse, NodeKey


async def common_neighbours(
    graph: Graph, rights: Rights, request: CommonNeighboursRequest, budget: Budget = UNBOUNDED
) -> CommonNeighboursResponse:
    """Raises InvalidArgument. Nodes that the caller does not see are as those that do not exist."""
    scope = scope_of(request.frame, rights)
    asked = keys_of("of", request.of, 2, MAX_STARTS)
    web = Web(graph, scope, budget=budget)
    seen = await starts_of(web, asked)
    of: dict[Key, Key] = {}
    for key in seen:
        if key in asked:
            of.setdefault(web.unit(key), key)
    near, shared = await beside_several(web, of)
    await web.weigh_units(shared)
    shared.sort(key=lambda unit: (-len(near[unit]), web.degree(unit), unit))
    chosen = shared[: scope.limit]
    told = tuple(Common(NodeKey(*unit), tuple(NodeKey(*of[one]) for one in of if one in near[unit])) for unit in chosen)
    latest = [near[unit][one][0] for unit in chosen for one in of if one in near[unit]]
    every = [link for unit in chosen for one in of for link in near[unit].get(one, ())]
    links, cuts = fitting(scope, list({link.uid: link for link in (*latest, *every)}.values()))
    cuts = (*cut("nodes", len(chosen), len(shared)), *cuts)
    return CommonNeighboursResponse(told, await answer(web, [*seen, *chosen], links, (), cuts))


async def beside_several(web: Web, of: dict[Key, Key]) -> tuple[dict[Key, dict[Key, list[Link]]], list[Key]]:
    """What is next to each of those asked about, latest edges first, and what of it they share.

    Whoever bears two of the numbers shares nothing with themselves: two different units must lead to what is shared.
    """
    groups = {unit: group_of(web, key) for unit, key in of.items()}
    await web.read((one for group in groups.values() for one in group), brake=False)
    near: dict[Key, dict[Key, list[Link]]] = {}
    ways: dict[Key, set[Key]] = {}
    for unit, group in groups.items():
        for one in group:
            for there, link in web.beside(one):
                if there != unit:
                    near.setdefault(there, {}).setdefault(unit, []).append(link)
                    ways.setdefault(there, set()).add(one)
    for beside in near.values():
        for links in beside.values():
            links.sort(key=lambda link: link.latest)
    return near, [there for there, beside in near.items() if len(beside) > 1 < len(ways[there])]
