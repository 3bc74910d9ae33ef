"""Rates of visits: what is too few is not told, and the four-fifths check sees who is visited less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school_warning.rates import MINIMUM_TOLD, Rate, rates, uneven
from school_warning.values import Sex

COUNTS = st.integers(0, 60)


def of(girls: int, boys: int, district: str = "SUKKUR") -> list[Rate]:
    visits = [(district, Sex.F)] * girls + [(district, Sex.M)] * boys
    return rates(visits, [(district, Sex.F)] * 100 + [(district, Sex.M)] * 100)


def test_a_rate_is_visits_of_pupils_by_district_and_sex() -> None:
    assert of(12, 9) == [Rate("SUKKUR", Sex.F, 12, 100), Rate("SUKKUR", Sex.M, 9, 100)]


@pytest.mark.parametrize(("visits", "told"), [(9, None), (10, 10)])
def test_a_small_number_is_not_told(visits: int, told: int | None) -> None:
    assert of(visits, 0)[0].told == told


@pytest.mark.parametrize(("girls", "found"), [(16, []), (15, ["SUKKUR"]), (0, ["SUKKUR"])])
def test_less_than_four_fifths_is_uneven(girls: int, found: list[str]) -> None:
    assert uneven(of(girls, 20)) == found


def test_a_district_with_few_visits_is_not_judged() -> None:
    assert uneven(of(0, MINIMUM_TOLD - 1)) == []


def test_districts_are_judged_apart() -> None:
    assert uneven(of(50, 50) + of(10, 10, "GHOTKI")) == []


@given(girls=COUNTS, boys=COUNTS)
def test_the_check_looks_both_ways(girls: int, boys: int) -> None:
    assert uneven(of(girls, boys)) == uneven(of(boys, girls))
    low, high = sorted((girls, boys))
    assert bool(uneven(of(girls, boys))) == (high >= MINIMUM_TOLD and low < high * 4 / 5)
