"""From a question's bare answer to what leaves: desks for stubs, and pictures, within bounds.

An answer that would be larger than SIZE is asked again with half as many rows, so that its own cuts say what is
missing; pictures that then do not fit, or hold too much to be arranged, are left out, and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from graph.rights import Rights
from services.access.trail import Inquiry, Trail
from services.linkage.app.context import Context, Drawing
from services.linkage.app.drawing import SIZE, forms_of, pictures
from services.linkage.ports import Graph
from services.linkage.questions.budget import Budget
from services.linkage.questions.registry import Question
from services.membership.registry import Registry
from services.values.network import Answer, Cut, Desk, Frame, QuestionRequest, QuestionResponse, Stub
from services.values.selecting import named_in

MIN_LIMIT: Final = 1
DEFAULT_LIMIT: Final = 50
SEARCHED: Final = 0.6
DRAWN: Final = 0.4
"""Shares of the caller's time in which a question searches, without pictures and with them."""


async def asked(
    questions: Mapping[type[QuestionRequest], Question],
    size: Callable[[QuestionResponse], int],
    graph: Graph,
    rights: Rights,
    request: QuestionRequest,
    budget: Budget,
) -> QuestionResponse:
    """The bare answer, of as many rows as fit. Raises InvalidArgument, GraphUnavailable.

    ``budget``: for all of it; a search has a share of what is left, and the rest is for telling what it found.
    """
    question = questions[type(request)]
    share = DRAWN if request.frame and request.frame.pictures else SEARCHED
    answer = await question(graph, rights, request, budget.part(share))
    while size(answer) > SIZE:
        frame = request.frame or Frame()
        limit = (frame.limit or DEFAULT_LIMIT) // 2
        if limit < MIN_LIMIT:
            break
        request = replace(request, frame=replace(frame, limit=limit))
        answer = await question(graph, rights, request, budget.part(share))
    return answer


async def finished(
    context: Context,
    inquiry: Inquiry,
    registry: Registry,
    request: QuestionRequest,
    found: QuestionResponse,
    deadline_ms: int,
) -> QuestionResponse:
    """Desks and pictures. The graph's position is not told: a hidden change would show in it."""
    answer = found.answer or Answer()
    stubs = tuple(_with_desk(registry, stub) for stub in answer.stubs)
    found = replace(found, answer=replace(answer, stubs=stubs))
    frame = request.frame or Frame()
    return await _with_pictures(context, inquiry, request, found, deadline_ms) if frame.pictures else found


def method_of(request: QuestionRequest) -> str:
    """Name of the method that takes it."""
    return type(request).__name__.removesuffix("Request")


def note(trail: Trail, answer: Answer) -> None:
    """Version names and feed rows behind the answer, for the log."""
    sources = [*(node.source for node in answer.nodes), *(edge.source for edge in answer.edges)]
    trail.records.extend(dict.fromkeys(source for source in sources if source))


def owners(answer: Answer) -> set[str]:
    """Agencies whose records or feeds are in it, in any form."""
    found = {node.owner for node in answer.nodes} | {edge.owner for edge in answer.edges}
    return (found | {stub.owner for stub in answer.stubs}) - {""}


def _with_desk(registry: Registry, stub: Stub) -> Stub:
    owner = registry.agency(stub.owner)
    if owner is None:
        return stub
    return replace(stub, owner_name=owner.display_name, desk=Desk(owner.desk.name, owner.desk.phone, owner.desk.email))


async def _with_pictures(
    context: Context, inquiry: Inquiry, request: QuestionRequest, found: QuestionResponse, deadline_ms: int
) -> QuestionResponse:
    frame, answer = request.frame or Frame(), found.answer or Answer()
    forms = forms_of(frame.pictures)
    drawing = Drawing(inquiry, method_of(request), found, "", frame.language, named_in(request), deadline_ms, frame)
    made = await pictures(context, drawing, forms, context.size(found))
    cuts = answer.cuts
    if len(made) < len(forms):
        cuts = (*cuts, Cut("pictures", len(made), len(forms)))
    return replace(found, answer=replace(answer, pictures=made, cuts=cuts))
