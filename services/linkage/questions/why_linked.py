"""The evidence rows between two nodes, oldest first; decisions on who is one person among them, of every sign."""

from __future__ import annotations

from graph.model import EDGE_KINDS
from graph.rights import Rights
from services.linkage.ports import Graph
from services.linkage.questions.answering import answer, cut
from services.linkage.questions.bearers import group_of, starts_of
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.link import Link, Uid, link_of
from services.linkage.questions.scope import Key, key_of, refuse, scope_of
from services.linkage.questions.web import ROWS, Web, by_kind
from services.values.network import WhyLinkedRequest, WhyLinkedResponse


async def why_linked(
    graph: Graph, rights: Rights, request: WhyLinkedRequest, budget: Budget = UNBOUNDED
) -> WhyLinkedResponse:
    """Raises InvalidArgument. An end that the caller does not see is as one that does not exist."""
    scope = scope_of(request.frame, rights, tuple(EDGE_KINDS))
    start, end = key_of("start", request.start), key_of("end", request.end)
    if start == end:
        refuse("end", "differs", "the ends are one node")
    web = Web(graph, scope, budget=budget)
    seen = await starts_of(web, (start, end))
    both = {start, end} <= set(seen)
    found = await between(web, *(members_of(web, key) for key in (start, end))) if both else []
    links = found[: scope.limit]
    return WhyLinkedResponse(
        await answer(web, seen, links, (), cut("edges", len(links), len(found), len(found) >= ROWS))
    )


def members_of(web: Web, key: Key) -> tuple[Key, ...]:
    """Every node that an end stands for."""
    return tuple(member for unit in group_of(web, key) for member in web.members(unit))


async def between(web: Web, one: tuple[Key, ...], other: tuple[Key, ...]) -> list[Link]:
    """Every edge with an end in each, oldest first."""
    found: dict[Uid, Link] = {}
    others = [key[1] for key in other]
    for kind, ids in by_kind(one):
        rows = await web.graph.run(
            f"between.{kind}", ids=ids, others=others, shown=web.classes, most=ROWS, **web.scope.window()
        )
        for link in map(link_of, rows):
            if (link.start in one and link.end in other) or (link.start in other and link.end in one):
                found[link.uid] = link
    return sorted(found.values(), key=lambda link: link.oldest)
