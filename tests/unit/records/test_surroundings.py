"""What the records of a case say beside a statement: whose word counts, and how alike two texts are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.app.surroundings import likeness, surroundings
from services.records.statement_port import Surroundings
from services.values.records import Bail, Identifier, RecordVersion, Statement
from tests.unit.records.papers import NOW_MS, OTHER_CNIC, case_file, record, subject

WHO = subject(name="Victim", numbers=(OTHER_CNIC,))
TAKEN_BACK = Statement("AFFIDAVIT", "2024-05-10", text="one two three four", relation="RETRACTS", drafter="A Notary")
BAILED = Bail("POST_ARREST", "2024-05-05")


def said(record_id: str, body: Statement = TAKEN_BACK, agency: str = "", number: str = "") -> RecordVersion:
    of = replace(WHO, identifiers=(Identifier("CNIC", number),)) if number else WHO
    return record(body, role="VICTIM", of=of, record_id=record_id, agency=agency)


def beside(*records: RecordVersion) -> Surroundings:
    """What surrounds the first of them."""
    found = dict(surroundings([*records, record(case_file(), role="")], NOW_MS))
    return found[records[0]]


def test_bail_of_the_accused_by_who_has_a_say_in_the_case() -> None:
    assert beside(said("s1"), record(BAILED)).releases == ("2024-05-05",)


@pytest.mark.parametrize(
    "other", [record(BAILED, agency="pk.fia"), record(BAILED, role="WITNESS"), record(BAILED, status="WITHDRAWN")]
)
def test_a_stranger_s_bail_a_witness_s_and_one_that_was_withdrawn_are_none(other: RecordVersion) -> None:
    assert beside(said("s1"), other).releases == ()


def test_a_retraction_of_another_person_is_compared_and_a_stranger_s_is_not() -> None:
    other = "3740598765431"
    assert beside(said("s1"), said("s2", number=other)).alike == 1.0
    assert beside(said("s1"), said("s2", number=other)).same_drafter
    assert beside(said("s1"), said("s2", number=other, agency="pk.fia")).alike == 0.0
    assert beside(said("s1"), said("s2")).alike == 0.0
    assert beside(said("s1"), said("s2", replace(TAKEN_BACK, relation="FIRST"), number=other)).alike == 0.0


def test_statements_before_a_magistrate_are_counted_by_their_time() -> None:
    def sworn(day: str) -> Statement:
        return Statement("164", day)

    now, before, after = sworn("2024-05-10"), said("s2", sworn("2024-05-09")), said("s3", sworn("2024-05-11"))
    assert beside(said("s1", now), before, after).earlier_164 == 1
    assert beside(said("s1", now), said("s2", sworn("2024-05-09"), number="3740598765431")).earlier_164 == 0


def test_one_that_names_another_is_of_the_same_person() -> None:
    first = said("s2", Statement("164", "2024-05-09"), number="3740598765431")
    assert beside(said("s1", Statement("164", "2024-05-10", earlier=(first.record_name,))), first).earlier_164 == 1


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_likeness_is_the_same_both_ways_and_one_of_a_text_with_itself(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == (1.0 if len(one.split()) > 1 else 0.0)
