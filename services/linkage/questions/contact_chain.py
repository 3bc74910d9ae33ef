"""Calls through time: who may have passed something on from a phone, each call later than the one before.

A call joins two phones whichever rang. Of chains through the same phones one is shown: the quickest. Longest chains
first, then the quickest.
"""

from __future__ import annotations

from graph.rights import Rights
from services.linkage.ports import Graph
from services.linkage.questions.bearers import things_of
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.rules import Rule, Trail
from services.linkage.questions.scope import OPEN_MS, Key, key_of, scope_of, within
from services.linkage.questions.telling import tell
from services.linkage.questions.trails import Trails
from services.linkage.questions.web import Web
from services.values.network import ContactChainRequest, ContactChainResponse


async def contact_chain(
    graph: Graph, rights: Rights, request: ContactChainRequest, budget: Budget = UNBOUNDED
) -> ContactChainResponse:
    """Raises InvalidArgument. A phone that the caller does not see is as one that does not exist."""
    scope = scope_of(request.frame, rights, ("CALLED",))
    start = key_of("phone", request.phone, "PHONE", "SUBJECT", "DOCUMENT")
    longest = within("max_length", request.max_length, 1, 5, 3)
    gap_ms = within("max_gap_ms", request.max_gap_ms, 1, OPEN_MS - 1, 0)
    web = Web(graph, scope, budget=budget)
    search = Trails(graph, scope, Rule("calls", directed=False, gap_ms=gap_ms))
    seen = await things_of(web, start, "PHONE")
    found = sorted(await search.find(web, seen, longest), key=significance)
    quickest: dict[tuple[Key, ...], Trail] = {}
    for trail in found:
        quickest.setdefault(trail.nodes, trail)
    told = await tell(web, search, seen, list(quickest.values()), longest)
    return ContactChainResponse(told.paths, told.answer)


def significance(trail: Trail) -> tuple[object, ...]:
    """Longest first, then quickest, then first in time; of one call from either end, by where it starts."""
    lasted = trail.links[-1].edge.at_ms - trail.links[0].edge.at_ms
    return (-len(trail.links), lasted, tuple(link.oldest for link in trail.links), trail.nodes)
