"""Leads offered to other desks, attacked: by planted rows, without a superior, by who is not shown the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from google.protobuf.message import Message
from rabta.linkage.v1 import alert_service_pb2 as pb

from services.access.decision import RecordClass
from services.linkage.alerting.item import Item
from services.linkage.alerting.ports import Place
from services.linkage.alerts.raising import Level
from services.linkage.classes import AtomicClass
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.attacks.test_alerts import ALERTS, item, raise_in, send
from tests.e2e.attacks.test_hidden import details
from tests.e2e.network import WARRANTED
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB, PUNJAB_CASE, PUNJAB_CHIEF, Officer
from tests.e2e.world import World

THEIR_PLACE = Place(PUNJAB, f"FIR:{PUNJAB_CASE}")
THEIR_CLASS = AtomicClass(RecordClass(PUNJAB, "PARTY", role="ACCUSED"))
THEIR_OFFICER = replace(PUNJAB_CHIEF, superiors=("pb-1999",)).asking(
    query_class="COMMS_MONEY", second_basis="PECA_WARRANT"
)
PAPER = 4711


@pytest.fixture
def world(network_world: World) -> Iterator[World]:
    yield network_world
    raise_in(network_world, [])
    raise_in(network_world, [], THEIR_PLACE)


def lead(world: World, number: int, *apart: str) -> Item:
    """FIA's, about the bearer of a paper; found in what others gave in these families."""
    return replace(
        item(world, number, level=Level.LEAD, key=None), apart=apart, families=("money",), bearers=((number, PAPER),)
    )


def their_lead(world: World, number: int) -> Item:
    """Of the police, of calls that others gave, about the same paper."""
    made = lead(world, number, "calls")
    return replace(
        made, agency=PUNJAB, case=THEIR_PLACE.case, families=("calls",), rules=(("C1", 1),), classes=(THEIR_CLASS,)
    )


def offer(world: World, officer: Officer, number: int, request_id: str, second: str) -> Seen:
    body = pb.OfferLeadRequest(id=f"{number:024x}", request_id=request_id).SerializeToString()
    method = ALERTS + "OfferLead"
    beside = world.approval(replace(officer, id=second), body, of=officer, method=method) if second else ""
    return put(world, world.ask(method, body, world.token(officer), agency=officer.agency, approver=beside))


def boss(officer: Officer) -> str:
    return officer.superiors[0]


def test_a_planted_lead_learns_nothing_of_another_desk(world: World) -> None:
    """Nothing at another desk, or a lead there that fits and is offered: every answer has the same bytes."""
    raise_in(world, [lead(world, 141)])
    one = f"{141:024x}"
    asked: tuple[Message, ...] = (
        pb.ListAlertsRequest(), pb.GetAlertRequest(id=one), pb.ExplainAlertRequest(id=one), pb.ListDetectorsRequest(),
    )  # fmt: skip
    seen = []
    for turn in range(2):
        if turn:
            raise_in(world, [their_lead(world, 142)], THEIR_PLACE)
            made = answered(world, offer(world, THEIR_OFFICER, 142, "their-offer-42", boss(THEIR_OFFICER)), leaves=2)
            assert pb.OfferLeadResponse.FromString(made).offered_until_ms > world.clock.now()
        tried = offer(world, WARRANTED, 141, f"planted-{turn}", boss(INVESTIGATOR))
        refused(world, tried, "LEAD_UNFIT", leaves=2)
        seen.append((details(tried), *(answered(world, send(world, WARRANTED, each)) for each in asked)))
    assert seen[0] == seen[1]
    theirs = send(world, THEIR_OFFICER, pb.GetAlertRequest(id=f"{142:024x}"))
    assert list(pb.GetAlertResponse.FromString(answered(world, theirs)).desks) == [], "nor is it told who tried"


def test_a_lead_that_others_gave_is_told_to_both_once_both_offered(world: World) -> None:
    """Else the test above would hold of a hub that never tells anybody."""
    raise_in(world, [lead(world, 151, "money")])
    raise_in(world, [their_lead(world, 152)], THEIR_PLACE)
    first = answered(world, offer(world, WARRANTED, 151, "our-offer-51", boss(INVESTIGATOR)), leaves=2)
    assert list(pb.OfferLeadResponse.FromString(first).desks) == []
    second = answered(world, offer(world, THEIR_OFFICER, 152, "their-offer-52", boss(THEIR_OFFICER)), leaves=2)
    (told,) = pb.OfferLeadResponse.FromString(second).desks
    back = send(world, WARRANTED, pb.GetAlertRequest(id=f"{151:024x}"))
    (ours,) = pb.GetAlertResponse.FromString(answered(world, back)).desks
    assert (told.agency, ours.agency, told.reference) == (FIA, PUNJAB, ours.reference)
    assert ours.desk.phone
    again = answered(world, offer(world, WARRANTED, 151, "our-offer-51", boss(INVESTIGATOR)), leaves=2)
    assert [each.agency for each in pb.OfferLeadResponse.FromString(again).desks] == [PUNJAB]


def test_nobody_offers_alone_or_with_a_colleague(world: World) -> None:
    raise_in(world, [lead(world, 161, "money")])
    for number, second in enumerate(("", "fia-1043")):
        tried = offer(world, WARRANTED, 161, f"alone-{number}-61", second)
        refused(world, tried, "APPROVER_REQUIRED", leaves=2)


def test_a_lead_of_another_desk_is_not_there_to_be_offered(world: World) -> None:
    raise_in(world, [their_lead(world, 172)], THEIR_PLACE)
    theirs, nobodys = (offer(world, WARRANTED, number, f"theirs-{number}", boss(INVESTIGATOR)) for number in (172, 99))
    refused(world, theirs, "NOT_FOUND", leaves=2)
    assert details(theirs) == details(nobodys)
