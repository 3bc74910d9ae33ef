"""A question whose time is over answers with what it has, and says so."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from graph.rights import Rights
from services.linkage.app.answering import asked
from services.linkage.ports import Graph
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.expand import expand
from services.values.network import (
    TIME,
    Answer,
    CommonNeighboursRequest,
    Cut,
    ExpandRequest,
    ExpandResponse,
    KeyPlayersRequest,
    QuestionRequest,
    QuestionResponse,
    ShortestPathsRequest,
)
from tests.fakes.asked_graph import AskedGraph, Row
from tests.fakes.question_named import question_named
from tests.unit.linkage.questions.small import ALL, graph, link, phone, shown

CHAIN = [link("CALLED", f"p{number}", f"p{number + 1}", at_ms=number + 1) for number in range(6)]
LATE = Cut(TIME, more=True)


class Slow(AskedGraph):
    """Each hop beyond the first nodes takes for ever."""

    async def run(self, statement: str, **parameters: Any) -> list[Row]:
        if statement.startswith("hop") and not {"p0", "p6"} & set(parameters["ids"]):
            await asyncio.Event().wait()
        return await super().run(statement, **parameters)


def slow() -> Slow:
    rows = graph(CHAIN)
    return Slow(rows.nodes.values(), rows.edges)


class Clock:
    """Stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_budget_is_over_at_its_time_and_a_part_of_it_before() -> None:
    clock = Clock()
    budget = Budget(10, clock)
    part = budget.part(0.6)
    assert (budget.left, part.left) == (10, 6)
    clock.now += 6
    assert (budget.over, part.over, part.left) == (False, True, 0)
    assert budget.part(0.5).left == 2
    clock.now += 4
    assert budget.over
    assert UNBOUNDED.part(0.5).left == UNBOUNDED.left


@pytest.mark.parametrize(
    ("name", "request_", "edges"),
    [
        ("shortest_paths", ShortestPathsRequest(None, phone("p0"), phone("p6")), 0),
        ("key_players", KeyPlayersRequest(None, (phone("p0"),), 3), 0),
        ("expand", ExpandRequest(None, (phone("p3"),)), 0),
        ("common_neighbours", CommonNeighboursRequest(None, (phone("p3"), phone("p5"))), 0),
    ],
)
async def test_a_question_answers_in_time_and_says_that_it_is_over(name: str, request_: Any, edges: int) -> None:
    async with asyncio.timeout(60):
        response = await question_named(name)(slow(), ALL, request_, Budget(0.3))
    assert LATE in shown(response).cuts
    assert len(shown(response).edges) >= edges


async def test_with_time_enough_nothing_is_said_of_it() -> None:
    response = await expand(slow(), ALL, ExpandRequest(None, (phone("p0"),)), Budget(60))
    assert response == await expand(graph(CHAIN), ALL, ExpandRequest(None, (phone("p0"),)))
    assert shown(response).cuts == ()


async def test_an_answer_that_is_too_large_is_asked_again_within_the_same_time() -> None:
    given: list[float] = []

    async def question(_graph: Graph, _rights: Rights, request: QuestionRequest, budget: Budget) -> QuestionResponse:
        given.append(budget.left)
        clock.now += 2
        return ExpandResponse(answer=Answer(position=request.frame.limit if request.frame else 50))

    clock = Clock()
    budget = Budget(10, clock)
    size = {50: 2**30, 25: 2**30, 12: 1}

    def size_of(found: QuestionResponse) -> int:
        assert found.answer is not None
        return size[found.answer.position]

    found = await asked({ExpandRequest: question}, size_of, graph([]), ALL, ExpandRequest(), budget)
    assert found == ExpandResponse(answer=Answer(position=12))
    assert given == [6.0, pytest.approx(4.8), pytest.approx(3.6)]
