"""One officer's chart while they work on it: its acts, and in memory alone what the hub answered."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Final

from services.client.reason import Reason
from services.console.network.acts import Act, Arranged, Asked, History, State
from services.console.network.content import Content, merged, reaching
from services.console.network.places import places_beside, places_of
from services.console.network.shown import View
from services.console.network.veiling import Codes
from services.console.network.view import centre_of, chart_of, view
from services.draw.network.chart import spot_id
from services.errors import RabtaError
from services.values.network import (
    ContactChainRequest,
    ContactChainResponse,
    ExpandRequest,
    ExpandResponse,
    NodeKey,
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
    """``codes``: of this chart in this session, so that no page holds an id. ``why``: for which all was asked.
    ``sender``: officer and agency of whoever sent it as a file. ``glass``: id of the broken glass that was cited.
    ``pages``: of each long table the page that it was turned to."""

    history: History = field(default_factory=History)
    codes: Codes = field(default_factory=lambda: Codes(secrets.token_bytes(32)))
    answers: dict[QuestionRequest, QuestionResponse] = field(default_factory=dict)
    why: Reason | None = None
    sender: str = ""
    glass: str = ""
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """Of the acts that hold."""
        return self.history.state

    @property
    def content(self) -> Content:
        """What the hub answered to the questions that hold."""
        return self._merged(self.state)

    def _merged(self, state: State) -> Content:
        reaches = dict(state.reaches)
        asked = (each for each in state.questions if each in self.answers)
        return merged(reaching(self.answers[each], reaches.get(each)) for each in asked)

    @property
    def named(self) -> tuple[str, ...]:
        """Codes of the spots that the questions named, in order."""
        return tuple(self.codes.of(spot) for spot in centre_of(self.state))

    @property
    def reached(self) -> tuple[QuestionResponse, ...]:
        """What was answered to those questions whose trails must come to a node, without all other trails."""
        held = ((self.answers.get(question), end) for question, end in self.state.reaches)
        return tuple(reaching(response, end) for response, end in held if response)

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

    async def ask(self, question: QuestionRequest, ask: Ask, reach: NodeKey | None = None) -> QuestionResponse:
        """Put the answer on the chart, where all else stays in its place; of trails those to ``reach`` alone.

        Raises ChartFull, and as ``ask``.
        """
        if len(self.state.questions) >= QUESTIONS:
            raise ChartFull("chart")
        self.answers[question] = await ask(question)
        tried = self.history.do(Asked(question, reach=reach)).state
        content = self._merged(tried)
        chart = chart_of(content, tried)
        known = {spot: (x, y) for spot, x, y in tried.places}
        places = places_beside(chart, known) if known else places_of(chart, centre_of(tried))
        self.do(Asked(question, places, reach))
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
    reaches = dict(state.reaches)
    said = tuple(each for each in state.questions if _says_something(reaching(found.answers[each], reaches.get(each))))
    reached = tuple(each for each in state.reaches if each[0] in said)
    spots = {spot_id(node.key) for node in found.content.answer.nodes}
    start = State(said, state.hidden & spots, state.filters, state.grouped, state.collapsed, reaches=reached)
    found.history = History(start=start)
    places = places_of(chart_of(found.content, start), centre_of(start))
    found.history = History(start=replace(start, places=places))
    return found


async def _answer(workspace: Workspace, ask: Ask) -> None:
    """Every question, one after the other: a hub counts them."""
    for question in workspace.state.questions:
        workspace.answers[question] = await ask(question)


def _says_something(response: QuestionResponse) -> bool:
    answer = response.answer
    return bool(answer and (answer.nodes or answer.edges or answer.stubs))
