"""Learning of a victim by the prosecutors' list of guards, or closing one: everybody else is refused, whatever their
case holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from google.protobuf.message import Message
from rabta.records.v1.guard_pb2 import (
    GUARD_OUTCOME_PROCEED,
    DecideGuardRequest,
    ListGuardsRequest,
    ListToldGuardsRequest,
)

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.bodies import RECORDS
from tests.e2e.people import AUDITOR, BORDER, INVESTIGATOR, JUDGE, PROTECTOR, PUNJAB_CHIEF, Officer
from tests.e2e.world import World

REFUSED = {
    "PURPOSE_UNFIT": (INVESTIGATOR, PUNJAB_CHIEF, BORDER, AUDITOR),
    "POLICY_DENIED": (JUDGE.asking(query_class="PROTECTION"), PROTECTOR),
}


@pytest.mark.parametrize(
    ("officer", "reason"),
    [(officer, reason) for reason, officers in REFUSED.items() for officer in officers],
    ids=lambda each: getattr(each, "id", each),
)
def test_whoever_does_not_prosecute_is_refused(world: World, officer: Officer, reason: str) -> None:
    asked = world.asking(officer, f"{RECORDS}ListGuards", ListGuardsRequest().SerializeToString())
    refused(world, put(world, asked), reason)


@pytest.mark.parametrize(
    ("officer", "reason"),
    [(officer, reason) for reason, officers in REFUSED.items() for officer in officers],
    ids=lambda each: getattr(each, "id", each),
)
def test_whoever_does_not_prosecute_closes_no_guard(world: World, officer: Officer, reason: str) -> None:
    decided = DecideGuardRequest(
        request_id="request-of-a-stranger", reference="R-AAAAAAAA", outcome=GUARD_OUTCOME_PROCEED, reason="none"
    )
    asked = world.asking(officer, f"{RECORDS}DecideGuard", decided.SerializeToString(deterministic=True))
    refused(world, put(world, asked), reason, leaves=2 if reason == "POLICY_DENIED" else 1)


TOLD_NOBODY_ELSE = [
    *((officer, "PURPOSE_UNFIT") for officer in (INVESTIGATOR, PUNJAB_CHIEF, BORDER)),
    *((officer, "POLICY_DENIED") for officer in (*REFUSED["POLICY_DENIED"], AUDITOR)),
]


@pytest.mark.parametrize(("officer", "reason"), TOLD_NOBODY_ELSE, ids=lambda each: getattr(each, "id", each))
def test_what_desks_were_told_is_told_to_nobody_else_and_to_nobody_alone(
    world: World, officer: Officer, reason: str
) -> None:
    """Oversight is refused too where no second person asks with it: who stands in the list is named a victim elsewhere."""
    asked = world.asking(officer, f"{RECORDS}ListToldGuards", ListToldGuardsRequest().SerializeToString())
    refused(world, put(world, asked), reason)


ACTS = {
    "ListGuards": ListGuardsRequest(),
    "ListToldGuards": ListToldGuardsRequest(),
    "DecideGuard": DecideGuardRequest(
        request_id="with-a-colleague", reference="R-AAAAAAAA", outcome=GUARD_OUTCOME_PROCEED, reason="none"
    ),
}


@pytest.mark.parametrize(("name", "request_"), ACTS.items(), ids=ACTS)
def test_a_colleague_is_no_second_person_for_guards(world: World, name: str, request_: Message) -> None:
    """A pair of one agency reads nothing: the second person is of another agency or of oversight."""
    judge = JUDGE.asking(query_class="PROTECTION")
    refused(world, seconded(world, judge, replace(judge, id="lc-7002"), name, request_), "APPROVER_INVALID")
    outside = replace(AUDITOR, why=judge.why)
    leaves = 2 if name == "DecideGuard" else 1
    refused(world, seconded(world, judge, outside, name, request_), "POLICY_DENIED", leaves=leaves)


def test_oversights_own_second_is_of_oversight(world: World) -> None:
    """What the desk of oversight reads with a colleague stays theirs to read."""
    colleague = replace(AUDITOR, id="ov-9002")
    answered(world, seconded(world, AUDITOR, colleague, "ListToldGuards", ListToldGuardsRequest()))


def seconded(world: World, officer: Officer, second: Officer, name: str, request: Message) -> Seen:
    body = request.SerializeToString(deterministic=True)
    approval = world.approval(second, body, of=officer, method=f"{RECORDS}{name}")
    return put(world, world.asking(officer, f"{RECORDS}{name}", body, approver=approval))
