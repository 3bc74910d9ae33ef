"""A case by its number, such as a FIR: who is a party to it and what refers to it, as far as the officer may see."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.client.results import Verified
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.questions.phrase import Blank, Phrase
from services.tables.numbers import NumberError
from services.values.case_references import TYPES
from services.values.network import Answer, Edge, ExpandRequest, ExpandResponse, Frame, Node, NodeKey
from services.values.node_ids import canonical


async def case(asked: PageRequest) -> Response:
    """The form; with a number the case, too."""
    kind, key = asked.field("type"), asked.field("key")
    if not key:
        return _page(asked, None, None)
    if kind not in TYPES:
        raise BadForm("no register")
    try:
        node = NodeKey("CASE", canonical("CASE", f"{kind}:{key}"))
    except NumberError:
        raise BadForm("no number of a case") from None
    return _page(
        asked,
        await asked.hub.ask(ExpandRequest(Frame(break_glass=asked.glass), (node,)), ExpandResponse, asked.why),
        node,
    )


def _page(asked: PageRequest, answer: Verified[ExpandResponse] | None, node: NodeKey | None) -> Response:
    found = answer.value.answer if answer else None
    question = None
    if node is not None:
        question = asked.question(
            asked.text("asked.case", case=node.id), "net", "expand", f"CASE:{node.id}", *asked.citing
        )
    return asked.page(
        "case.html",
        question=question,
        answer=answer,
        rows=next_to(found or Answer(), node),
        stubs=found.stubs if found else (),
        cuts=found.cuts if found else (),
        cited=node is not None and node.id == asked.why.case,
        types=sorted(TYPES),
        given={"type": asked.field("type") or "FIR", "key": asked.field("key")},
    )


def next_to(answer: Answer, start: NodeKey | None) -> list[tuple[Edge, Node]]:
    """Each edge of the answer at ``start``, with the node at its other end."""
    nodes = {node.key: node for node in answer.nodes}
    ends = ((edge, edge.end if edge.start == start else edge.start) for edge in answer.edges)
    return [(edge, nodes[end]) for edge, end in ends if end in nodes]


KEEPS: Final = (Phrase("case.page", (Blank("type", "case_type", tuple(sorted(TYPES))), Blank("key", "case_key"))),)
ROUTES: Final = (Page("/case", case, menu="case.page", keeps=KEEPS),)
