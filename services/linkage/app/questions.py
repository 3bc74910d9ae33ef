"""One question to the graph, from its request to the answer that leaves.

admit -> decide each class once -> ask, count what is withheld; anew, on a graph as new as the question, where what it
touched was not -> finish -> note
"""

from __future__ import annotations

from services.access.errors import InvalidArgument, Refused, Violation
from services.access.trail import Inquiry
from services.linkage.app import answering, withheld
from services.linkage.app.admit import admit
from services.linkage.app.context import Context, Found, Searching
from services.linkage.app.drawing import check_language
from services.linkage.app.insider import note_own
from services.linkage.app.links import engine_errors, given
from services.linkage.app.reached import Reached
from services.linkage.app.seeing import seeing, seen_on
from services.linkage.rights import Ask, Seen
from services.membership.registry import Registry
from services.values.network import Answer, Frame, QuestionRequest, QuestionResponse
from services.values.selecting import named_in, settled
from services.vocabulary.access import Permission

PERMISSION = Permission.GRAPH_READ


async def ask(
    context: Context, inquiry: Inquiry, request: QuestionRequest, registry: Registry, deadline_ms: int
) -> QuestionResponse:
    """The response of the request's kind. Who is named and does not exist, or is not for this caller, is absent alike.

    Raises the gates' refusals, InvalidArgument, GraphBehind, EngineUnavailable, QuestionBusy, StorageUnavailable.
    """
    frame: Frame = request.frame or Frame()
    request = settled(request)
    named = named_in(request)
    call = await admit(context, inquiry, PERMISSION, named, frame.break_glass)
    _check(inquiry, frame)
    with engine_errors():
        seen, bare = await _found(context, call, request, deadline_ms)
    withheld.note(inquiry.trail, seen, bare.withheld)
    if bare.left_out:
        note_own(inquiry.trail)
    found = await answering.finished(context, inquiry, registry, request, bare.answer, deadline_ms)
    answer = found.answer or Answer()
    answering.note(inquiry.trail, answer)
    await given(context, inquiry, [*named, *(node.key for node in answer.nodes if node.key)])
    if frame.break_glass:
        await context.glass.touched(frame.break_glass, answering.owners(answer), inquiry.now_ms)
    return found


async def _found(context: Context, call: Ask, request: QuestionRequest, deadline_ms: int) -> tuple[Seen, Found]:
    """Answered at once where nothing that was reached is about to change, else when the graph has caught up."""
    trail, named = call.inquiry.trail, named_in(request)
    pending = await context.freshness.pending(deadline_ms)
    reached = Reached(context.graph)
    if pending.isdisjoint(key.id for key in named):
        alarms = list(trail.alarms)
        try:
            seen = await seen_on(context, reached, call, named, deadline_ms)
            found = await _search(context, call, seen, request, deadline_ms, told=bool(pending))
        except Refused:
            if pending.isdisjoint(reached.ids):
                raise
        else:
            if pending.isdisjoint(reached.ids | found.reached):
                return seen, found
        trail.alarms[:] = alarms
    seen = await seeing(context, call, named, deadline_ms)
    return seen, await _search(context, call, seen, request, deadline_ms, told=False)


async def _search(
    context: Context, call: Ask, seen: Seen, request: QuestionRequest, deadline_ms: int, *, told: bool
) -> Found:
    return await context.search(Searching(call.inquiry.caller.agency, seen.rights, request, deadline_ms, told))


def _check(inquiry: Inquiry, frame: Frame) -> None:
    check_language("frame.language", frame.language)
    if not 0 <= frame.as_of_ms <= inquiry.now_ms:
        raise InvalidArgument(Violation("frame.as_of_ms", "as-of", "must be a time in the past, or 0 for now"))
    inquiry.trail.as_of_recorded_ms = frame.as_of_ms
