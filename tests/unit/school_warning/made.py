"""Days, classes and departments as the tests of the school's warning need them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from school_warning.counting import SUNDAY
from school_warning.department import Department, Roll
from school_warning.store import Visit
from school_warning.values import Attendance, Closing, Mark, Period, Pupil, Sex, Standing, Warned

START = date(2027, 2, 1)
"""A Monday."""
SCHOOL, GROUP, DISTRICT = "GPS-1", "4A", "SUKKUR"
LETTERS = {"P": Mark.PRESENT, "A": Mark.ABSENT, "E": Mark.EXCUSED, "C": Mark.CLOSED}
EID = Period(date(2027, 3, 9), date(2027, 3, 13), Closing.HOLIDAY)
SUMMER = Period(date(2027, 6, 1), date(2027, 7, 31), Closing.VACATION)


def token(number: int, family: str = "PUPIL") -> str:
    return f"{family}{chr(65 + number // 26)}{chr(65 + number % 26)}X"


def weekdays(first: date, number: int) -> list[date]:
    """The next days that are no Sundays."""
    every = (first + timedelta(days=offset) for offset in range(number * 2 + 2))
    return [day for day in every if day.weekday() != SUNDAY][:number]


def days(letters: str, first: date = START, group: str = GROUP) -> dict[date, Attendance]:
    """A mark for each letter, on days that are no Sundays."""
    marked = zip(weekdays(first, len(letters)), letters, strict=True)
    return {day: Attendance(SCHOOL, group, LETTERS[letter]) for day, letter in marked}


def pupil(name: str, household: str = "", standing: Standing = Standing.ENROLLED) -> Pupil:
    return Pupil(name, household, Sex.F, standing)


def department(*pupils: Pupil, calendar: Sequence[Period] = ()) -> Department:
    return Department({DISTRICT: list(calendar)}, {SCHOOL: DISTRICT}, {each.token: each for each in pupils})


def warned(
    kept: Mapping[str, dict[date, Attendance]],
    *pupils: Pupil,
    calendar: Sequence[Period] = (),
    visits: Sequence[Visit] = (),
) -> dict[str, Warned]:
    """Token -> what is said; pupils that are not given are enrolled, and nobody's siblings."""
    given = {each.token: each for each in pupils}
    every = department(*(given.get(name, pupil(name)) for name in kept), calendar=calendar)
    return {one.token: one for one in Roll(every, kept, visits).warned()}
