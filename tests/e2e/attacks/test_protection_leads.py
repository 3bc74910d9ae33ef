"""Leads to protection, attacked: by police, by whoever cites them as an alert, by child protection without a second person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from google.protobuf.message import Message
from rabta.linkage.v1 import alert_service_pb2 as pb

from services.linkage.alerting.protecting import protection_of
from services.linkage.alerts.raising import Level
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.attacks.test_alerts import ALERTS, NAMED, PLACE, item, raise_in, send
from tests.e2e.attacks.test_hidden import details
from tests.e2e.network import WARRANTED
from tests.e2e.people import (
    AUDITOR,
    BORDER,
    FIA,
    FIA_CASE,
    INVESTIGATOR,
    MOUNTAIN_PROTECTOR,
    PROTECTOR,
    PUNJAB_CHIEF,
    Officer,
    kin,
)
from tests.e2e.world import World

APART = protection_of(PLACE)
ASKS = pb.ListProtectionLeadsRequest()


@pytest.fixture
def world(network_world: World) -> Iterator[World]:
    yield network_world
    raise_in(network_world, [])
    raise_in(network_world, [], APART)


def keep_apart(world: World, *numbers: int) -> None:
    """Leads about the bearer of a card, as the detector keeps them."""
    made = [replace(item(world, number, level=Level.PROTECTION), rows=(), classes=()) for number in numbers]
    raise_in(world, made, APART)


def ask(world: World, officer: Officer, second: str, **claims: Any) -> Seen:
    """For the leads, with somebody of the same body beside them; nobody where the second is empty."""
    body, method = ASKS.SerializeToString(), ALERTS + "ListProtectionLeads"
    beside = world.approval(replace(officer, id=second), body, of=officer, method=method) if second else ""
    token = world.token(officer, **claims)
    return put(world, world.ask(method, body, token, agency=officer.agency, approver=beside))


REFUSED = {
    "PURPOSE_UNFIT": (INVESTIGATOR, WARRANTED, PUNJAB_CHIEF, BORDER, AUDITOR),
    "POLICY_DENIED": (PROTECTOR,),
}


@pytest.mark.parametrize(
    ("officer", "reason"),
    [(officer, reason) for reason, officers in REFUSED.items() for officer in officers],
    ids=lambda each: getattr(each, "id", each),
)
def test_whoever_does_not_protect_with_a_second_person_is_refused(world: World, officer: Officer, reason: str) -> None:
    keep_apart(world, 81)
    classed = officer if officer is PROTECTOR else officer.asking(query_class="PROTECTION")
    refused(world, send(world, classed, ASKS), reason)


def test_child_protection_that_no_act_made_a_protecting_body_is_refused(world: World) -> None:
    """Role and kind alone do not, and what refuses it is that alone: the same by a body of an Act is answered below."""
    keep_apart(world, 82)
    refused(world, ask(world, PROTECTOR, "cp-6002"), "POLICY_DENIED")


def test_a_body_that_an_act_made_is_told_whom_it_may_help_and_no_row_or_case(world: World) -> None:
    keep_apart(world, 83, 84)
    raw = answered(world, ask(world, MOUNTAIN_PROTECTOR, "gb-6102"))
    found = {each.id: each for each in pb.ListProtectionLeadsResponse.FromString(raw).leads}
    assert found.keys() == {f"{number:024x}" for number in (83, 84)}
    for each in found.values():
        assert (each.agency, each.rule.detector, each.person.id) == (FIA, "M1", NAMED.id)
        assert each.words
        assert each.words_ur
        assert each.desk.phone
    assert not any(hidden in raw for hidden in (FIA_CASE.encode(), b"HBL:", b"row-83"))


@pytest.mark.parametrize("second", ["", MOUNTAIN_PROTECTOR.id], ids=["nobody", "themself"])
def test_a_body_that_an_act_made_is_told_nothing_by_one_person(world: World, second: str) -> None:
    keep_apart(world, 85)
    refused(world, ask(world, MOUNTAIN_PROTECTOR, second), "APPROVER_INVALID" if second else "POLICY_DENIED")


def test_a_body_that_an_act_made_is_told_nothing_for_another_purpose(world: World) -> None:
    keep_apart(world, 86)
    other = MOUNTAIN_PROTECTOR.asking(
        purpose="FIND_MISSING_CHILD", legal_basis="ZAINAB", query_class="MISSING_CHILD", case_type="MISSING_CHILD",
        case_key="GB/GILGIT/6/2024",
    )  # fmt: skip
    refused(world, ask(world, other, "gb-6102"), "PURPOSE_UNFIT")


def test_an_officer_is_told_nothing_about_their_own(world: World) -> None:
    keep_apart(world, 87)
    raw = answered(world, ask(world, MOUNTAIN_PROTECTOR, "gb-6102", own_and_kin=[kin(NAMED.id)]))
    assert list(pb.ListProtectionLeadsResponse.FromString(raw).leads) == []


def test_what_ended_is_told_to_no_body(world: World) -> None:
    keep_apart(world, 88)
    raise_in(world, [], APART)
    raw = answered(world, ask(world, MOUNTAIN_PROTECTOR, "gb-6102"))
    assert list(pb.ListProtectionLeadsResponse.FromString(raw).leads) == []


def test_whoever_works_on_the_case_is_told_the_same_bytes_with_and_without_such_leads(world: World) -> None:
    raise_in(world, [item(world, 91)])
    asked: tuple[Message, ...] = (
        pb.ListAlertsRequest(), pb.GetAlertRequest(id=f"{91:024x}"), pb.ExplainAlertRequest(id=f"{91:024x}"),
        pb.ListDetectorsRequest(),
    )  # fmt: skip
    before = [answered(world, send(world, WARRANTED, each)) for each in asked]
    keep_apart(world, *range(92, 96))
    assert [answered(world, send(world, WARRANTED, each)) for each in asked] == before
    theirs, nobodys = (send(world, WARRANTED, pb.GetAlertRequest(id=f"{number:024x}")) for number in (92, 99))
    refused(world, theirs, "NOT_FOUND")
    assert details(theirs) == details(nobodys)
