"""Learning what prosecution is told about statements: by the station, by strangers, and by what oversight does not review."""

from __future__ import annotations

import pytest
from rabta.records.v1.statement_review_pb2 import ReviewStatementsRequest, ReviewStatementsResponse

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.bodies import RECORDS
from tests.e2e.people import AUDITOR, BORDER, INVESTIGATOR, JUDGE, PROTECTOR, PUNJAB_CHIEF, Officer
from tests.e2e.world import World

REVIEW = f"{RECORDS}ReviewStatements"


def review(world: World, officer: Officer) -> Seen:
    return put(world, world.asking(officer, REVIEW, ReviewStatementsRequest().SerializeToString()))


@pytest.mark.parametrize("officer", [INVESTIGATOR, PUNJAB_CHIEF, BORDER], ids=lambda one: one.id)
def test_whoever_investigates_is_refused_whatever_the_case_holds(world: World, officer: Officer) -> None:
    refused(world, review(world, officer), "PURPOSE_UNFIT")


@pytest.mark.parametrize("officer", [JUDGE.asking(query_class="PROTECTION"), PROTECTOR], ids=lambda one: one.id)
def test_courts_and_child_protection_are_refused(world: World, officer: Officer) -> None:
    refused(world, review(world, officer), "POLICY_DENIED")


def test_oversight_without_a_review_of_its_own_is_told_nothing(world: World) -> None:
    assert answered(world, review(world, AUDITOR)) == ReviewStatementsResponse().SerializeToString()
