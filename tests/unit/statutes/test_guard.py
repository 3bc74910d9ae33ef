"""LAW 2(c): the cases of the guard that depend on nothing but facts, and its clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.statutes.errors import BadLaw
from services.statutes.guard import (
    Accused,
    Addressee,
    Basis,
    Found,
    Guard,
    Status,
    Victimhood,
    guard,
    guards,
    stages,
)
from services.values.records import Section

ROWS = guards()
HOUR = 3_600_000
PERIOD = Victimhood(Status.RECOGNISED, "2022-01", "2023-06")
NARCOTICS, MURDER = Section("CNSA", "9(c)"), Section("PPC", "302")
PTPA, FOREIGNERS = Section("PTPA", "3(1)"), Section("OTHER", "14 FOREIGNERS")


def found(victim: Victimhood, *sections: Section, day: str = "", last: str = "", own: bool = False) -> Guard:
    return guard(victim, Accused(sections, day, last, own), ROWS).guard


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-03", Guard.GUARD),
        ("2024-03", Guard.NOTE),
        ("2025-01", Guard.NONE),
        ("2021-12-31", Guard.NONE),
        ("2022-01-01", Guard.GUARD),
        ("2023-06-30", Guard.GUARD),
        ("2023-07-01", Guard.NOTE),
        ("2024-06-29", Guard.NOTE),
        ("2024-06-30", Guard.NONE),
        ("", Guard.GUARD),
    ],
    ids=["c1", "c2", "c3", "before", "first day", "last day", "day after", "365", "366", "day unknown"],
)
def test_a_watched_charge_by_the_day_of_the_act(day: str, expected: Guard) -> None:
    assert found(PERIOD, NARCOTICS, day=day) is expected


def test_c4_c5_a_boys_own_moving_and_recruiting_of_others() -> None:
    boy = Victimhood(Status.PRESUMED)
    assert found(boy, PTPA, own=True) is Guard.BAR
    assert found(boy, PTPA) is Guard.GUARD


@pytest.mark.parametrize(
    ("status", "section", "own", "expected"),
    [
        (Status.POSSIBLE, FOREIGNERS, False, Guard.GUARD),
        (Status.REJECTED, FOREIGNERS, False, Guard.NONE),
        (Status.NONE, NARCOTICS, False, Guard.NONE),
        (Status.POSSIBLE, PTPA, True, Guard.GUARD),
        (Status.RECOGNISED, PTPA, True, Guard.BAR),
    ],
    ids=["c6", "c7", "none", "possible", "recognised"],
)
def test_by_status(status: Status, section: Section, own: bool, expected: Guard) -> None:
    assert found(Victimhood(status), section, own=own) is expected


def test_c8_murder_in_the_period_is_noted() -> None:
    assert found(PERIOD, MURDER, day="2022-06") is Guard.NOTE


def test_the_strictest_of_several_charges() -> None:
    assert found(PERIOD, MURDER, NARCOTICS, day="2023-03") is Guard.GUARD
    assert found(PERIOD, day="2023-03") is Guard.NONE


def test_c12_where_the_number_was_misused_identity_is_asked_first() -> None:
    misused = PERIOD._replace(misused=True)
    assert guard(misused, Accused((NARCOTICS,), "2023-03"), ROWS) == Found(Guard.GUARD, confirm_identity=True)
    assert guard(misused, Accused((MURDER,), "2023-03"), ROWS) == Found(Guard.NOTE)


def test_c13_never_by_a_name() -> None:
    assert found(PERIOD._replace(strong=False), NARCOTICS, day="2023-03") is Guard.NONE


@pytest.mark.parametrize(("custody", "first"), [(False, 72), (True, 24)], ids=["c14", "c15 in custody"])
def test_who_is_told_when_nobody_has_decided(custody: bool, first: int) -> None:
    assert stages(5, custody=custody) == {
        Addressee.PROSECUTOR: 5 + first * HOUR,
        Addressee.DISTRICT_PROSECUTOR: 5 + 7 * 24 * HOUR,
        Addressee.OVERSIGHT: 5 + 14 * 24 * HOUR,
    }


@given(st.integers(0, 2**45), st.booleans())
def test_desks_are_told_in_their_order_each_later_than_the_one_before(since_ms: int, custody: bool) -> None:
    times = stages(since_ms, custody=custody)
    assert list(times) == list(Addressee)
    assert since_ms < times[Addressee.PROSECUTOR] < times[Addressee.DISTRICT_PROSECUTOR] < times[Addressee.OVERSIGHT]


def test_c16_another_status_or_charge_opens_it_again() -> None:
    decided = Basis(Status.POSSIBLE, (NARCOTICS, MURDER)).text
    assert decided == Basis(Status.POSSIBLE, (MURDER, NARCOTICS)).text
    assert decided != Basis(Status.RECOGNISED, (NARCOTICS, MURDER)).text
    assert decided != Basis(Status.POSSIBLE, (NARCOTICS,)).text


def test_a_row_without_charges_is_refused() -> None:
    raw = b'read_on = "2026-11-27"\n[[bar]]\nid = "x"\nlaw = "L"\nextent = []\nmark = "V"\n'
    with pytest.raises(BadLaw) as refused:
        guards(raw, "mine.toml")
    assert (refused.value.row, refused.value.field) == ("x", "charged")
