"""Subjects that may be one person with another: they share a number and agree in name, as the caller sees both."""

from __future__ import annotations

from typing import Final

from graph.rows import CandidateLine, Properties, read
from services.linkage.app.compare import RULE, Known, agree_in_name, grounds
from services.linkage.app.decisions import subject
from services.linkage.carrying import carrying
from services.linkage.links import Links
from services.linkage.ports import Graph
from services.linkage.questions.scope import key_of, within
from services.linkage.rights import Ask, Seen
from services.values.network import LinkCandidate, ListLinkCandidatesRequest, ListLinkCandidatesResponse, Node, NodeKey

MAX_CANDIDATES: Final = 50
MAX_ROWS: Final = 2000


async def list_candidates(
    links: Links, graph: Graph, ask: Ask, seen: Seen, request: ListLinkCandidatesRequest
) -> ListLinkCandidatesResponse:
    """Those that most numbers speak for come first; pairs that a decision settles for the caller's agency are left out.

    What the caller does not see is neither proposed nor counted. Raises InvalidArgument, NotFound.
    """
    _, name = key_of("subject", request.subject, "SUBJECT")
    most = within("limit", request.limit, 1, MAX_CANDIDATES, MAX_CANDIDATES)
    who = await subject(graph, seen, name)
    rows = await graph.run("candidates", id=name, shown=list(seen.rights.shown), rows=MAX_ROWS)
    others: dict[str, tuple[Properties, set[str]]] = {}
    for number, other, properties in read(CandidateLine, rows):
        others.setdefault(other, (properties, set()))[1].add(number)
    found = []
    for other, (properties, numbers) in others.items():
        reasons = grounds(who, Known(properties, frozenset(numbers)))
        if agree_in_name(reasons) and not await _settled(links, ask, name, other):
            found.append(LinkCandidate(_node(properties), reasons, RULE))
    found.sort(key=lambda one: (-len(one.grounds), one.subject.key.id if one.subject and one.subject.key else ""))
    kept = tuple(found[:most])
    ask.inquiry.trail.records += sorted(one.subject.source for one in kept if one.subject)
    return ListLinkCandidatesResponse(kept)


async def _settled(links: Links, ask: Ask, one: str, other: str) -> bool:
    return bool(carrying(await links.decisions.between(one, other), ask.inquiry.caller.agency))


def _node(properties: Properties) -> Node:
    known = Known(properties, frozenset())
    text = known.text
    return Node(
        NodeKey("SUBJECT", text("id")), text("label"), text("label_ur"), text("owner"), text("source"), text("role"),
        text("grade"), text("handling"),
    )  # fmt: skip
