"""One word on who is to be a child's guardian, on a real store: what makes unfit, what does not, and what is never said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.caller import Caller
from services.access.decision import RecordClass
from services.access.errors import InvalidArgument, OwnOrKin, PolicyDenied
from services.access.kin import kin_digest
from services.records import wire
from services.records.app.guardian import check_guardian, stands_against
from services.records.codes import made_in_force
from services.values.records import CaseReference, CheckGuardianRequest, Identifier, RecordVersion, Selector
from tests.fakes.record_maker import (
    CHILD_PROTECTION,
    CNIC,
    FIA,
    POLICE,
    case_file,
    cnic,
    court,
    expunged,
    following,
    listing,
    misused,
    order,
    party,
    person,
)
from tests.fakes.records_node import Node, caller

YOUNG = person(born="2012-01-01")


def protector(**more: object) -> Caller:
    """An officer of a child-protection body, of a referral."""
    made = caller(
        CHILD_PROTECTION,
        "cp-1",
        agency_kind="CHILD_PROTECTION",
        roles=frozenset({"PROTECTION_OFFICER"}),
        purpose="PROTECT_VICTIM",
        legal_basis="VICTIM_WITNESS",
        query_class="PROTECTION",
        case_type="REFERRAL",
        case_key="CP/LAHORE/1/2024",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # each is of its own field


def asking(number: str = CNIC) -> CheckGuardianRequest:
    return CheckGuardianRequest(Selector(Identifier("CNIC", number)))


async def answer(node: Node, number: str = CNIC, who: Caller | None = None) -> bytes:
    return wire.encode(await check_guardian(node.context, node.inquiry(who or protector()), asking(number)))


async def fit(node: Node) -> bool:
    return (await check_guardian(node.context, node.inquiry(protector()), asking())).fit


async def test_of_whom_nothing_is_held_is_fit(node: Node) -> None:
    await node.put(case_file(), party(subject=person(cnic(5))))
    assert await fit(node)


UNFIT: dict[str, list[RecordVersion]] = {
    "accused": [party()],
    "suspect": [party(role="SUSPECT")],
    "of-another-agency": [party(agency=FIA, case_references=(CaseReference("FIR", "FIA/LAHORE/ACC/5/2020"),))],
    "on-a-list": [listing()],
}


@pytest.mark.parametrize("case", UNFIT)
async def test_h5_who_is_accused_anywhere_is_unfit(node: Node, case: str) -> None:
    await node.put(case_file(), *UNFIT[case])
    assert not await fit(node)
    assert sum(node.trail.withheld.values()) == 1, "oversight can see what the word rests on"
    assert {cause for _, cause in node.trail.withheld} == {"guardian"}
    assert node.trail.records == []


async def test_h5_only_the_word_is_said(node: Node) -> None:
    """Whoever accuses, of whatever, and how often: the same bytes."""
    told = set()
    for number, records in enumerate(UNFIT.values(), 30):
        who = person(cnic(number))
        await node.put(case_file(f"file-{number}"))
        renamed = [replace(one, record_id=f"{one.record_id}-{number}", subject=who) for one in records]
        await node.put(*renamed)
        raw = await answer(node, cnic(number))
        told.add(raw.replace(cnic(number).encode(), b"-"))
    assert len(told) == 1


FIT: dict[str, list[RecordVersion]] = {
    "victim": [party(role="VICTIM")],
    "witness": [party(role="WITNESS")],
    "complainant": [party(role="COMPLAINANT")],
    "child-at-the-act": [party(subject=YOUNG)],
    "acquitted": [party(), court("end", "ACQUITTAL", "2021-01-01")],
    "sealed-by-a-court": [party(), order("sealed", "SEALED")],
    "entry-expired": [listing(expires="2021-03-01")],
    "lost-document": [listing(type="LOST_DOCUMENT")],
    "note-of-misuse": [misused()],
    "originators": [party(handling="ORCON")],
    "untested": [party(information_grade="4")],
}


@pytest.mark.parametrize("case", FIT)
async def test_what_does_not_count_against_a_grown_person_today(node: Node, case: str) -> None:
    await node.put(case_file(), *FIT[case])
    assert await fit(node)


async def test_what_was_taken_back_no_longer_counts(node: Node) -> None:
    await node.put(case_file(), party())
    assert not await fit(node)
    await node.put(following(party(), role="WITNESS"))
    assert await fit(node)


async def test_an_expunged_word_is_none(node: Node) -> None:
    await node.put(case_file(), party())
    await node.put(expunged(party()))
    assert await fit(node)


async def test_all_cards_of_a_person_are_one(node: Node) -> None:
    await node.put(case_file(), party())
    request = CheckGuardianRequest(Selector(Identifier("NICOP", CNIC)))
    assert not (await check_guardian(node.context, node.inquiry(protector()), request)).fit


async def test_nobody_else_is_told_whatever_is_held(node: Node) -> None:
    """The gate comes before the number: known or not, the same refusal."""
    await node.put(case_file(), party())
    for who in (caller(), protector(agency_kind="POLICE"), protector(agency_kind="IDENTITY_REGISTRY")):
        for number in (CNIC, cnic(77)):
            with pytest.raises(PolicyDenied):
                await answer(node, number, who)
    with pytest.raises(OwnOrKin):
        await answer(node, who=protector(own_and_kin=frozenset({kin_digest(f"CNIC:{CNIC}")})))


async def test_a_number_is_needed(node: Node) -> None:
    for request in (CheckGuardianRequest(), CheckGuardianRequest(Selector(Identifier("CNIC", "12")))):
        with pytest.raises(InvalidArgument):
            await check_guardian(node.context, node.inquiry(protector()), request)


@pytest.mark.parametrize(
    "spared",
    [
        "favourable",
        "sealed",
        "own_sealed",
        "expunged",
        "enquiry_only",
        "weak_grade",
        "protected_person",
        "str_derived",
    ],
)
def test_each_exception_is_one_by_itself(spared: str) -> None:
    accused = RecordClass(FIA, "PARTY", role="ACCUSED")
    assert stands_against(accused, made_in_force(0))
    assert not stands_against(replace(accused, **{spared: True}), made_in_force(0))  # type: ignore[arg-type]  # each is a flag


def test_a_strangers_accusation_is_one_too() -> None:
    accused = RecordClass(FIA, "PARTY", role="ACCUSED")
    assert not stands_against(replace(accused, stranger_to=POLICE), made_in_force(0))
