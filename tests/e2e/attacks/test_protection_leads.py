"""Leads to protection, attacked: by police, by whoever cites them as an alert, by child protection without a second person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from google.protobuf.message import Message
from rabta.linkage.v1 import alert_service_pb2 as pb

from services.linkage.alerting.protecting import protection_of
from services.linkage.alerts.raising import Level
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.attacks.test_alerts import ALERTS, PLACE, item, raise_in, send
from tests.e2e.attacks.test_hidden import details
from tests.e2e.network import WARRANTED
from tests.e2e.people import AUDITOR, BORDER, CHILD, INVESTIGATOR, PROTECTOR, PUNJAB_CHIEF, Officer
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
    """Role and kind alone do not; a body that is one is told in ``tests/unit/linkage/alerting/test_protection.py``."""
    keep_apart(world, 82)
    body, method = ASKS.SerializeToString(), ALERTS + "ListProtectionLeads"
    beside = world.approval(replace(PROTECTOR, id="cp-6002"), body, of=PROTECTOR, method=method)
    asked = world.ask(method, body, world.token(PROTECTOR), agency=CHILD, approver=beside)
    refused(world, put(world, asked), "POLICY_DENIED")


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
