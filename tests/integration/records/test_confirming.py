"""The hub's word that a case names a person: by whose records, to whom, and what is never felt by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.caller import Caller
from services.access.errors import CaseNotYours, OwnOrKin, PurposeUnfit
from services.access.kin import kin_digest
from services.identity.purposes import told
from services.records import wire
from services.records.app.confirming import READING, confirm_person
from services.values.records import (
    CaseReference,
    ConfirmPersonRequest,
    ConfirmPersonResponse,
    Identifier,
    Selector,
)
from services.vocabulary.access import Purpose
from tests.fakes.record_maker import (
    CNIC,
    CUSTOMS,
    POLICE,
    PRISONS,
    SINDH,
    case_file,
    cnic,
    custody,
    expunged,
    following,
    listing,
    party,
    person,
)
from tests.fakes.records_node import Node, caller
from tests.integration.records.test_nothing_felt import HIDDEN

REPORT = CaseReference("MISSING_CHILD", "PB/LAHORE/31/2021")
FILE = case_file("sought", case_references=(REPORT,))
ABSENT = cnic(8_008)


def test_the_purposes_with_a_word_are_those_with_values() -> None:
    assert set(READING) == {purpose for purpose in Purpose if told(purpose).values}


def investigator(**more: object) -> Caller:
    """Of the case of :func:`tests.fakes.record_maker.fir`, who asks a registry about a person of it."""
    return replace(caller(query_class="IDENTITY", second_basis="NADRA"), **more)  # type: ignore[arg-type]  # each is of its own field


def seeker(agency: str = POLICE, **more: object) -> Caller:
    """Who looks for the child of the report."""
    made = caller(
        agency, purpose="FIND_MISSING_CHILD", legal_basis="ZAINAB", query_class="IDENTITY", second_basis="NADRA",
        case_type=REPORT.type, case_key=REPORT.key,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]  # each is of its own field


async def confirmed(node: Node, who: Caller, number: str = CNIC) -> ConfirmPersonResponse:
    request = ConfirmPersonRequest(Selector(Identifier("CNIC", number)))
    return await confirm_person(node.context, node.inquiry(who), request)


async def named(node: Node, who: Caller, number: str = CNIC) -> tuple[bool, bool]:
    word = await confirmed(node, who, number)
    return word.named, word.missing_child


async def test_a_word_is_bound_to_person_case_and_purpose(node: Node) -> None:
    await node.put(case_file(), party())
    who = investigator()
    word = await confirmed(node, who)
    assert word.identifier == Identifier("CNIC", CNIC)
    assert (word.case, word.purpose) == (CaseReference(who.case_type, who.case_key), "INVESTIGATE_CASE")
    assert (word.named, word.missing_child) == (True, False)
    assert await named(node, who, ABSENT) == (False, False)


async def test_an_officer_who_is_not_assigned_has_no_word(node: Node) -> None:
    await node.put(case_file(), party())
    for other in (
        investigator(officer="pp-99"),
        investigator(agency=SINDH),
        investigator(case_key="PB/LAHORE/ICHHRA/1/2020"),
    ):
        with pytest.raises(CaseNotYours):
            await confirmed(node, other)
    with pytest.raises(PurposeUnfit):
        await confirmed(node, investigator(second_basis=""))


async def test_own_and_kin_are_refused(node: Node) -> None:
    await node.put(case_file(), party())
    with pytest.raises(OwnOrKin):
        await confirmed(node, investigator(own_and_kin=frozenset({kin_digest(f"CNIC:{CNIC}")})))


async def test_another_agencys_record_in_the_case_names_nobody(node: Node) -> None:
    await node.put(case_file(), party("planted", agency=SINDH, role="VICTIM"))
    assert await named(node, investigator()) == (False, False)


async def test_what_was_expunged_names_nobody(node: Node) -> None:
    await node.put(case_file(), party())
    await node.put(expunged(party()))
    assert await named(node, investigator()) == (False, False)


async def test_the_missing_child_and_who_is_only_named_beside_it(node: Node) -> None:
    child, father, suspect = cnic(901), cnic(902), cnic(903)
    await node.put(
        FILE,
        party("child", role="VICTIM", subject=person(child, "2015-01-01"), case_references=(REPORT,)),
        party("father", role="COMPLAINANT", subject=person(father), case_references=(REPORT,)),
        party("suspect", role="SUSPECT", subject=person(suspect), case_references=(REPORT,)),
    )
    for who in (seeker(), seeker(CUSTOMS)):
        assert await named(node, who, child) == (True, True)
        assert await named(node, who, father) == (True, False)
        assert await named(node, who, ABSENT) == (False, False)
    assert await named(node, seeker(CUSTOMS), suspect) == (False, False)
    assert await named(node, seeker(case_key="PB/LAHORE/99/2021"), child) == (False, False)
    closed = case_file("sought", closed=True, case_references=(REPORT,))
    await node.put(following(FILE, body=closed.body))
    assert await named(node, seeker(CUSTOMS), child) == (False, False)


async def test_a_stranger_under_the_reports_number_names_nobody(node: Node) -> None:
    planted = party("planted", agency=SINDH, role="VICTIM", subject=person(cnic(904)), case_references=(REPORT,))
    await node.put(FILE, planted, listing("alert", agency=SINDH, type="CHILD_ALERT", subject=person(cnic(905))))
    for who in (seeker(), seeker(SINDH, agency_kind="POLICE")):
        assert await named(node, who, cnic(904)) == (False, False)
        assert await named(node, who, cnic(905)) == (False, False)


async def test_a_prison_has_a_word_on_whom_it_holds(node: Node) -> None:
    number = CaseReference("PRISON_UNDER_TRIAL", "LHR/77/2020")
    await node.put(custody("in", "ADMISSION", "2020-05-10", agency=PRISONS, case_references=(number,)))
    warder = caller(
        PRISONS, "pr-1", agency_kind="PRISON", roles=frozenset({"CUSTODY_OFFICER"}), purpose="CUSTODY",
        legal_basis="PRISON_PROBATION", query_class="IDENTITY", second_basis="NADRA", case_type=number.type, case_key=number.key,
    )  # fmt: skip
    assert await named(node, warder) == (True, False)
    assert await named(node, warder, ABSENT) == (False, False)


@pytest.mark.parametrize("hidden", HIDDEN)
async def test_nothing_that_is_hidden_is_felt_by_the_word(node: Node, hidden: str) -> None:
    """Sindh's officers ask in their own case about somebody of whom the FIA holds what they may not read, and of nobody."""
    own = CaseReference("FIR", "SD/KARACHI/SADDAR/9/2024")
    await node.put(case_file("sd", agency=SINDH, officers=("sd-1",), case_references=(own,)), HIDDEN[hidden](cnic(906)))
    who = investigator(agency=SINDH, officer="sd-1", case_key=own.key)
    words = [await confirmed(node, who, number) for number in (cnic(906), ABSENT)]
    plain = {wire.encode(replace(word, identifier=None)) for word in words}
    assert len(plain) == 1
