"""What detectors say of a small world: never anything of whom the law protects, and the same each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from services.linkage.alerting.finding import About, findings
from services.linkage.alerts.raising import Level
from services.linkage.detectors.registry import detectors
from services.linkage.snapshot.columns import TABLES, Mark, Snapshot, in_order
from tests.worlds.truth import Network, Role, Truth
from tests.worlds.world import SMALL, World, unnamed, world


@pytest.fixture(scope="module")
def told(small: World) -> list[About]:
    return findings(small.snapshot, detectors())


def test_subjects_of_networks_are_alerted_and_hardly_anybody_else(small: World, told: list[About]) -> None:
    """Of wages and journeys no source states who is kin of whom: their subjects are leads without a name."""
    alerted = {each.subject for each in told if each.level == Level.ALERT}
    led = {each.subject for each in told if each.level == Level.LEAD}
    subjects = set(small.truth.subjects().tolist())
    unstated = set(small.truth.subjects(Network.WAGES, Network.JOURNEYS).tolist())
    assert len(alerted & (subjects - unstated)) >= 0.9 * len(subjects - unstated)
    assert len(unstated & (alerted | led)) >= 0.9 * len(unstated)
    assert len(alerted - subjects) <= 0.1 * len(subjects)


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_who_is_protected_or_may_be_a_child_is_said_anything_of(seed: int) -> None:
    made = world(seed, SMALL)
    told = findings(made.snapshot, detectors())
    assert told
    hidden = unnamed(made.snapshot)
    assert [each for each in told if hidden[each.subject]] == []
    young = set(np.flatnonzero(~made.truth.grown).tolist())
    assert [each for each in told if each.subject in young] == []


def test_victims_of_a_network_are_alerted_by_an_open_record_alone(small: World, told: list[About]) -> None:
    victims = set(np.flatnonzero(small.truth.role == Role.VICTIM).tolist())
    alerted = [each for each in told if each.level == Level.ALERT and each.subject in victims]
    assert [each for each in alerted if not each.recorded] == []


def marked(made: World, chosen: Callable[[Truth], np.ndarray], marks: Mark) -> Snapshot:
    nodes = made.snapshot.nodes.copy()
    nodes["marks"][chosen(made.truth)] |= int(marks)
    return replace(made.snapshot, nodes=nodes)


def test_who_is_held_to_be_a_victim_is_left_out_and_nothing_else_changes(small: World, told: list[About]) -> None:
    """Half of all subjects are presumed victims: no word of them, and of everybody else the same words."""
    half = set(small.truth.subjects()[::2].tolist())
    after = findings(marked(small, lambda truth: np.array(sorted(half)), Mark.PRESUMED_VICTIM), detectors())
    assert {each.subject for each in told} & half
    assert after == [each for each in told if each.subject not in half]


def test_the_order_in_which_rows_came_says_nothing(small: World, told: list[About]) -> None:
    draw = np.random.default_rng(7)
    mixed = {name: getattr(small.snapshot, name) for name in TABLES}
    for name in set(TABLES) - {"nodes"}:
        mixed[name] = in_order(mixed[name][draw.permutation(len(mixed[name]))])
    assert repr(findings(Snapshot(**mixed), detectors())) == repr(told)


def test_people_of_whom_no_row_is_read_change_nothing(small: World, told: list[About]) -> None:
    """Others' nodes, even those that an open record names, are in no finding, figure or order."""
    more = small.snapshot.nodes[:50].copy()
    more["person"] = len(small.snapshot.nodes) + np.arange(50)
    more["marks"] |= int(Mark.OPEN_RECORD)
    nodes = np.concatenate((small.snapshot.nodes, more))
    assert repr(findings(replace(small.snapshot, nodes=nodes), detectors())) == repr(told)
