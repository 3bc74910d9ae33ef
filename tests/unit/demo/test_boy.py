"""The boy's two cases: what each agency states of its own, and that no word of one of them stands in the other."""

from __future__ import annotations

from itertools import pairwise

import pytest

from services.demo import boy, helping, network, story
from services.demo.offences import DISTRICT_COURTS, FIA, PUNJAB
from services.demo.population import STORY_SERIALS
from services.records import wire
from services.statutes.statement_signals import RELEASE_DAYS
from services.values.records import Bail, CaseFile, RecordVersion, Statement, kind_of

MADE = boy.records()
ALL = [each for made in MADE.values() for each in made]


def of(agency: str) -> dict[str, RecordVersion]:
    return {each.record_id: each for each in MADE[agency]}


def numbers(record: RecordVersion) -> set[str]:
    return {each.value for each in record.subject.identifiers} if record.subject else set()


def test_each_agency_states_its_own_and_ids_are_given_once() -> None:
    assert set(MADE) == {FIA, PUNJAB, DISTRICT_COURTS, boy.PROSECUTION}
    assert all(each.agency == agency for agency in MADE for each in MADE[agency])
    assert all(each.body is not None and each.kind == kind_of(each.body) for each in ALL)
    ids = [each.record_id for each in ALL]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("agency", "other"), [(FIA, (boy.CHARGED, boy.OF_CHARGE)), (PUNJAB, (boy.JOURNEY, boy.OF_JOURNEY))]
)
def test_no_record_of_one_case_names_the_other(agency: str, other: tuple[str, str]) -> None:
    said = b"".join(wire.encode(each) for each in MADE[agency])
    assert not any(each.partition(":")[2].encode() in said for each in other)


def test_both_roles_stand_under_one_number_and_no_record_joins_them() -> None:
    victim, accused = of(FIA)["boy-victim"], of(PUNJAB)["boy-accused"]
    assert (victim.role, accused.role) == ("VICTIM", "ACCUSED")
    assert numbers(victim) == numbers(accused) == {boy.NUMBER}
    cases = [{(each.type, each.key) for each in record.case_references} for record in ALL]
    ours = {tuple(each.split(":", 1)) for each in (boy.JOURNEY, boy.OF_JOURNEY)}
    assert all(each <= ours or each.isdisjoint(ours) for each in cases)


def test_the_numbers_are_of_nobody_else_in_the_story() -> None:
    others = {person.cnic for case in (*story.cast(), *network.cases()) for person in (
        *(one.person for one in case.accused), *case.victims, *([case.complainant] if case.complainant else []),
    )}  # fmt: skip
    own = {number for record in ALL for number in numbers(record)}
    assert len(own) == 3
    assert own.isdisjoint(others)
    assert all(int(number[7:12]) < STORY_SERIALS for number in own), "drawn people begin after these"


def test_the_charge_lies_within_the_journey() -> None:
    file, victim = of(PUNJAB)["boy-charged"].body, of(FIA)["boy-victim"].body
    assert isinstance(file, CaseFile)
    assert victim.exploited_from <= file.act_from <= victim.exploited_to  # type: ignore[union-attr]  # a party
    assert [each.statute for each in file.sections] == ["CNSA"]


def test_what_was_said_is_taken_back_within_the_days_after_bail() -> None:
    bail, made = of(DISTRICT_COURTS)["boy-bail"].body, of(FIA)
    first, second = (made[each].body for each in (boy.FIRST, boy.TAKEN_BACK))
    assert isinstance(bail, Bail)
    assert isinstance(first, Statement)
    assert isinstance(second, Statement)
    assert first.at[:10] < bail.at < second.at[:10]
    assert int(second.at[8:10]) - int(bail.at[8:10]) <= RELEASE_DAYS
    assert second.earlier == (f"agencies/{FIA}/records/{boy.FIRST}",)
    assert (first.relation, second.relation) == ("FIRST", "RETRACTS")
    assert {each.role for each in second.attendance} == {"ACCUSED_KIN"}


def test_the_days_follow_one_another() -> None:
    days = ["2025-07-01", "2025-08-20", "2025-09-06", "2025-09-08", "2025-09-10", "2025-10-05", "2025-10-09"]
    assert all(first < second for first, second in pairwise(days))
    said = b"".join(wire.encode(each) for each in ALL).decode(errors="replace")
    assert all(day in said for day in days)


def test_who_works_on_a_case_is_named_by_its_own_agencys_file() -> None:
    assert of(FIA)["boy-journey"].body.officers == (boy.FIA_OFFICER,)  # type: ignore[union-attr]  # a file
    assert of(PUNJAB)["boy-charged"].body.officers == (boy.STATION_OFFICER,)  # type: ignore[union-attr]  # a file
    prosecuted = MADE[boy.PROSECUTION]
    assert {each.body.officers for each in prosecuted} == {(boy.PROSECUTOR,)}  # type: ignore[union-attr]  # files
    assert [len(each.case_references) for each in prosecuted] == [1, 1], "each under its own number alone"


def test_helpers_and_prosecutors_are_trained_and_hold_no_case_of_police() -> None:
    for people in helping.rosters(0).values():
        for one in people:
            assert one["trained_until_ms"] > 0
            assert not {boy.JOURNEY, boy.CHARGED} & set(one["cases"])
