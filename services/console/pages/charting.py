"""What every page of a link chart does first: the session's chart, asked under the purpose that is stated now."""

from __future__ import annotations

from dataclasses import replace

from services.console.network.named import BadNode, named
from services.console.network.shown import ShownNode
from services.console.network.workspace import RESPONSES, Ask, Workspace, reopened
from services.console.page import PageRequest
from services.draw.network.chart import spot_id
from services.values.network import Frame, NodeKey, QuestionRequest, QuestionResponse


def asking(asked: PageRequest) -> Ask:
    """Questions of this officer, for the purpose that is stated; where glass is broken they cite it."""

    async def ask(question: QuestionRequest) -> QuestionResponse:
        frame = replace(question.frame or Frame(), break_glass=asked.glass)
        sent = replace(question, frame=frame) if asked.glass else question
        return (await asked.hub.ask(sent, RESPONSES[type(question)], asked.why)).value

    return ask


async def workspace(asked: PageRequest) -> Workspace:
    """The session's chart. Where another purpose or case is stated than it was asked for, everything is asked again.

    What was put on it under broken glass goes when this is no longer cited, and the whole chart with it.
    """
    held = asked.session.chart
    if held.glass and held.glass != asked.glass:
        asked.session.chart = held = Workspace()
    if held.why is not None and held.why != asked.why:
        again = await reopened(held.history, asking(asked))
        again.codes = held.codes
        asked.session.chart = held = again
    held.why, held.glass = asked.why, asked.glass
    return held


def node_of(held: Workspace, code: str) -> ShownNode:
    """The node that the chart shows under a code, not a group. Raises BadNode."""
    found = held.view().named(code)
    if found is None or found.members or key_of(held, found.spot) is None:
        raise BadNode("node")
    return found


def key_of(held: Workspace, spot: str) -> NodeKey | None:
    """The key behind the id of a spot."""
    answer = held.content.answer
    ends = (key for edge in answer.edges for key in (edge.start, edge.end))
    return next((key for key in (*(node.key for node in answer.nodes), *ends) if key and spot_id(key) == spot), None)


def chosen(asked: PageRequest, held: Workspace, name: str) -> NodeKey:
    """The node that the form names by the code in its field ``name``. Raises BadNode."""
    key = key_of(held, node_of(held, asked.field(name)).spot)
    if key is None:
        raise BadNode("node")
    return key


def start_of(asked: PageRequest, held: Workspace) -> NodeKey:
    """The node that a question starts from: of the chart, or as it was typed. Raises BadNode."""
    return chosen(asked, held, "node") if asked.field("node") else named(asked.field("kind"), asked.field("number"))
