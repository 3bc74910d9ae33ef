"""Questions to the link graph that officers watch: asked again when their alerts are read, under the rights of then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.access.errors import InvalidArgument, PolicyDenied, Violation
from services.access.trail import Inquiry
from services.exchange.watches.ports import Match
from services.linkage import wire
from services.linkage.app.admit import admit
from services.linkage.app.context import Context
from services.linkage.app.questions import PERMISSION, ask
from services.linkage.questions.registry import questions
from services.membership.registry import Registry
from services.values.exchange import WatchedQuestion
from services.values.network import Answer, Frame, QuestionRequest
from services.values.selecting import named_in, settled


@dataclass(frozen=True, slots=True)
class GraphQuestions:
    """See :class:`services.exchange.watches.ports.Questions`."""

    context: Context

    async def check(self, inquiry: Inquiry, question: WatchedQuestion) -> None:
        """See the port. What it names counts as asked for."""
        request = settled(_read(question))
        frame = request.frame or Frame()
        if frame.pictures or frame.break_glass or frame.as_of_ms:
            text = "is of now, without pictures and without a session"
            raise InvalidArgument(Violation("question.request", "plain", text))
        await admit(self.context, inquiry, PERMISSION, named_in(request))

    async def matches(
        self, inquiry: Inquiry, question: WatchedQuestion, registry: Registry, deadline_ms: int
    ) -> Sequence[Match]:
        """See the port."""
        try:
            found = await ask(self.context, inquiry, _read(question), registry, deadline_ms)
        except PolicyDenied:
            return ()
        answer = found.answer or Answer()
        of_nodes = {each.source: each.owner for each in answer.nodes}
        evidence = of_nodes | {each.source: each.owner for each in answer.edges}
        return [_match(source, owner) for source, owner in sorted(evidence.items()) if source]


def _read(question: WatchedQuestion) -> QuestionRequest:
    """The request as its own method reads it. Raises InvalidArgument."""
    kinds = {kind.__name__.removesuffix("Request"): kind for kind in questions()}
    kind = kinds.get(question.method)
    if kind is None:
        raise InvalidArgument(Violation("question.method", "known", "is no question to the link graph"))
    return wire.decode(kind, question.request)


def _match(source: str, owner: str) -> Match:
    """One version of a record, or one row of a feed, by its name."""
    return Match(f"evidence {source}", source.partition("/versions/")[0], owner, source, "")
