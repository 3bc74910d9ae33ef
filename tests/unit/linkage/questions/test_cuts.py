"""An answer that is cut says so, in each question, by how much; and one that is whole says nothing."""

from __future__ import annotations

from typing import Any

import pytest

from services.linkage.questions.answering import cut
from services.values.network import (
    CommonNeighboursRequest,
    ContactChainRequest,
    Cut,
    ExpandRequest,
    Frame,
    ShortestPathsRequest,
    TimelineRequest,
    TraceMoneyRequest,
    WhyLinkedRequest,
)
from tests.fakes.question_named import question_named
from tests.unit.linkage.questions.small import ALL, account, graph, link, phone

ONE = Frame(limit=1)


@pytest.mark.parametrize(
    ("shown", "total", "more", "cuts"),
    [
        (0, 0, False, ()),
        (5, 5, False, ()),
        (4, 5, False, (Cut("nodes", 4, 5, False),)),
        (0, 1, False, (Cut("nodes", 0, 1, False),)),
        (5, 5, True, (Cut("nodes", 5, 5, True),)),
        (0, 0, True, (Cut("nodes", 0, 0, True),)),
    ],
)
def test_what_is_not_shown_is_told(shown: int, total: int, more: bool, cuts: tuple[Cut, ...]) -> None:
    """Where somewhere a bound was met, that is told though all that was found is shown."""
    assert cut("nodes", shown, total, more) == cuts


def calls(number: int) -> list[Any]:
    return [link("CALLED", "a", f"b{n}", at_ms=n + 1) for n in range(number)]


def moves(number: int) -> list[Any]:
    return [link("TRANSFERRED", "a", f"b{n}", at_ms=n + 1, amount_minor=100, currency="PKR") for n in range(number)]


def shared(number: int) -> list[Any]:
    return [link("CALLED", end, f"m{n}", at_ms=n + 1) for n in range(number) for end in ("a", "b")]


A, B = phone("a"), phone("b")
CUT: list[tuple[str, Any, Any, str]] = [
    ("expand", calls, ExpandRequest(ONE, (A,)), "nodes"),
    ("trace_money", moves, TraceMoneyRequest(ONE, account("a"), "FORWARD"), "paths"),
    ("contact_chain", calls, ContactChainRequest(ONE, A), "paths"),
    ("common_neighbours", shared, CommonNeighboursRequest(ONE, (A, B)), "nodes"),
    ("shortest_paths", shared, ShortestPathsRequest(ONE, A, B, paths=1), "paths"),
]


@pytest.mark.parametrize(("name", "make", "asked", "what"), CUT, ids=[name for name, *_ in CUT])
async def test_each_question_tells_what_it_left_out(name: str, make: Any, asked: Any, what: str) -> None:
    response = await question_named(name)(graph(make(3)), ALL, asked)
    told = {each.what: each for each in response.answer.cuts}
    assert what in told
    assert told[what].more or told[what].shown < told[what].total


@pytest.mark.parametrize(("name", "make", "asked", "what"), CUT, ids=[name for name, *_ in CUT])
async def test_an_answer_that_is_whole_tells_of_no_cut(name: str, make: Any, asked: Any, what: str) -> None:
    response = await question_named(name)(graph(make(1)), ALL, asked)
    assert response.answer.cuts == ()


@pytest.mark.parametrize(("number", "left"), [(7, 0), (8, 0), (9, 1), (11, 3)])
async def test_edges_beyond_those_of_a_row_are_told(number: int, left: int) -> None:
    """Of two numbers that called one another often: so many edges a row are shown."""
    every = [link("CALLED", "a", "b", at_ms=n + 1) for n in range(number)]
    for name, asked in (
        ("why_linked", WhyLinkedRequest(ONE, A, B)),
        ("timeline", TimelineRequest(ONE, (A,))),
    ):
        response = await question_named(name)(graph(every), ALL, asked)
        shown = len(response.answer.edges)
        told = [each for each in response.answer.cuts if each.what == "edges"]
        assert (told == []) is (shown == number), name
        assert all((each.shown, each.total) == (shown, number) for each in told), name
