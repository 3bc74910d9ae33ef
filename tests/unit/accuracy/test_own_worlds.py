"""Figures of our own worlds: what each says, by a world in which the answer is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.accuracy.own_worlds import Outcome, figures, least_ratio, look, share
from tests.worlds.truth import LookAlike, Network, Shape
from tests.worlds.world import SMALL, World, world


@pytest.fixture(scope="module")
def made() -> World:
    return world(3, SMALL)


@pytest.fixture(scope="module")
def outcome(made: World) -> Outcome:
    return look(made)


def values(outcome: Outcome) -> dict[str, float]:
    return {each.name.removeprefix("detect worlds "): each.value for each in figures(outcome)}


def test_everything_that_is_to_be_said_is_said(outcome: Outcome) -> None:
    said = values(outcome)
    assert {f"{each.name} alerts recall" for each in (*Network, *Shape)} <= said.keys()
    assert {f"{each.name} without alert or lead" for each in LookAlike} <= said.keys()
    assert {"T1 precision", "T1 recall", "alert rates by sex", "alert rates by district", "alert rates by script"} <= (
        said.keys()
    )
    assert (said["subjects whom nothing protects"], said["children who are no subject"]) == (1, 1)
    assert said["people"] == len(outcome.made.truth.grown)


def test_whoever_alerts_nobody_misses_all(outcome: Outcome) -> None:
    nobody = np.zeros_like(outcome.alerted)
    said = values(outcome._replace(alerted=nobody, by_money=nobody))
    assert (said["alerts precision"], said["alerts with money recall"], said["CYCLE alerts recall"]) == (1, 0, 0)


def test_whoever_alerts_everybody_is_seldom_right(outcome: Outcome) -> None:
    all_people = np.ones_like(outcome.alerted)
    said = values(outcome._replace(alerted=all_people, by_money=all_people))
    assert said["alerts with money recall"] == 1
    assert said["alerts precision"] < 0.01
    assert said["COMMITTEE told apart without alert"] == 0
    assert said["alert rates by district"] == 1


def test_whoever_alerts_one_sex_alone_fails_by_sex(outcome: Outcome) -> None:
    said = values(outcome._replace(alerted=outcome.made.truth.sex == 1))
    assert said["alert rates by sex"] == 0


def test_a_child_who_is_a_subject_is_seen(outcome: Outcome) -> None:
    rule, (first, *_) = next((number, found) for number, found in outcome.found.items() if found)
    child = int(np.flatnonzero(~outcome.made.truth.grown)[0])
    said = values(outcome._replace(found={**outcome.found, rule: [first._replace(subject=child)]}))
    assert said["children who are no subject"] < 1
    assert said["subjects whom nothing protects"] < 1


def test_t1_is_measured_by_its_findings(outcome: Outcome) -> None:
    escorts = outcome.made.truth.subjects(Network.ESCORT)
    (some, *_) = (each for found in outcome.found.values() for each in found)
    told = [some._replace(subject=int(each)) for each in (*escorts[:1], 0)]
    said = values(outcome._replace(found={**outcome.found, "T1": told}))
    assert (said["T1 precision"], said["T1 recall"]) == (0.5, 1 / len(escorts))


def test_a_ratio_worked_by_hand() -> None:
    alerted = np.array([1, 1, 1, 0, 1, 0, 0, 0], dtype=bool)
    grown = np.array([1, 1, 1, 1, 1, 1, 1, 0], dtype=bool)
    group = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    assert least_ratio(alerted, grown, group, 2) == pytest.approx((1 / 3) / (3 / 4))
    assert share(alerted, np.zeros(8, dtype=bool)) == 1


def test_what_is_not_told_apart_is_held_to_nothing(made: World, outcome: Outcome) -> None:
    truth = replace(made.truth, told=np.zeros_like(made.truth.told))
    goals = {each.name: each.goal for each in figures(outcome._replace(made=made._replace(truth=truth)))}
    assert goals["detect worlds AGENT not told apart without alert"] is None
    assert "detect worlds AGENT told apart without alert" not in goals
