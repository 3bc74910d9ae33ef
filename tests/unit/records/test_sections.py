"""Sections of law: which are the same, what is charged after an event, how they are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.values.records import Section
from services.values.sections import as_charged, in_words, provision_key, same_provision
from services.vocabulary.steps import PROCEDURE
from tests.rows import of_rows

A, B, C = Section("PPC", "371-A"), Section("PTPA", "3"), Section("PPC", "34", read_with=True)


@pytest.mark.parametrize("spelt", ["371-A", "371 A", "371a", "371.A", "371/A"])
def test_spellings_of_one_provision(spelt: str) -> None:
    assert same_provision(A, Section("PPC", spelt))


@pytest.mark.parametrize(
    "other", [Section("PPC", "371"), Section("PTPA", "371-A"), Section("PPC", "371-B"), Section("PPC", "371-A(1)")]
)
def test_another_provision(other: Section) -> None:
    assert not same_provision(A, other)


def test_being_read_with_makes_no_other_provision() -> None:
    assert same_provision(C, Section("PPC", "34"))
    assert provision_key("PPC", "34") == "PPC/34"


@of_rows(
    ("event", "restart", "after"),
    [
        ("FIR", True, (A, B)),
        ("ENQUIRY", True, (A, B)),
        ("SECTION_ADDED", True, (A, B)),
        ("SECTION_DELETED", True, (A,)),
        ("CHALLAN_FINAL", True, (B,)),
        ("CHALLAN_FINAL", False, (A, B)),
        ("CHARGE_FRAMED", True, (B,)),
        ("CONVICTION", True, (B,)),
        ("CONVICTION", False, (A, B)),
        ("SENTENCE", True, (B,)),
        ("ACQUITTAL", True, (A,)),
        ("APPEAL_FILED", True, (A,)),
    ],
)
def test_what_an_event_does(event: str, restart: bool, after: tuple[Section, ...]) -> None:
    assert as_charged((A,), event, (B,), restart=restart) == after


def test_deleting() -> None:
    assert as_charged((A, B, C), "SECTION_DELETED", (Section("PPC", "371 a"), C)) == (B,)
    assert as_charged((A,), "SECTION_DELETED", (A,)) == ()
    assert as_charged((A,), "SECTION_DELETED", ()) == (A,)


sections = st.lists(st.sampled_from([A, B, C, Section("PPC", "371 A"), Section("CNSA", "9-C")]), max_size=5)


@given(sections, st.sampled_from(PROCEDURE), sections, st.booleans())
def test_nothing_is_charged_twice_and_nothing_appears_from_nowhere(
    charged: list[Section], event: str, stated: list[Section], restart: bool
) -> None:
    once = as_charged((), "FIR", tuple(charged))
    after = as_charged(once, event, tuple(stated), restart=restart)
    keys = [provision_key(s.statute, s.provision) for s in after]
    assert len(keys) == len(set(keys))
    assert set(after) <= {*charged, *stated}


@given(sections, st.sampled_from(PROCEDURE), sections)
def test_an_event_told_twice_charges_once(charged: list[Section], event: str, stated: list[Section]) -> None:
    once = as_charged(tuple(charged), event, tuple(stated))
    assert as_charged(once, event, tuple(stated)) == once


def test_in_words() -> None:
    assert in_words((A, B, C)) == "371-A PPC, 3 PTPA read with 34 PPC"
    assert in_words((C,)) == "34 PPC"
    assert in_words((Section("OTHER", "s. 9 Foreigners Act"),)) == "s. 9 Foreigners Act"
    assert in_words(()) == ""
