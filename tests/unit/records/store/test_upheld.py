"""What oversight lets hold works for its owner's records of that person in that case, until its time, and for no others."""

from __future__ import annotations

import pytest

from services.records.claim_rows import Upheld
from services.records.protection.classes import own_of
from services.records.protection.interim import Ends
from services.values.records import RecordVersion
from tests.fakes.record_maker import FIA, POLICE, case_file, cnic, fir, listing, party, person
from tests.unit.records.store.judging import judged

UNTIL_MS = 1_800_000_000_000
OTHER = person(cnic(9), name="Other Man")
PAPERS: tuple[RecordVersion, ...] = (
    case_file(),
    party(),
    party("again"),
    listing("entry", agency=POLICE),
    party("theirs", agency=FIA),
    party("other", subject=OTHER),
    party("there", case_references=(fir(2),)),
)


def protected(fact: str, at_ms: int = UNTIL_MS - 1, owner: str = POLICE) -> set[str]:
    """Which papers ``fact`` protects, told of the first of the person's."""
    found = judged(*PAPERS, ends=Ends(upheld=(Upheld(fact, owner, "party", FIA, "theirs", UNTIL_MS),), at_ms=at_ms))
    before = judged(*PAPERS)
    classes = {each.record_id: own_of(each) for each in PAPERS}
    return {name for name, own in classes.items() if found[name].class_of(own) != before[name].class_of(own)}


@pytest.mark.parametrize("fact", ["SEALED", "PROTECTED_PERSON", "AGE", "DIVERSION"])
def test_it_protects_the_owners_records_of_the_person_in_the_case(fact: str) -> None:
    assert protected(fact) == {"party", "again", "entry"}


def test_a_role_that_holds_makes_no_victim_of_an_entry() -> None:
    assert protected("PROTECTED_ROLE") == {"party", "again"}


@pytest.mark.parametrize("fact", ["SEALED", "PROTECTED_PERSON", "AGE", "DIVERSION", "PROTECTED_ROLE"])
def test_it_ends_at_its_time_and_is_nobodys_else(fact: str) -> None:
    assert protected(fact, UNTIL_MS) == set()
    assert protected(fact, owner=FIA) == set(), "of another agency's record of that name"
