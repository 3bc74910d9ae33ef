"""What a pupil's days come to, case by case, and what holds for all days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school_warning.counting import LOOK_BACK, current_run, school_days, warn
from school_warning.values import ClassDay, Closing, Finding, Ground, Level, Mark, Period
from tests.unit.school_warning.made import EID, START, SUMMER, days, weekdays

LETTERS = st.text("PAEC", max_size=60)
NONE = Finding(Level.NONE)
ORDER = [Level.NONE, Level.CALL, Level.VISIT]


def said(letters: str, calendar: tuple[Period, ...] = (), sibling_run: int = 0) -> Finding:
    return warn(days(letters), calendar, {}, sibling_run)


def test_k1_ten_days_in_a_row_are_a_visit() -> None:
    assert said("PPP" + "A" * 10) == Finding(Level.VISIT, Ground.TEN_DAYS_ABSENT)


def test_k2_nine_days_in_a_row_are_a_call() -> None:
    assert said("PPP" + "A" * 9) == Finding(Level.CALL, Ground.FIVE_DAYS_ABSENT)


def test_k3_of_ten_days_with_two_excused_eight_count() -> None:
    letters = "P" + "AAAEAAEAAA"
    assert said(letters) == Finding(Level.CALL, Ground.FIVE_DAYS_ABSENT)
    assert len(current_run(school_days(days(letters), ()))) == 8


def test_k4_with_three_tenths_of_the_class_away_nothing_is_said_of_the_pupil() -> None:
    kept = days("A" * 10)
    assert warn(kept, (), dict.fromkeys(kept, ClassDay(9, 30))) == Finding(Level.NONE, mass=True)


def test_k5_five_days_of_siblings_are_a_visit() -> None:
    assert said("P" + "A" * 5, sibling_run=5) == Finding(Level.VISIT, Ground.SIBLINGS_ABSENT)
    assert said("P" + "A" * 5, sibling_run=4) == Finding(Level.CALL, Ground.FIVE_DAYS_ABSENT)
    assert said("P" + "A" * 4, sibling_run=5) == NONE


def test_k6_who_is_absent_over_eid_alone_is_not_warned_of() -> None:
    kept = days("AAAAA", EID.first)
    assert max(kept) == EID.last
    assert warn(kept, (EID,), {}) == NONE
    assert warn(kept, (), {}).level is Level.CALL, "without the calendar they would be called"


@pytest.mark.parametrize(("absent", "level"), [(4, Level.NONE), (5, Level.VISIT)])
def test_k7_who_is_not_back_on_the_fifth_school_day_after_summer_is_visited(absent: int, level: Level) -> None:
    kept = days("PPP", SUMMER.first - timedelta(days=5)) | days("A" * absent, SUMMER.last + timedelta(days=1))
    found = warn(kept, (SUMMER,), {})
    assert found == Finding(level, Ground.NOT_BACK_AFTER_VACATION if absent == 5 else None)


def test_after_a_holiday_nobody_has_to_come_back() -> None:
    kept = days("PPP", EID.first - timedelta(days=5)) | days("AAAAA", EID.last + timedelta(days=1))
    assert warn(kept, (EID,), {}) == Finding(Level.CALL, Ground.FIVE_DAYS_ABSENT)


def test_who_came_back_after_summer_or_is_new_since_is_not_missing_from_it() -> None:
    after = SUMMER.last + timedelta(days=1)
    back = days("PPP", SUMMER.first - timedelta(days=5)) | days("PAAAAA", after)
    for kept in (back, days("AAAAA", after)):
        assert warn(kept, (SUMMER,), {}) == Finding(Level.CALL, Ground.FIVE_DAYS_ABSENT)


@pytest.mark.parametrize("kind", Closing)
def test_k11_days_without_lessons_do_not_count(kind: Closing) -> None:
    kept = days("AAAA" + "A" * 6)
    flood = Period(weekdays(START, 10)[4], weekdays(START, 10)[9], kind)
    assert warn(kept, (flood,), {}) == NONE
    assert warn(kept, (), {}).level is Level.VISIT


def test_a_closure_within_a_run_does_not_end_it() -> None:
    assert said("AAAAACCCCCAAAAA") == Finding(Level.VISIT, Ground.TEN_DAYS_ABSENT)


def test_sundays_do_not_count() -> None:
    every = {START + timedelta(days=offset): one for offset, one in enumerate(days("A" * 7).values())}
    assert len(school_days(every, ())) == 6


@pytest.mark.parametrize(("absent", "level"), [(8, Level.NONE), (9, Level.CALL)])
def test_three_tenths_of_the_last_thirty_days_are_a_call(absent: int, level: Level) -> None:
    letters = "A" * 20 + "P" * (LOOK_BACK - 2 * absent) + "AP" * absent
    assert said(letters) == Finding(level, Ground.OFTEN_ABSENT if absent == 9 else None)


@pytest.mark.parametrize(("rest", "mass"), [(24, False), (25, True)])
def test_a_quarter_of_the_class_is_the_mass(rest: int, mass: bool) -> None:
    kept = days("A" * 10)
    assert warn(kept, (), dict.fromkeys(kept, ClassDay(rest, 100))).mass is mass


def test_the_mass_is_counted_over_the_days_that_the_warning_rests_on() -> None:
    """Others came back from the harvest ten school days ago: who did not is no longer hidden by them."""
    kept = days("A" * 20)
    harvest = dict.fromkeys(sorted(kept)[:10], ClassDay(30, 30))
    lessons = dict.fromkeys(sorted(kept)[10:], ClassDay(0, 30))
    assert warn(kept, (), harvest | lessons) == Finding(Level.VISIT, Ground.TEN_DAYS_ABSENT)


def test_of_no_days_nothing_is_said() -> None:
    assert said("", (SUMMER,)) == NONE
    assert said("EEECCC", (SUMMER,), sibling_run=9) == NONE


@given(letters=LETTERS)
def test_who_was_there_on_the_last_school_day_is_never_visited(letters: str) -> None:
    assert said(letters + "P" + "EC" * 3, sibling_run=9).level is not Level.VISIT


@given(letters=LETTERS, at=st.integers(0, 60), idle=st.sampled_from("EC"))
def test_days_that_do_not_count_change_nothing_wherever_they_fall(letters: str, at: int, idle: str) -> None:
    assert said(letters) == said(letters[:at] + idle * 3 + letters[at:])


@given(letters=LETTERS)
def test_one_absence_more_never_says_less(letters: str) -> None:
    assert ORDER.index(said(letters + "A").level) >= ORDER.index(said(letters).level)


@given(letters=LETTERS, siblings=st.integers(0, 12))
def test_a_sibling_who_stays_away_never_makes_it_less(letters: str, siblings: int) -> None:
    assert ORDER.index(said(letters, sibling_run=siblings).level) >= ORDER.index(said(letters).level)


@given(letters=LETTERS)
def test_the_run_is_what_a_reader_counts(letters: str) -> None:
    bare = letters.replace("E", "").replace("C", "")
    assert len(current_run(school_days(days(letters), ()))) == len(bare) - len(bare.rstrip("A"))


@given(letters=LETTERS, absent=st.integers(0, 30), there=st.integers(0, 30))
def test_the_mass_only_ever_silences(letters: str, absent: int, there: int) -> None:
    kept = days(letters)
    found = warn(kept, (), dict.fromkeys(kept, ClassDay(absent, absent + there)))
    alone = warn(kept, (), {})
    if found.mass:
        assert (found.level, alone.level is not Level.NONE) == (Level.NONE, True)
        assert absent * 3 >= there
    else:
        assert found == alone


def test_a_mark_is_one_of_four_words() -> None:
    assert [mark.value for mark in Mark] == ["PRESENT", "ABSENT", "EXCUSED", "CLOSED"]
