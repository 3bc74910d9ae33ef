"""LAW 2(d): signs about statements, first ones and retractions alike."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.statutes.statement_signals import (
    Around,
    Relation,
    Review,
    Said,
    Signal,
    composition_not_open,
    review,
    signals,
)
from services.vocabulary.answers import CANNOT_TELL, NO, YES

FIRST, RETRACTS = Relation.FIRST, Relation.RETRACTS
PLAIN = Said("161", FIRST, "2024-05-10T11:00")
NOTHING = Around()


def said(kind: str, relation: Relation, *present: str, at: str = "2024-05-10T11:00", liberty: str = "FREE") -> Said:
    return Said(kind, relation, at, frozenset(present), liberty)


def test_d3_before_a_magistrate_with_support() -> None:
    assert review(said("164", FIRST, "MAGISTRATE", "SUPPORT"), NOTHING) is Review.NONE


def test_d4_an_affidavit_five_days_after_bail_with_kin_of_the_accused() -> None:
    statement, around = said("AFFIDAVIT", RETRACTS, "ACCUSED_KIN"), Around(releases=("2024-05-05",))
    assert signals(statement, around) == {Signal.P1, Signal.T1}
    assert review(statement, around) is Review.REVIEW


def test_d5_in_court_with_counsel_of_the_accused_alone() -> None:
    assert review(said("COURT", RETRACTS, "ACCUSED_COUNSEL"), NOTHING) is Review.NONE


def test_d6_a_first_statement_at_night_alone_in_custody() -> None:
    statement = said("161", FIRST, "POLICE", at="2024-05-10T23:30", liberty="CUSTODY")
    assert signals(statement, NOTHING) == {Signal.P2, Signal.L1, Signal.T2}
    assert review(statement, NOTHING) is Review.REVIEW


@pytest.mark.parametrize(
    ("scheduled", "earlier", "expected"),
    [(True, 1, Review.REVIEW), (False, 1, Review.NONE), (True, 0, Review.NONE)],
    ids=["d7", "d8", "the first one"],
)
def test_a_second_statement_before_a_magistrate(scheduled: bool, earlier: int, expected: Review) -> None:
    around = Around(scheduled=scheduled, earlier_164=earlier)
    assert review(said("164", Relation.ADDS, "MAGISTRATE", "SUPPORT"), around) is expected


def test_d9_without_a_money_warrant_it_is_as_if_there_were_no_money() -> None:
    statement = said("AFFIDAVIT", RETRACTS)
    none, no, unknown = (Around(money=each) for each in (None, NO, CANNOT_TELL))
    assert signals(statement, none) == signals(statement, no) == signals(statement, unknown) == frozenset()
    assert signals(statement, Around(money=YES)) == {Signal.M1}


def test_d10_alike_alone_is_a_note() -> None:
    statement = said("AFFIDAVIT", RETRACTS)
    assert [review(statement, Around(alike=each)) for each in (0.89, 0.9, 0.95)] == [
        Review.NONE,
        Review.NOTE,
        Review.NOTE,
    ]
    assert signals(statement, Around(same_drafter=True)) == {Signal.X1}


def test_d11_a_compromise_in_a_case_that_cannot_be_compounded() -> None:
    statement = said("COMPROMISE", Relation.ADDS)
    assert review(statement, Around(trafficking=True)) is Review.NOTE
    assert composition_not_open(statement, Around(trafficking=True))
    assert review(statement, NOTHING) is Review.NONE


@pytest.mark.parametrize(
    ("present", "child", "guardian_accused", "alone"),
    [
        (("POLICE", "SUPPORT"), True, True, False),
        (("POLICE",), True, True, True),
        (("POLICE", "GUARDIAN"), True, False, False),
        (("POLICE", "GUARDIAN"), True, True, True),
        (("POLICE", "GUARDIAN"), False, False, True),
        (("POLICE", "MAGISTRATE"), False, False, False),
        ((), True, False, False),
    ],
    ids=["d13", "nobody", "guardian", "guardian accused", "an adult", "magistrate", "no police"],
)
def test_alone_with_police(present: tuple[str, ...], child: bool, guardian_accused: bool, alone: bool) -> None:
    found = signals(said("161", FIRST, *present), Around(child=child, guardian_accused=guardian_accused))
    assert (Signal.P2 in found) is alone


@pytest.mark.parametrize(
    ("at", "night"),
    [
        ("2024-05-10T20:59", False),
        ("2024-05-10T21:00", True),
        ("2024-05-11T05:59", True),
        ("2024-05-11T06:00", False),
        ("2024-05-10T16:30Z", True),
        ("2024-05-10", False),
        ("", False),
    ],
)
def test_night_by_pakistans_clock(at: str, night: bool) -> None:
    assert (Signal.T2 in signals(replace(PLAIN, at=at), NOTHING)) is night


@pytest.mark.parametrize(
    ("release", "there"), [("2024-05-10", True), ("2024-04-10", True), ("2024-04-09", False), ("2024-05-11", False)]
)
def test_within_thirty_days_after_a_release(release: str, there: bool) -> None:
    assert (Signal.T1 in signals(PLAIN, Around(releases=(release,)))) is there


@pytest.mark.parametrize(("left", "there"), [("2024-04-26", True), ("2024-04-25", False), ("", False)])
def test_within_fourteen_days_after_a_shelter(left: str, there: bool) -> None:
    assert (Signal.L2 in signals(PLAIN, Around(left_shelter=left))) is there


def test_without_an_interpreter_where_languages_differ() -> None:
    foreign = replace(PLAIN, language="ps", written_in="ur")
    assert signals(foreign, NOTHING) == {Signal.P3}
    assert not signals(replace(foreign, interpreter=True), NOTHING)
    assert not signals(replace(foreign, written_in="ps"), NOTHING)


def test_a_measure_that_was_not_in_force() -> None:
    assert signals(PLAIN, Around(unprotected=True)) == {Signal.G1}


ROLES = st.frozensets(st.sampled_from(["POLICE", "ACCUSED_KIN", "SUPPORT", "ELDER", "GUARDIAN", "MAGISTRATE"]))
AROUNDS = st.builds(
    Around,
    child=st.booleans(),
    releases=st.sampled_from([(), ("2024-05-01",)]),
    alike=st.sampled_from([0.0, 0.95]),
    money=st.sampled_from([None, YES, NO]),
    unprotected=st.booleans(),
)


@given(ROLES, AROUNDS, st.sampled_from(["FREE", "CUSTODY", "WITH_ACCUSED_SIDE"]))
def test_signs_are_the_same_of_a_first_statement_and_of_a_retraction(
    present: frozenset[str], around: Around, liberty: str
) -> None:
    first = Said("161", FIRST, "2024-05-10T11:00", present, liberty)
    assert signals(first, around) == signals(replace(first, relation=RETRACTS), around)


@given(ROLES, AROUNDS)
def test_a_retraction_is_reviewed_where_two_families_speak_and_noted_where_one_does(
    present: frozenset[str], around: Around
) -> None:
    statement = Said("AFFIDAVIT", RETRACTS, "2024-05-10T11:00", present)
    families = {each[0] for each in signals(statement, around)}
    assert review(statement, around) is (Review.REVIEW, Review.NOTE, Review.NONE)[max(0, 2 - len(families))]
