"""An answer of the link graph as evidence: what it says, and that paths and counts are the hub's own word."""

from __future__ import annotations

from typing import Any

from rabta.linkage.v1.graph_pb2 import EDGE_KIND_CALLED, EDGE_KIND_TRANSFERRED, Cut, Edge, Stub
from rabta.linkage.v1.link_pb2 import DecideLinkResponse
from rabta.linkage.v1.question_pb2 import Answer, ExpandResponse, TraceMoneyResponse, TraceStep

from services.evidence.line import proven
from services.evidence.network import METHODS
from tests.unit.evidence.world import World, failures, verdict

SERVICE = "/rabta.linkage.v1.LinkageService/"


def test_rows_and_stubs_are_told_by_whom_they_are_held() -> None:
    edges = [Edge(owner="pk.fia"), Edge(owner="pk.fia"), Edge(owner="pk.prisons")]
    answer = Answer(edges=edges, stubs=[Stub(hidden=2, owner="pk.customs")])
    lines = verdict(World(method=f"{SERVICE}Expand", answer=ExpandResponse(answer=answer).SerializeToString()).make())
    assert proven(lines)
    said = [line.claim for line in lines]
    rows = "2 evidence rows of pk.fia, 1 evidence rows of pk.prisons, 2 hidden records held by pk.customs"
    assert f"says that there are {rows}" in said
    assert "paths, order, counts, figures and pictures are the hub's own" in said


def test_an_answer_without_a_network_says_nothing_of_one() -> None:
    made = World(method=f"{SERVICE}DecideLink", answer=DecideLinkResponse().SerializeToString()).make()
    lines = verdict(made)
    assert proven(lines)
    assert not any("paths" in line.claim for line in lines)


def test_every_methods_answer_is_read_as_its_own() -> None:
    for method in METHODS:
        made = World(method=method, answer=b"\xff\xff").make()
        assert failures(made) == [("hub pk.hub", "answer body is not what the method answers with")], method


def test_what_is_not_known_of_days_and_order_is_told_as_the_hubs_word() -> None:
    day: dict[str, Any] = {"at_ms": 1_709_233_200_000, "until_ms": 1_709_319_599_999}
    edges = [Edge(id=name, kind=EDGE_KIND_TRANSFERRED, owner="pk.fia", **day) for name in ("a", "b")]
    edges.append(Edge(id="c", kind=EDGE_KIND_CALLED, owner="pk.fia", **day))
    steps = [TraceStep(edge="a", hop=1), TraceStep(edge="b", hop=2, from_step=1, unordered=True)]
    answer = TraceMoneyResponse(steps=steps, answer=Answer(edges=edges, cuts=[Cut(what="time", more=True)]))
    lines = verdict(World(method=f"{SERVICE}TraceMoney", answer=answer.SerializeToString()).make())
    assert proven(lines)
    said = [line.claim for line in lines]
    assert "says that 2 transfers are known by their day alone, without a time" in said
    assert "says that it is not known whether 1 transfers of trails followed those before on that day" in said
    assert "says that not all was read in the time there was" in said
    plain = World(method=f"{SERVICE}Expand", answer=ExpandResponse(answer=Answer()).SerializeToString()).make()
    assert not [line for line in verdict(plain) if "day alone" in line.claim or "in the time" in line.claim]
