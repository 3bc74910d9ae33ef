"""One officer's chart while they work on it: its acts, and in memory alone what the hub answered."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from services.client.reason import Reason
from services.console.network.acts import Act, Arranged, Asked, History, State
from services.console.network.content import Content, merged
from services.console.network.places import places_beside, places_of
from services.console.network.veiling import Codes
from services.console.network.view import View, centre_of, chart_of, view
from services.draw.network.chart import spot_id
from services.errors import RabtaError
from services.values.network import (
    ContactChainRequest,
    ContactChainResponse,
    ExpandRequest,
    ExpandResponse,
    QuestionRequest,
    QuestionResponse,
    ShortestPathsRequest,
    ShortestPathsResponse,
    TraceMoneyRequest,
    TraceMoneyResponse,
)

Ask = Callable[[QuestionRequest], Awaitable[QuestionResponse]]
"""Puts a question to the hub and gives its verified answer. Raises as :class:`services.client.async_hub.AsyncHub`."""
RESPONSES: Final[dict[type[QuestionRequest], type[QuestionResponse]]] = {
    ExpandRequest: ExpandResponse,
    ShortestPathsRequest: ShortestPathsResponse,
    TraceMoneyRequest: TraceMoneyResponse,
    ContactChainRequest: ContactChainResponse,
}
"""Questions whose answers are put on a chart, and what answers them."""
QUESTIONS: Final = 40
"""Of one chart: opening it asks each of them again."""


class ChartFull(RabtaError):
    """The chart has as many questions as a chart may have."""


@dataclass(slots=True)
class Workspace:
    """``codes``: of this chart in this session, so that no page holds an id. ``why``: for which all was asked."""

    history: History = field(default_factory=History)
    codes: Codes = field(default_factory=lambda: Codes(secrets.token_bytes(32)))
    answers: dict[QuestionRequest, QuestionResponse] = field(default_factory=dict)
    why: Reason | None = None

    @property
    def state(self) -> State:
        """Of the acts that hold."""
        return self.history.state

    @property
    def content(self) -> Content:
        """What the hub answered to the questions that hold."""
        return merged(self.answers[each] for each in self.state.questions if each in self.answers)

    def view(self, language: str = "") -> View:
        """What a page shows of it, in the reader's language, under this chart's codes."""
        return view(self.content, self.state, self.codes, language)

    def do(self, *acts: Act) -> None:
        """Put further acts after those that hold; what was undone is gone."""
        self.history = self.history.do(*acts)

    def undo(self) -> None:
        """One step back; nothing where there is none."""
        self.history = self.history.undo()

    def redo(self) -> None:
        """The step again that was undone last; nothing where there is none."""
        self.history = self.history.redo()

    def arrange(self) -> None:
        """Places for all spots anew."""
        self.do(Arranged(places_of(chart_of(self.content, self.state), centre_of(self.state))))

    async def ask(self, question: QuestionRequest, ask: Ask) -> QuestionResponse:
        """Put the answer on the chart, where all else stays in its place. Raises ChartFull, and as ``ask``."""
        if len(self.state.questions) >= QUESTIONS:
            raise ChartFull("chart")
        self.answers[question] = await ask(question)
        tried = self.history.do(Asked(question)).state
        content = merged(self.answers[each] for each in tried.questions if each in self.answers)
        chart = chart_of(content, tried)
        known = {spot: (x, y) for spot, x, y in tried.places}
        places = places_beside(chart, known) if known else places_of(chart, centre_of(tried))
        self.do(Asked(question, places))
        return self.answers[question]


async def reopened(history: History, ask: Ask) -> Workspace:
    """A chart of one's own again, each question asked anew, its places kept. Raises as ``ask``."""
    found = Workspace(History(history.acts[: history.done], history.done, history.start))
    await _answer(found, ask)
    return found


async def opened_by_another(history: History, ask: Ask) -> Workspace:
    """A chart that somebody else made, as its reader might have made it: without a trace of what they may not see.

    Only questions that the hub answers to the reader are left, and places are computed of that alone: places that were
    computed with more would tell of it. Raises as ``ask``.
    """
    found = Workspace(History(start=history.state))
    await _answer(found, ask)
    state = found.state
    said = tuple(each for each in state.questions if _says_something(found.answers[each]))
    spots = {spot_id(node.key) for node in found.content.answer.nodes}
    start = State(said, state.hidden & spots, state.filters, state.grouped, state.collapsed)
    found.history = History(start=start)
    places = places_of(chart_of(found.content, start), centre_of(start))
    found.history = History(start=State(said, start.hidden, start.filters, start.grouped, start.collapsed, places))
    return found


async def _answer(workspace: Workspace, ask: Ask) -> None:
    """Every question, one after the other: a hub counts them."""
    for question in workspace.state.questions:
        workspace.answers[question] = await ask(question)


def _says_something(response: QuestionResponse) -> bool:
    answer = response.answer
    return bool(answer and (answer.nodes or answer.edges or answer.stubs))
