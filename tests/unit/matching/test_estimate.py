"""Weights from pairs: the shares that pairs were drawn from are found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import cycle, islice
from math import exp, log, log2

import pytest

from services.matching.estimate import (
    Estimate,
    Kind,
    Levels,
    bits_of,
    kind_of,
    maximised,
    refitted,
    rising,
    shares,
    solved,
)

EVERY = {"name": ("differs", "same"), "born": ("differs", "same"), "phone": ("none", "shared")}
TWO = {field: {low: 0.95, high: 0.05} for field, (low, high) in EVERY.items()}
ONE = {field: {low: 0.1, high: 0.9} for field, (low, high) in EVERY.items()}
GUESS = {field: {low: 0.4, high: 0.6} for field, (low, high) in EVERY.items()}


def drawn(of: dict[str, dict[str, float]], count: int) -> list[dict[str, str]]:
    """Pairs in which each combination of levels occurs as often as independent shares say."""
    found: list[dict[str, str]] = []
    names, born, phone = (list(of[field].items()) for field in EVERY)
    for level, share in names:
        for other, other_share in born:
            for third, third_share in phone:
                size = round(count * share * other_share * third_share)
                found += [{"name": level, "born": other, "phone": third}] * size
    return found


def counted(reviewed: Iterable[tuple[Levels, bool]]) -> Counter[tuple[Kind, bool]]:
    return Counter((kind_of(levels), same) for levels, same in reviewed)


def test_shares_are_counted_and_never_nothing() -> None:
    found = shares([({"name": "same"}, 3.0), ({"name": "differs"}, 1.0)], EVERY)
    assert found["name"] == {"differs": pytest.approx(1.5 / 5), "same": pytest.approx(3.5 / 5)}
    assert found["phone"] == {"none": 0.5, "shared": 0.5}


def test_weights_are_logarithms_of_ratios() -> None:
    weights = Estimate(0.1, ONE, TWO).weights()
    assert weights["name"] == {"same": pytest.approx(log2(0.9 / 0.05)), "differs": pytest.approx(log2(0.1 / 0.95))}
    assert bits_of(weights, {"name": "same", "born": "differs"}) == pytest.approx(log2(18) + log2(0.1 / 0.95))


def test_maximisation_finds_the_shares_and_how_many_are_one_person() -> None:
    pairs = drawn(ONE, 1000) + drawn(TWO, 9000)
    found = maximised(Counter(map(kind_of, pairs)), TWO, GUESS, EVERY, rounds=60)
    assert found.prior == pytest.approx(0.1, abs=0.01)
    for field, levels in ONE.items():
        assert found.same[field] == pytest.approx(levels, abs=0.03)


def test_the_order_of_pairs_says_nothing() -> None:
    pairs = drawn(ONE, 200) + drawn(TWO, 800)
    forwards, backwards = (maximised(Counter(map(kind_of, each)), TWO, GUESS, EVERY) for each in (pairs, pairs[::-1]))
    assert backwards.prior == pytest.approx(forwards.prior)
    for field in EVERY:
        assert backwards.same[field] == pytest.approx(forwards.same[field])


def test_a_refit_learns_what_reviewers_decide() -> None:
    weights = {field: dict.fromkeys(levels, 0.0) for field, levels in EVERY.items()}
    answers: list[tuple[dict[str, str], bool]] = [({"name": "same"}, True), ({"name": "differs"}, False)]
    reviewed = list(islice(cycle(answers), 400))
    fitted, _ = refitted(weights, 0.0, counted(reviewed))
    assert fitted["name"]["same"] > 1 > -1 > fitted["name"]["differs"]
    assert fitted["phone"] == weights["phone"]


def test_a_refit_takes_back_what_two_fields_count_twice() -> None:
    """Two fields that always agree together are one piece of evidence."""
    weights = Estimate(0.5, ONE, TWO).weights()
    twice = [{"name": "same", "born": "same"}] * 90 + [{"name": "differs", "born": "differs"}] * 10
    reviewed = [(levels, True) for levels in twice] + [({"name": "same", "born": "same"}, False)] * 5
    reviewed += [({"name": "differs", "born": "differs"}, False)] * 95
    fitted, _ = refitted(weights, 0.0, counted(reviewed))
    both = {"name": "same", "born": "same"}
    assert bits_of(fitted, both) < bits_of(weights, both)


def test_a_refit_is_where_the_penalised_likelihood_is_flat() -> None:
    """Of one level, seen 30 times with 20 yes: the slope of the loss, penalty included, is nothing there."""
    reviewed = [({"phone": "shared"}, yes) for yes in [True] * 20 + [False] * 10]
    weights = {"phone": {"none": 0.0, "shared": 1.0}}
    fitted, prior = refitted(weights, 0.5, counted(reviewed), trust=2.0)
    at = (fitted["phone"]["shared"] + prior) * log(2)
    slope = 30 / (1 + exp(-at)) - 20
    assert slope + 2.0 * (fitted["phone"]["shared"] - 1.0) * log(2) == pytest.approx(0, abs=1e-4)
    assert slope + 2.0 * (prior - 0.5) * log(2) == pytest.approx(0, abs=1e-4)


def test_the_more_the_given_weights_are_trusted_the_less_they_change() -> None:
    weights = {field: dict.fromkeys(levels, 0.0) for field, levels in EVERY.items()}
    reviewed = [({"name": "same"}, True), ({"name": "differs"}, False)] * 20
    little, much = (refitted(weights, 0.0, counted(reviewed), trust=trust)[0]["name"]["same"] for trust in (1.0, 100.0))
    assert little > 2 * much > 0


def test_a_system_is_solved() -> None:
    found = solved([[4.0, 1.0, 0.5], [1.0, 3.0, 0.0], [0.5, 0.0, 2.0]], [5.5, 4.0, 2.5])
    assert found == pytest.approx([1.0, 1.0, 1.0])


def test_no_review_changes_nothing() -> None:
    weights = Estimate(0.5, ONE, TWO).weights()
    fitted, prior = refitted(weights, -3.0, {})
    assert prior == pytest.approx(-3.0)
    for field, levels in weights.items():
        assert fitted[field] == pytest.approx(levels)


def test_weights_rise_with_agreement() -> None:
    levels = ("a", "b", "c", "d")
    given = {"f": {"a": -2.0, "b": 3.0, "c": 1.0, "d": 5.0}}
    assert rising(given, {"f": levels}) == {"f": {"a": -2.0, "b": 2.0, "c": 2.0, "d": 5.0}}
    fallen = {"f": dict(zip(levels, (4.0, 3.0, 2.0, 1.0), strict=True))}
    assert rising(fallen, {"f": levels}) == {"f": dict.fromkeys(levels, 2.5)}
    assert rising(rising(given, {"f": levels}), {"f": levels}) == rising(given, {"f": levels})
