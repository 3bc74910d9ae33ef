"""Questions to the link graph that are watched: of a hidden person, under another class, of another's case, and no question."""

from __future__ import annotations

import pytest
from google.protobuf.message import Message
from rabta.exchange.v1 import watch_service_pb2 as pb
from rabta.linkage.v1 import graph_pb2 as gp

from tests.e2e import network as net
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.hits import new_id
from tests.e2e.network import ANALYST, CASE, KIND, SINDH_ANALYST
from tests.e2e.people import FIA, FIA_CASE, INVESTIGATOR, Officer
from tests.e2e.planted import NOBODY, VICTIM
from tests.e2e.world import World

WATCHES = "/rabta.exchange.v1.WatchService/"
DAY_MS = 86_400_000


@pytest.fixture
def world(network_world: World) -> World:
    return network_world


def send(world: World, officer: Officer, request: Message) -> Seen:
    method = WATCHES + request.DESCRIPTOR.name.removesuffix("Request")
    return put(world, world.asking(officer, method, request.SerializeToString(deterministic=True)))


def watching(world: World, *start: gp.NodeKey, method: str = "Expand") -> pb.WatchRequest:
    question = pb.WatchedQuestion(method=method, request=net.expand_of(*start))
    return pb.WatchRequest(request_id=new_id(), expires_ms=world.clock.now() + 30 * DAY_MS, question=question)


def alerts(world: World, officer: Officer) -> pb.ListAlertsResponse:
    return pb.ListAlertsResponse.FromString(answered(world, send(world, officer, pb.ListAlertsRequest())))


def card(number: str) -> gp.NodeKey:
    return gp.NodeKey(kind=KIND.NODE_KIND_DOCUMENT, id=f"CNIC:{number}")


def test_the_evidence_of_a_question_is_told_under_its_class_and_no_other(world: World) -> None:
    made = pb.WatchResponse.FromString(answered(world, send(world, ANALYST, watching(world, CASE)), leaves=2)).watch
    found = [each for each in alerts(world, ANALYST).alerts if each.watch == made.id]
    assert f"agencies/{FIA}/records/fia-known/versions/1" in [each.version for each in found]
    assert [each.handle for each in found] == [""] * len(found)
    plain = alerts(world, INVESTIGATOR).alerts
    assert [each for each in plain if each.watch == made.id] == []
    assert {each.sequence for each in found} <= {each.sequence for each in plain}
    refused(world, send(world, INVESTIGATOR, watching(world, CASE)), "POLICY_DENIED", leaves=2)


def test_a_hidden_person_is_asked_about_as_nobody_is(world: World) -> None:
    """The same answer to the request, and no alert, no count, no gap."""
    made = [
        answered(world, send(world, SINDH_ANALYST, watching(world, card(each))), leaves=2) for each in (VICTIM, NOBODY)
    ]
    assert len({len(each) for each in made}) == 1
    found = alerts(world, SINDH_ANALYST)
    assert (list(found.alerts), found.next.sequence, found.more) == ([], 0, False)


def test_what_is_no_question_and_whose_case_it_is_not_are_refused(world: World) -> None:
    for method in ("DecideLink", "RegisterAuthority", ""):
        seen = send(world, ANALYST, watching(world, CASE, method=method))
        refused(world, seen, "INVALID_ARGUMENT", "known", leaves=2)
    thief = SINDH_ANALYST.asking(case_key=FIA_CASE)
    refused(world, send(world, thief, watching(world, CASE)), "CASE_NOT_YOURS", leaves=2)
