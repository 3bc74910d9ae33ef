"""What is said of a whole school: classes, households, those who left, and visits that are open or settled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from school_warning.department import NoDistrict, Roll
from school_warning.outcomes import Outcome
from school_warning.store import Visit
from school_warning.values import Attendance, Ground, Level, Standing
from tests.unit.school_warning.made import (
    SCHOOL,
    START,
    days,
    department,
    pupil,
    token,
    warned,
    weekdays,
)

AWAY = token(0)
BROTHER = token(1)
LAST = max(days("A" * 10))


def a_class(absent: int, size: int, length: int = 10) -> dict[str, dict[date, Attendance]]:
    """The pupil who is away, and the rest of the class, of whom so many are away on each day."""
    rest = {token(2 + number): days(("A" if number < absent else "P") * length) for number in range(size - 1)}
    return {AWAY: days("A" * length)} | rest


def test_k4_a_class_that_is_away_is_one_notice_and_no_visit() -> None:
    found = warned(a_class(absent=9, size=31))
    assert {one.finding.level for one in found.values()} == {Level.NONE}
    assert {(one.school, one.group) for one in found.values() if one.finding.mass} == {(SCHOOL, "4A")}


def test_a_pupil_away_alone_is_visited_however_small_the_class() -> None:
    """One of four is a quarter; the share is of the others."""
    assert warned(a_class(absent=0, size=4))[AWAY].finding.level is Level.VISIT
    assert warned(a_class(absent=0, size=1))[AWAY].finding.level is Level.VISIT


def test_k5_a_brother_in_the_same_small_class_is_no_mass() -> None:
    family = pupil(AWAY, "H1"), pupil(BROTHER, "H1")
    kept = {AWAY: days("PAAAAA"), BROTHER: days("PAAAAA"), token(2): days("PPPPPP")}
    found = warned(kept, *family)
    assert {name: one.finding.ground for name, one in found.items()} == dict.fromkeys(
        (AWAY, BROTHER), Ground.SIBLINGS_ABSENT
    )


def test_k5_a_brother_of_another_class_counts_and_a_stranger_does_not() -> None:
    kept = {AWAY: days("PAAAAA"), BROTHER: days("PAAAAA", group="7B")}
    assert warned(kept, pupil(AWAY, "H1"), pupil(BROTHER, "H1"))[AWAY].finding.level is Level.VISIT
    assert warned(kept, pupil(AWAY, "H1"), pupil(BROTHER, "H2"))[AWAY].finding.level is Level.CALL
    assert warned(kept)[AWAY].finding.level is Level.CALL, "who has no household has no siblings"


@pytest.mark.parametrize("standing", [Standing.TRANSFER_ASKED, Standing.LEFT])
def test_k8_and_k12_of_a_pupil_who_is_to_leave_or_left_nothing_is_said(standing: Standing) -> None:
    kept = {AWAY: days("A" * 20), BROTHER: days("P" + "A" * 5)}
    found = warned(kept, pupil(AWAY, "H1", standing), pupil(BROTHER, "H1"))
    assert list(found) == [BROTHER]
    assert found[BROTHER].finding.level is Level.CALL, "nor do they make their sibling's absence graver"


def test_those_who_left_do_not_make_a_class_absent() -> None:
    kept = a_class(absent=9, size=31)
    gone = [pupil(token(2 + number), "", Standing.LEFT) for number in range(9)]
    assert warned(kept, *gone)[AWAY].finding.level is Level.VISIT


def test_a_pupil_who_is_in_no_register_is_not_warned_of() -> None:
    assert Roll(department(), {AWAY: days("A" * 20)}, ()).warned() == []


def test_a_class_is_the_one_of_the_day() -> None:
    """Who changed to another class is held to the old one for the days there."""
    old = {token(2 + number): days("A" * 10, group="3C") for number in range(5)}
    new = {token(10 + number): days("P" * 20) for number in range(5)}
    moved = days("A" * 10, group="3C") | days("A" * 10, weekdays(START, 11)[10])
    assert warned(old | new | {AWAY: moved})[AWAY].finding.level is Level.VISIT
    halfway = days("A" * 5, group="3C") | days("A" * 5, weekdays(START, 6)[5])
    assert warned(old | new | {AWAY: halfway})[AWAY].finding.mass


def visit(outcome: Outcome | None, closed: date | None) -> Visit:
    return Visit(AWAY, START, SCHOOL, outcome, closed)


def test_a_pupil_whose_visit_is_open_is_not_warned_of_again() -> None:
    assert warned({AWAY: days("A" * 20)}, visits=[visit(None, None)]) == {}


@pytest.mark.parametrize(("after", "level"), [(4, None), (5, Level.CALL), (10, Level.VISIT)])
def test_after_an_outcome_the_days_count_anew(after: int, level: Level | None) -> None:
    kept = days("A" * (10 + after))
    found = warned({AWAY: kept}, visits=[visit(Outcome.ILL, LAST), visit(Outcome.WELL, LAST - timedelta(days=9))])
    assert (found[AWAY].finding.level if AWAY in found else None) is level


def test_a_school_that_lost_its_district_is_no_school_without_holidays() -> None:
    placed = department(pupil(AWAY))
    lost = type(placed)(placed.calendars, {}, placed.register)
    with pytest.raises(NoDistrict):
        Roll(lost, {AWAY: days("A" * 10)}, ()).warned()
