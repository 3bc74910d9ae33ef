"""What is asked out of bounds is refused, by the field that breaks a rule."""

from __future__ import annotations

from typing import Any

import pytest

from services.access.errors import InvalidArgument
from services.values.network import (
    CommonNeighboursRequest,
    ContactChainRequest,
    CoTravelRequest,
    ExpandRequest,
    Frame,
    KeyPlayersRequest,
    NodeKey,
    ShortestPathsRequest,
    TimelineRequest,
    TraceMoneyRequest,
    WhyLinkedRequest,
)
from tests.fakes.question_named import question_named
from tests.unit.linkage.questions.small import ALL, account, graph, phone, subject

A, B = subject("a"), subject("b")
MANY = tuple(subject(str(number)) for number in range(21))
REFUSED: list[tuple[str, Any, str, str]] = [
    ("expand", ExpandRequest(), "start", "number"),
    ("expand", ExpandRequest(start=MANY), "start", "number"),
    ("expand", ExpandRequest(start=(NodeKey("SUBJECT", ""),)), "start[0]", "required"),
    ("expand", ExpandRequest(start=(NodeKey("PERSON", "a"),)), "start[0].kind", "known"),
    ("expand", ExpandRequest(start=(subject("x" * 513),)), "start[0].id", "length"),
    ("expand", ExpandRequest(Frame(limit=501), (A,)), "frame.limit", "range"),
    ("expand", ExpandRequest(Frame(limit=-1), (A,)), "frame.limit", "range"),
    ("expand", ExpandRequest(Frame(from_ms=5, to_ms=5), (A,)), "frame.to_ms", "order"),
    ("expand", ExpandRequest(Frame(from_ms=-5), (A,)), "frame", "range"),
    ("expand", ExpandRequest(Frame(as_of_ms=2**62), (A,)), "frame", "range"),
    ("expand", ExpandRequest(Frame(edge_kinds=("KNOWS",)), (A,)), "frame.edge_kinds", "known"),
    ("shortest_paths", ShortestPathsRequest(end=B), "start", "required"),
    ("shortest_paths", ShortestPathsRequest(start=A, end=A), "end", "differs"),
    ("shortest_paths", ShortestPathsRequest(start=A, end=B, paths=11), "paths", "range"),
    ("shortest_paths", ShortestPathsRequest(start=A, end=B, max_length=9), "max_length", "range"),
    ("shortest_paths", ShortestPathsRequest(start=A, end=B, avoid=(A,)), "avoid", "differs"),
    ("shortest_paths", ShortestPathsRequest(start=A, end=B, avoid=MANY), "avoid", "number"),
    ("trace_money", TraceMoneyRequest(account=account("a")), "direction", "required"),
    ("trace_money", TraceMoneyRequest(account=NodeKey("CASE", "c"), direction="FORWARD"), "account.kind", "known"),
    ("trace_money", TraceMoneyRequest(None, account("a"), "FORWARD", 7), "max_length", "range"),
    ("trace_money", TraceMoneyRequest(None, account("a"), "FORWARD", 0, 9, 8), "most_bp", "order"),
    ("trace_money", TraceMoneyRequest(None, account("a"), "FORWARD", 0, 0, 2_000_000), "most_bp", "range"),
    ("trace_money", TraceMoneyRequest(None, account("a"), "FORWARD", 0, 0, 0, -1), "max_gap_ms", "range"),
    ("contact_chain", ContactChainRequest(phone=account("a")), "phone.kind", "known"),
    ("contact_chain", ContactChainRequest(None, phone("p"), 6), "max_length", "range"),
    ("co_travel", CoTravelRequest(None, account("a")), "subject.kind", "known"),
    ("co_travel", CoTravelRequest(None, A, 21), "least", "range"),
    ("common_neighbours", CommonNeighboursRequest(None, (A, A)), "of", "number"),
    ("key_players", KeyPlayersRequest(None, (A,), 4), "radius", "range"),
    ("key_players", KeyPlayersRequest(None, (A,), 0, 11), "number", "range"),
    ("why_linked", WhyLinkedRequest(None, A, A), "end", "differs"),
    ("timeline", TimelineRequest(None, MANY), "of", "number"),
]


@pytest.mark.parametrize(("name", "request_", "field", "rule"), REFUSED)
async def test_out_of_bounds_is_refused(name: str, request_: Any, field: str, rule: str) -> None:
    empty = graph([])
    with pytest.raises(InvalidArgument) as refused:
        await question_named(name)(empty, ALL, request_)
    assert [(one.field, one.rule) for one in refused.value.violations] == [(field, rule)]
    assert not empty.asked, "nothing was read"


@pytest.mark.parametrize("name", ["expand", "timeline", "key_players"])
async def test_a_node_that_does_not_exist_is_an_empty_answer(name: str) -> None:
    kinds = {"expand": ExpandRequest, "timeline": TimelineRequest, "key_players": KeyPlayersRequest}
    response = await question_named(name)(graph([]), ALL, kinds[name](None, (A,)))
    assert (response.answer.nodes, response.answer.edges, response.answer.cuts) == ((), (), ())


@pytest.mark.parametrize(
    ("name", "request_", "kinds"),
    [
        ("trace_money", TraceMoneyRequest(account=NodeKey("CASE", "c")), "ACCOUNT, SUBJECT, DOCUMENT or PHONE"),
        ("contact_chain", ContactChainRequest(phone=account("a")), "PHONE, SUBJECT or DOCUMENT"),
        ("co_travel", CoTravelRequest(None, account("a")), "SUBJECT, DOCUMENT or PHONE"),
        ("expand", ExpandRequest(start=(NodeKey("PERSON", "a"),)), "SUBJECT, ACCOUNT, PHONE"),
    ],
)
async def test_what_is_no_start_says_which_kinds_are(name: str, request_: Any, kinds: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await question_named(name)(graph([]), ALL, request_)
    assert kinds in refused.value.violations[0].text
