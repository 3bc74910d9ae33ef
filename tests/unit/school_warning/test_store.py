"""What the store keeps, for how long, and that what is refused leaves nothing behind."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school_warning.outcomes import Outcome
from school_warning.store import SCHEMA, NoOpenVisit, Store, Visit, opened
from school_warning.values import Attendance, Ground, Mark
from tests.budget import budget
from tests.unit.school_warning.made import GROUP, SCHOOL, START, days, token

AWAY, OTHER = token(0), token(1)
AT = (SCHOOL, AWAY)
OFFSETS = st.integers(0, 400)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "warning.db"


def in_memory() -> Store:
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(SCHEMA)
    return Store(database)


def marked(store: Store, letters: str, name: str = AWAY) -> None:
    for day, mark in days(letters).items():
        store.take(day, {name: mark})


def test_marks_and_visits_are_there_when_it_is_opened_again(path: Path) -> None:
    with opened(path, START) as store:
        marked(store, "PAEC")
        store.asked(SCHOOL, AWAY, Ground.TEN_DAYS_ABSENT, START)
        store.asked(SCHOOL, OTHER, Ground.SIBLINGS_ABSENT, START)
        store.close({AT: Outcome.MOVED}, "W-7", START + timedelta(days=1))
    with opened(path, START) as store:
        assert store.marks() == {AWAY: days("PAEC")}
        assert store.visits() == [
            Visit(AWAY, START, SCHOOL, Outcome.MOVED, START + timedelta(days=1)),
            Visit(OTHER, START, SCHOOL, None, None),
        ]


def test_a_pupil_has_one_open_visit_at_most() -> None:
    store = in_memory()
    store.asked(SCHOOL, AWAY, Ground.TEN_DAYS_ABSENT, START)
    with pytest.raises(sqlite3.IntegrityError):
        store.asked(SCHOOL, AWAY, Ground.TEN_DAYS_ABSENT, START + timedelta(days=1))
    store.close({AT: Outcome.WELL}, "W-7", START)
    store.asked(SCHOOL, AWAY, Ground.TEN_DAYS_ABSENT, START + timedelta(days=20))
    assert [visit.outcome for visit in store.visits()] == [Outcome.WELL, None]


def test_outcomes_are_kept_all_or_none() -> None:
    store = in_memory()
    store.asked(SCHOOL, AWAY, Ground.TEN_DAYS_ABSENT, START)
    with pytest.raises(NoOpenVisit):
        store.close({AT: Outcome.WELL, (SCHOOL, OTHER): Outcome.WELL}, "W-7", START)
    assert [visit.outcome for visit in store.visits()] == [None]


def test_a_second_outcome_does_not_replace_the_first() -> None:
    store = in_memory()
    store.asked(SCHOOL, AWAY, Ground.TEN_DAYS_ABSENT, START)
    store.close({AT: Outcome.NOT_FOUND}, "W-7", START)
    with pytest.raises(NoOpenVisit):
        store.close({AT: Outcome.WELL}, "W-8", START)
    assert [visit.outcome for visit in store.visits()] == [Outcome.NOT_FOUND]


def test_a_mark_is_replaced_and_those_of_other_pupils_stay() -> None:
    store = in_memory()
    store.take(START, {AWAY: Attendance(SCHOOL, GROUP, Mark.ABSENT), OTHER: Attendance(SCHOOL, GROUP, Mark.ABSENT)})
    store.take(START, {AWAY: Attendance(SCHOOL, "5A", Mark.EXCUSED)})
    assert store.marks() == {
        AWAY: {START: Attendance(SCHOOL, "5A", Mark.EXCUSED)},
        OTHER: {START: Attendance(SCHOOL, GROUP, Mark.ABSENT)},
    }


def test_the_visit_of_one_pupil_erases_nothing_of_another() -> None:
    store = in_memory()
    for name in (AWAY, OTHER):
        marked(store, "AAA", name)
        store.asked(SCHOOL, name, Ground.SIBLINGS_ABSENT, START + timedelta(days=3))
    store.close({AT: Outcome.WELL}, "W-7", START + timedelta(days=4))
    store.forget(START + timedelta(days=95))
    assert store.marks() == {OTHER: days("AAA")}
    assert [visit.token for visit in store.visits()] == [OTHER]


@budget(60)
@given(marks=st.sets(OFFSETS, max_size=12), closed=st.none() | OFFSETS, today=OFFSETS)
def test_what_is_forgotten_is_what_the_page_says(marks: set[int], closed: int | None, today: int) -> None:
    """Marks of more than 180 days; 90 days after its outcome a visit, and the marks up to it; an open visit never."""
    store = in_memory()
    for offset in marks:
        store.take(START + timedelta(days=offset), {AWAY: Attendance(SCHOOL, GROUP, Mark.ABSENT)})
    store.asked(SCHOOL, AWAY, Ground.TEN_DAYS_ABSENT, START)
    if closed is not None:
        store.close({AT: Outcome.WELL}, "W-7", START + timedelta(days=closed))
    store.forget(START + timedelta(days=today))
    settled = closed is not None and today - closed > 90
    assert len(store.visits()) == (0 if settled else 1)
    left = {offset for offset in marks if today - offset <= 180 and not (settled and offset <= (closed or 0))}
    assert kept_days(store) == left


def kept_days(store: Store) -> set[int]:
    return {(day - START).days for day in store.marks().get(AWAY, {})}


def test_opening_it_forgets(path: Path) -> None:
    with opened(path, START) as store:
        marked(store, "A")
    with opened(path, START + timedelta(days=181)) as store:
        assert store.marks() == {}


def test_a_broken_take_leaves_the_day_as_it_was(path: Path) -> None:
    with opened(path, START) as store:
        marked(store, "P")
        bad = Attendance(SCHOOL, GROUP, Mark.ABSENT)
        object.__setattr__(bad, "mark", None)
        with pytest.raises(sqlite3.IntegrityError):
            store.take(START, {AWAY: Attendance(SCHOOL, GROUP, Mark.ABSENT), OTHER: bad})
        assert store.marks() == {AWAY: days("P")}


def test_two_programs_do_not_write_at_once(path: Path) -> None:
    with opened(path, START) as store, opened(path, START) as second:
        marked(store, "P")
        marked(second, "PA")
        assert store.marks() == second.marks() == {AWAY: days("PA")}


@pytest.mark.parametrize("day", [date(2027, 2, 28), date(2028, 2, 29)])
def test_days_are_kept_as_days(day: date) -> None:
    store = in_memory()
    store.take(day, {AWAY: Attendance(SCHOOL, GROUP, Mark.PRESENT)})
    assert list(store.marks()[AWAY]) == [day]
