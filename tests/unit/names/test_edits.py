"""Edits with costs: a metric's laws, and what the fitted costs say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.names import tables
from services.names.edits import EditCosts

PLAIN = EditCosts({})
WORDS = st.text("abc", max_size=6)


@pytest.mark.parametrize(
    ("first", "second", "edits"), [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 2)]
)
def test_without_costs_it_is_levenshteins(first: str, second: str, edits: int) -> None:
    assert PLAIN.distance(first, second) == edits


def test_a_cheap_change_is_taken() -> None:
    costs = EditCosts({("i", "e"): 0.2, ("e", "i"): 0.2, ("", "h"): 0.1})
    assert costs.distance("sin", "sen") == pytest.approx(0.2)
    assert costs.distance("shah", "sha") == pytest.approx(0.1)


@given(WORDS, WORDS, WORDS)
def test_no_way_round_is_shorter(first: str, second: str, third: str) -> None:
    straight = PLAIN.distance(first, third)
    assert straight <= PLAIN.distance(first, second) + PLAIN.distance(second, third)


@given(WORDS, WORDS)
def test_likeness_falls_with_distance(first: str, second: str) -> None:
    found = PLAIN.likeness(first, second)
    assert (found == 1.0) == (first == second)
    assert 0 < found <= 1.0


def test_the_fitted_costs_are_the_same_in_both_directions_and_below_a_whole_edit() -> None:
    costs = tables.edit_costs().costs
    assert all(0 <= cost < 1 and costs[second, first] == cost for (first, second), cost in costs.items())


def test_the_fitted_costs_know_what_sounds_alike() -> None:
    costs = tables.edit_costs().costs
    assert costs["e", "i"] < 0.5 < costs.get(("b", "k"), 1.0)
    assert costs["س", "ص"] < 0.5 < costs.get(("س", "ب"), 1.0)
