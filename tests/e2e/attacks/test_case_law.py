"""Asking dated law about people and cases that are not one's own: refused, or answered as of what nobody made."""

from __future__ import annotations

import pytest
from google.protobuf.message import Message
from rabta.records.v1.case_law_pb2 import (
    ASKED_AS_ACCUSED,
    ASKED_AS_VICTIM,
    GENERAL_REASON_COURT_ORDER,
    STATED_HOW_ALLEGED,
    CheckChildRequest,
    CheckChildResponse,
    FitChargesRequest,
    FitChargesResponse,
    ListClocksRequest,
    StateChargeReasonRequest,
    StatedWord,
)

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.bodies import RECORDS
from tests.e2e.people import AUDITOR, BORDER, FIA, INVESTIGATOR, PROTECTOR, PUNJAB, PUNJAB_INVESTIGATOR, SINDH, Officer
from tests.e2e.world import World

KNOWN, HIDDEN = f"agencies/{FIA}/records/fia-known", f"agencies/{FIA}/records/fia-orcon"
SAID = (StatedWord(word="RECRUIT", how=STATED_HOW_ALLEGED),)
ASKED = {
    "CheckChild": CheckChildRequest(record=KNOWN, asked_as=ASKED_AS_ACCUSED),
    "FitCharges": FitChargesRequest(said=SAID, victim=KNOWN),
    "ListClocks": ListClocksRequest(),
}
REASON = StateChargeReasonRequest(
    request_id="request-of-a-stranger", kind=GENERAL_REASON_COURT_ORDER, words="An order that nobody made."
)


def ask(world: World, officer: Officer, method: str, request: Message | None = None) -> Seen:
    body = (request or ASKED[method]).SerializeToString(deterministic=True)
    return put(world, world.asking(officer, RECORDS + method, body))


@pytest.mark.parametrize("method", ASKED)
@pytest.mark.parametrize(
    ("officer", "reason"),
    [(BORDER, "PURPOSE_UNFIT"), (AUDITOR, "PURPOSE_UNFIT"), (PROTECTOR, "POLICY_DENIED")],
    ids=lambda each: getattr(each, "id", each),
)
def test_whoever_works_on_no_case_is_refused(world: World, method: str, officer: Officer, reason: str) -> None:
    refused(world, ask(world, officer, method), reason)


def test_whose_case_it_is_is_answered(world: World) -> None:
    told = CheckChildResponse.FromString(answered(world, ask(world, INVESTIGATOR, "CheckChild")))
    assert {each.row.id for each in told.answers} >= {"jjsa", "ppc82"}


@pytest.mark.parametrize(
    "record", [KNOWN, HIDDEN, f"agencies/{SINDH}/records/sd-sealed", f"agencies/{FIA}/records/none"]
)
def test_a_record_of_another_case_is_as_one_that_nobody_made(world: World, record: str) -> None:
    child = CheckChildRequest(record=record, asked_as=ASKED_AS_VICTIM)
    empty = CheckChildResponse().SerializeToString()
    assert answered(world, ask(world, PUNJAB_INVESTIGATOR, "CheckChild", child)) == empty
    fit = FitChargesRequest(said=SAID, victim=record)
    none = FitChargesResponse().SerializeToString()
    assert answered(world, ask(world, PUNJAB_INVESTIGATOR, "FitCharges", fit)) == none


def test_a_case_of_another_agency_is_refused(world: World) -> None:
    thief = PUNJAB_INVESTIGATOR.asking(case_key=INVESTIGATOR.why.case_key)
    assert thief.agency == PUNJAB
    for method in ASKED:
        refused(world, ask(world, thief, method), "CASE_NOT_YOURS")


def test_a_stranger_states_no_reason_for_anothers_charges(world: World) -> None:
    thief = PUNJAB_INVESTIGATOR.asking(case_key=INVESTIGATOR.why.case_key)
    refused(world, ask(world, thief, "StateChargeReason", REASON), "CASE_NOT_YOURS", leaves=2)
    for officer, reason in ((BORDER, "PURPOSE_UNFIT"), (AUDITOR, "PURPOSE_UNFIT")):
        refused(world, ask(world, officer, "StateChargeReason", REASON), reason)
