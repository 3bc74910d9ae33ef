"""What a case is said to be at the head of a history: its owner's, with the sections of who has a say in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.timeline.history import compose
from services.values.records import CaseStanding, RecordVersion, Section
from tests.unit.records.papers import (
    NOW_MS,
    POLICE,
    PPC,
    PTPA,
    all_visible,
    case_file,
    custody,
    order,
    party,
    record,
    step,
)

STRANGER = "pk.sindh"
MURDER = Section("PPC", "302")


def standing(*papers: RecordVersion) -> CaseStanding:
    (case,) = compose(all_visible(*papers), now_ms=NOW_MS).cases
    return case


def file(agency: str = POLICE, reported: str = "2024-03-05", sections: tuple[Section, ...] = (PTPA,)) -> RecordVersion:
    return record(replace(case_file(reported), sections=sections), agency=agency, role="")


def test_the_owner_is_who_holds_the_number_whoever_filed_first() -> None:
    """A stranger's file of an earlier day makes the case nobody else's."""
    assert standing(file(STRANGER, "2024-01-01"), file(), record(party())).owner == POLICE
    assert standing(file(STRANGER, "2024-01-01"), record(party(), agency=STRANGER)).owner == POLICE


@pytest.mark.parametrize("by", [STRANGER, "pk.fia", "pk.prosecution", "pk.prisons"])
def test_whose_sections_are_charged(by: str) -> None:
    """Those of the owner, and of the prosecution of the case; not of whoever names the person in it."""
    plain = standing(file(), record(party(PTPA)))
    named = standing(file(), record(party(PTPA)), record(party(MURDER), agency=by))
    assert (MURDER in named.sections) == (by == "pk.prosecution")
    assert set(plain.sections) <= set(named.sections)


STRANGE = st.lists(
    st.sampled_from(
        [
            file(STRANGER, "2023-01-01", (MURDER,)),
            record(party(MURDER), agency=STRANGER),
            record(step("SECTION_ADDED", "2024-04-01", MURDER), agency=STRANGER),
            record(step("SECTION_DELETED", "2024-04-01", PTPA), agency=STRANGER),
            record(step("CANCELLATION_REPORT", "2024-04-02"), agency=STRANGER),
            record(order("ACQUITTAL_265K", "2024-05-01", PPC), agency=STRANGER),
            record(custody("ARREST", "2024-04-01"), agency=STRANGER),
        ]
    ),
    max_size=4,
    unique_by=lambda paper: paper.record_id,
)


@given(STRANGE)
def test_a_stranger_changes_no_word_of_it(strange: list[RecordVersion]) -> None:
    mine = [file(), record(party(PTPA)), record(order("CHARGE_FRAMED", "2024-04-10", PTPA), cases=None)]
    before, after = standing(*mine), standing(*mine, *strange)
    assert replace(after, references=(), evidence=()) == replace(before, references=(), evidence=())
