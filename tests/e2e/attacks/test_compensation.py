"""Claims to compensation: who did not open one, who investigates, and everybody else, over a real socket."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from google.protobuf.message import Message
from rabta.records.v1 import records_service_pb2 as records
from rabta.referral.v1 import compensation_pb2 as compensation
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.attacks.test_hidden import details
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.people import (
    AUDITOR,
    BORDER,
    CHIEF,
    COURT_CASE,
    FIA_CASE,
    INVESTIGATOR,
    JUDGE,
    PROTECTOR,
    PUNJAB_CASE,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    Officer,
)
from tests.e2e.planted import KNOWN
from tests.e2e.referrals import REFERRALS, send
from tests.e2e.world import World

_NUMBERS = itertools.count(1)
CASES = [referral.ReferredCase(type="FIR", key=FIA_CASE), referral.ReferredCase(type="COURT_CASE", key=COURT_CASE)]
ORDER: dict[str, Any] = {
    "basis": compensation.COMPENSATION_BASIS_CRPC_544A, "amount": 300_000, "reference": "S.C. 9/2024",
    "payee": compensation.COMPENSATION_PAYEE_COURT_DEPOSIT,
}  # fmt: skip


def opening(**more: Any) -> pb.OpenCompensationRequest:
    said = {
        "request_id": f"claim-opened-{next(_NUMBERS):06d}", "subject": "p-17", "cases": CASES,
        "child": referral.CHILD_ANSWER_YES, "province": "PB",
    }  # fmt: skip
    return pb.OpenCompensationRequest(**{**said, **more})


def saying(id_: str, act: str, **more: Any) -> pb.ChangeCompensationRequest:
    return pb.ChangeCompensationRequest(
        request_id=f"claim-said-{next(_NUMBERS):06d}", id=id_, act=f"COMPENSATION_ACT_{act}", **more
    )


def opened(world: World, **more: Any) -> compensation.Compensation:
    seen = send(world, PROTECTOR, opening(**more))
    return pb.OpenCompensationResponse.FromString(answered(world, seen, leaves=2)).compensation


def said(world: World, officer: Officer, id_: str, act: str, **more: Any) -> compensation.Compensation:
    seen = send(world, officer, saying(id_, act, **more))
    return pb.ChangeCompensationResponse.FromString(answered(world, seen, leaves=2)).compensation


def listed(world: World, officer: Officer) -> dict[str, compensation.Compensation]:
    page = pb.ListCompensationsResponse.FromString(
        answered(world, send(world, officer, pb.ListCompensationsRequest(page_size=200)))
    )
    return {each.id: each for each in page.compensations}


def status(world: World, officer: Officer) -> bytes:
    return answered(world, send(world, officer, pb.GetCompensationStatusRequest()))


def ordered(world: World) -> compensation.Compensation:
    made = opened(world)
    said(world, PROTECTOR, made.id, "ASSESS", losses=compensation.CompensationLosses(wages=90_000))
    said(world, PROTECTOR, made.id, "CLAIM")
    return said(world, JUDGE, made.id, "ORDER", **ORDER)


def test_a_court_orders_what_a_body_claims_and_the_investigator_is_told_a_word(world: World) -> None:
    """What the attacks below attack."""
    made = ordered(world)
    assert (made.state, made.amount) == (compensation.COMPENSATION_STATE_ORDERED, 300_000)
    assert listed(world, JUDGE)[made.id] == listed(world, PROTECTOR)[made.id] == made
    told = status(world, INVESTIGATOR)
    assert made.state in pb.GetCompensationStatusResponse.FromString(told).states
    assert not any(word.encode() in told for word in ("p-17", made.id, PROTECTOR.agency, "S.C. 9"))


OUTSIDE = {
    "police": PUNJAB_INVESTIGATOR, "border": BORDER, "records": RECORDERS[INVESTIGATOR.agency],
    "investigator": INVESTIGATOR, "oversight": AUDITOR,
}  # fmt: skip


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_else_is_told_whether_there_is_one_to_list_or_to_change(world: World, who: str) -> None:
    """The same bytes of an id that was given and of one that was not, before the id is looked for."""
    made, told = opened(world), set()
    for id_ in (made.id, "A" * 22):
        seen = send(world, OUTSIDE[who], saying(id_, "DECLINE"))
        _outside(world, seen)
        told.add(details(seen))
    assert len(told) == 1
    for request in (pb.ListCompensationsRequest(), opening()):
        _outside(world, send(world, OUTSIDE[who], request))
    assert listed(world, PROTECTOR)[made.id] == made


def _outside(world: World, seen: Seen) -> None:
    """Refused before anything of the request is looked at, by the class of the question or by policy."""
    reason = seen.back.text
    assert reason in ("POLICY_DENIED", "PURPOSE_UNFIT")
    refused(world, seen, reason, leaves=len(seen.entries))


@pytest.mark.parametrize("act", ["ASSESS", "DECLINE", "CITE"])
def test_a_court_says_nothing_in_the_victims_name(world: World, act: str) -> None:
    made = ordered(world)
    said_of: dict[str, dict[str, Any]] = {
        "ASSESS": {"losses": compensation.CompensationLosses()},
        "CITE": {"cited": CASES[0]},
    }
    more = said_of.get(act, {})
    refused(world, send(world, JUDGE, saying(made.id, act, **more)), "POLICY_DENIED", leaves=2)
    protecting = JUDGE.asking(query_class="PROTECTION")
    refused(world, send(world, protecting, opening()), "POLICY_DENIED", leaves=2)
    assert listed(world, PROTECTOR)[made.id] == made


@pytest.mark.parametrize("act", ["ORDER", "REFUSE", "STAY", "SET_ASIDE", "DEFAULT"])
def test_who_opened_one_orders_nothing(world: World, act: str) -> None:
    made = ordered(world)
    more = ORDER if act == "ORDER" else {"reference": "S.C. 9"} if act == "REFUSE" else {}
    refused(world, send(world, PROTECTOR, saying(made.id, act, **more)), "POLICY_DENIED", leaves=2)
    assert listed(world, PROTECTOR)[made.id] == made


def test_a_court_whose_case_it_is_not_finds_nothing(world: World) -> None:
    """Under the id of a claim of another case as under none, and nothing in its list."""
    made, told = opened(world, cases=CASES[:1]), set()
    for id_ in (made.id, "A" * 22):
        seen = send(world, JUDGE, saying(id_, "CLAIM"))
        refused(world, seen, "NOT_FOUND", leaves=2)
        told.add(details(seen))
    assert len(told) == 1
    assert made.id not in listed(world, JUDGE)
    refused(world, send(world, JUDGE.asking(case_key="QUETTA/4/2024"), pb.ListCompensationsRequest()), "POLICY_DENIED")


def test_whose_case_it_is_not_is_told_what_a_case_without_claims_is(world: World) -> None:
    nothing = pb.GetCompensationStatusResponse().SerializeToString()
    assert status(world, PUNJAB_INVESTIGATOR) == nothing
    opened(world)
    assert status(world, PUNJAB_INVESTIGATOR) == nothing
    cited = PUNJAB_INVESTIGATOR.asking(case_key=FIA_CASE)
    refused(world, send(world, cited, pb.GetCompensationStatusRequest()), "CASE_NOT_YOURS")
    refused(world, send(world, CHIEF.asking(case_key=PUNJAB_CASE), pb.GetCompensationStatusRequest()), "CASE_NOT_YOURS")
    refused(world, send(world, BORDER, pb.GetCompensationStatusRequest()), "POLICY_DENIED")


QUESTIONS: dict[str, tuple[str, Message]] = {
    "history": (HISTORY, records.GetHistoryRequest.FromString(history_of(KNOWN))),
    "claims": (f"{REFERRALS}GetCompensationStatus", pb.GetCompensationStatusRequest()),
    "referrals": (f"{REFERRALS}GetReferralStatus", pb.GetReferralStatusRequest()),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("officer", [PUNJAB_INVESTIGATOR, INVESTIGATOR.asking(case_key="FIA/LAHORE/AHTC/9/2024")])
def test_what_others_are_answered_does_not_depend_on_who_claims(world: World, question: str, officer: Officer) -> None:
    """Leaks: the same bytes before and after a claim of another's case is opened and ordered."""
    method, request = QUESTIONS[question]

    def ask() -> tuple[str, bytes, bytes]:
        seen = put(world, world.asking(officer, method, request.SerializeToString(deterministic=True)))
        return seen.back.text, seen.back.body, details(seen) if seen.back.code else b""

    before = ask()
    ordered(world)
    assert ask() == before


def test_the_same_request_id_is_one_claim_and_another_request_under_it_is_refused(world: World) -> None:
    request, before = opening(), listed(world, PROTECTOR)
    first, again = (answered(world, send(world, PROTECTOR, request), leaves=2) for _ in range(2))
    assert first == again
    assert len(listed(world, PROTECTOR)) == len(before) + 1
    request.subject = "p-18"
    refused(world, send(world, PROTECTOR, request), "REQUEST_ID_REUSED", leaves=2)
