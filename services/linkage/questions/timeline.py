"""What happened to a set of nodes, oldest first; what has no time comes last. Of more than fit, a later window asks."""

from __future__ import annotations

from graph.rights import Rights
from services.linkage.ports import Graph
from services.linkage.questions.answering import answer, cut
from services.linkage.questions.bearers import starts_of
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.scope import keys_of, scope_of
from services.linkage.questions.web import Web
from services.values.network import TimelineRequest, TimelineResponse


async def timeline(
    graph: Graph, rights: Rights, request: TimelineRequest, budget: Budget = UNBOUNDED
) -> TimelineResponse:
    """Raises InvalidArgument. Nodes that the caller does not see are as those that do not exist."""
    scope = scope_of(request.frame, rights)
    asked = keys_of("of", request.of)
    web = Web(graph, scope, budget=budget, single=True)
    seen = await starts_of(web, asked)
    await web.read((web.unit(key) for key in seen), brake=False)
    found = sorted(web.links.values(), key=lambda link: link.oldest)
    links = found[: scope.limit]
    return TimelineResponse(await answer(web, seen, links, (), cut("edges", len(links), len(found))))
