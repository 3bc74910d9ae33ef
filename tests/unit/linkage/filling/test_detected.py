"""Detectors find in what came by feeds what they find in columns, and are silent of look-alikes as there."""

from __future__ import annotations

from typing import Final

import pytest

from services.linkage.detectors.naming import run
from services.linkage.detectors.registry import detectors
from services.linkage.snapshot.columns import Snapshot
from tests.conformance.detectors import calls, money, shapes, travel
from tests.conformance.detectors.case import Build
from tests.fakes.snapshot_world import SnapshotWorld
from tests.unit.linkage.filling.node import Node
from tests.unit.linkage.filling.told_by_feeds import bring, seen_as

CASES: Final = {**money.CASES, **shapes.CASES, **calls.CASES, **travel.CASES}
NOT_FILLED: Final = frozenset({"M4", "M5", "M6", "M7", "M8"})
"""Their textbook cases have what no feed brings: whom a wage is for, payers of bookings, ledgers, places that
are no tills, households. ``test_without_households.py`` holds what M5, M7 and M8 find without."""
POSITIVE: Final = sorted(CASES.keys() - NOT_FILLED)
ALIKE: Final = [(each, name) for each in ("M1", "C1", "G4") for name in sorted(CASES[each].look_alikes)]


def told(build: Build) -> Snapshot:
    world = SnapshotWorld()
    build(world)
    return world.snapshot()


async def both(node: Node, number: str, build: Build) -> tuple[list[set[int]], list[set[int]]]:
    """Whom the detector finds in columns, and in what came by feeds: nodes of the world with whom each is one."""
    detector, snapshot = detectors()[number], told(build)
    await bring(node, snapshot)
    taken = await node.take()
    plain = [each.subject for each in run(detector, snapshot, {}).findings]
    filled = [seen_as(node, snapshot, taken, each.subject) for each in run(detector, taken.snapshot, {}).findings]
    return [{each} | set((snapshot.nodes["person"] == each).nonzero()[0].tolist()) for each in plain], filled


@pytest.mark.parametrize("number", POSITIVE)
async def test_the_textbook_case_is_found_about_the_same_subjects(node: Node, number: str) -> None:
    plain, filled = await both(node, number, CASES[number].positive)
    assert plain
    assert sorted(map(sorted, plain)) == sorted(map(sorted, filled))


@pytest.mark.parametrize(("number", "name"), ALIKE)
async def test_a_look_alike_is_silent_there_too(node: Node, number: str, name: str) -> None:
    plain, filled = await both(node, number, CASES[number].look_alikes[name])
    assert plain == filled == []
