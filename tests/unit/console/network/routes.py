"""What a hub answers to the questions of a chart about the sample's case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from services.edge.call import Call
from services.values.encoding import NETWORK
from services.values.network import QuestionResponse, WhyLinkedResponse
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LINKAGE, answers
from tests.unit.console.network.sample import ANSWERS, AROUND, EXPAND, PATHS


def route(response: QuestionResponse) -> Callable[[Call, bytes], Awaitable[bytes]]:
    """Always this answer."""
    return answers(NETWORK.to_message(response))


def answer_charts(hub: HubThread) -> None:
    """Whatever is asked about, the sample's answer to a question of that kind."""
    hub.hub.bodies[f"{LINKAGE}/Expand"] = route(ANSWERS[EXPAND])
    hub.hub.bodies[f"{LINKAGE}/ShortestPaths"] = route(ANSWERS[PATHS])
    hub.hub.bodies[f"{LINKAGE}/WhyLinked"] = route(WhyLinkedResponse(AROUND))
