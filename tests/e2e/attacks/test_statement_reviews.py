"""Learning what prosecution is told about statements: by the station, by strangers, and by what oversight does not review."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rabta.records.v1.statement_review_pb2 import ReviewStatementsRequest, ReviewStatementsResponse

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.bodies import RECORDS
from tests.e2e.people import AUDITOR, BORDER, INVESTIGATOR, JUDGE, MOUNTAIN_PROTECTOR, PROTECTOR, PUNJAB_CHIEF, Officer
from tests.e2e.world import World

REVIEW = f"{RECORDS}ReviewStatements"


def review(world: World, officer: Officer) -> Seen:
    return put(world, world.asking(officer, REVIEW, ReviewStatementsRequest().SerializeToString()))


@pytest.mark.parametrize("officer", [INVESTIGATOR, PUNJAB_CHIEF, BORDER], ids=lambda one: one.id)
def test_whoever_investigates_is_refused_whatever_the_case_holds(world: World, officer: Officer) -> None:
    refused(world, review(world, officer), "PURPOSE_UNFIT")


@pytest.mark.parametrize("officer", [JUDGE.asking(query_class="PROTECTION"), PROTECTOR], ids=lambda one: one.id)
def test_courts_and_one_who_protects_alone_are_refused(world: World, officer: Officer) -> None:
    refused(world, review(world, officer), "POLICY_DENIED")


def by_two(world: World, officer: Officer) -> Seen:
    """Their question, which a colleague of the same body approves."""
    body = ReviewStatementsRequest().SerializeToString()
    colleague = replace(officer, id=f"{officer.id}-second")
    approver = world.approval(colleague, body, of=officer, method=REVIEW)
    return put(world, world.ask(REVIEW, body, world.token(officer), agency=officer.agency, approver=approver))


def test_a_body_that_no_act_makes_one_is_refused_with_a_second_person_too(world: World) -> None:
    refused(world, by_two(world, PROTECTOR), "POLICY_DENIED")


@pytest.mark.parametrize("key", [MOUNTAIN_PROTECTOR.why.case_key, PROTECTOR.why.case_key, "CP/LAHORE/404/2024"])
def test_two_who_protect_are_told_nothing_by_a_number_that_refers_nobody_to_them(world: World, key: str) -> None:
    """Their own, another body's and nobody's number: the same bytes."""
    officer = replace(MOUNTAIN_PROTECTOR, why=replace(MOUNTAIN_PROTECTOR.why, case_key=key))
    assert answered(world, by_two(world, officer)) == ReviewStatementsResponse().SerializeToString()


def test_oversight_without_a_review_of_its_own_is_told_nothing(world: World) -> None:
    assert answered(world, review(world, AUDITOR)) == ReviewStatementsResponse().SerializeToString()
