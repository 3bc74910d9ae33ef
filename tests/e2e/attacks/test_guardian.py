"""Feeling for accusations by the question that a child-protection body has for its guardians."""

from __future__ import annotations

import pytest
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import CheckGuardianRequest, CheckGuardianResponse
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.attacks.test_hidden import details
from tests.e2e.bodies import RECORDS
from tests.e2e.people import AUDITOR, BORDER, INVESTIGATOR, PROTECTOR, PUNJAB_CHIEF, Officer
from tests.e2e.planted import FORBIDDEN, KNOWN, NAMES, NOBODY
from tests.e2e.world import World

CHECK = f"{RECORDS}CheckGuardian"


def check(world: World, officer: Officer, number: str) -> Seen:
    selector = Selector(identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=number))
    return put(world, world.asking(officer, CHECK, CheckGuardianRequest(selector=selector).SerializeToString()))


def fit(world: World, number: str) -> bytes:
    """The answer, with the number that was asked for blotted out."""
    return answered(world, check(world, PROTECTOR, number)).replace(number.encode(), b"-")


def test_h5_an_accused_is_unfit_and_nothing_more_is_said(world: World) -> None:
    seen = check(world, PROTECTOR, KNOWN)
    body = answered(world, seen)
    said = CheckGuardianResponse.FromString(body)
    assert (said.guardian.value, said.fit) == (KNOWN, False)
    assert len(body) == len(CheckGuardianResponse(guardian=said.guardian).SerializeToString())
    assert seen.entries[0].sealed.withheld
    assert not seen.entries[0].open.records
    assert CheckGuardianResponse.FromString(answered(world, check(world, PROTECTOR, NOBODY))).fit


@pytest.mark.parametrize("officer", [INVESTIGATOR, BORDER, AUDITOR, PUNJAB_CHIEF], ids=lambda one: one.id)
def test_whoever_protects_no_children_is_refused_before_the_number(world: World, officer: Officer) -> None:
    """POLICY_DENIED or a purpose that does not fit, and the same bytes for who is accused, hidden and unknown."""
    said = set()
    for number in (KNOWN, NOBODY, *FORBIDDEN):
        seen = check(world, officer, number)
        said.add((seen.back.code, seen.back.text, details(seen)))
        refused(world, seen, "PURPOSE_UNFIT")
    assert len(said) == 1


@pytest.mark.parametrize("number", FORBIDDEN, ids=[NAMES[number] for number in FORBIDDEN])
def test_hidden_people_are_as_unknown_ones(world: World, number: str) -> None:
    """A victim, a child, whom a court sealed, what an originator keeps: the question finds nothing to hide."""
    assert fit(world, number) == fit(world, NOBODY)
