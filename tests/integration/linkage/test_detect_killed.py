"""``kill -9`` of whoever fills, raises and decides, at steps of its own: no alert is lost, doubled or half decided."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from services.linkage.alerting.item import written
from services.linkage.alerting.ports import Place
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import State, state
from tests.fakes.record_maker import POLICE
from tests.fakes.records_node import NOW_MS
from tests.integration.linkage import detect_world as world
from tests.integration.linkage.detect_hub import CASE, DetectHub, known_in
from tests.integration.linkage.detect_process import OFFICERS, REGISTRY, detected_and_decided, hub_in
from tests.shared import ROOT

ROUNDS = int(os.environ.get("RABTA_DETECT_KILLS", "3"))
FIRST, DECIDING, LAST = 3, 158, 170
"""Steps: of the first kill, of the first within the opinions, and the last there."""
PLACES = Place(POLICE, CASE), Place(POLICE, f"OPERATION:{world.OPERATION.key}")


def step_of(number: int) -> int:
    """Every other kill is within and between both opinions, the rest within the filling and the run."""
    place, of = number // 2, (ROUNDS + 1) // 2
    first, last = (DECIDING, LAST) if number % 2 else (FIRST, DECIDING)
    return first + place * (last - first) // of


async def told(folder: Path) -> list[tuple[str, int]]:
    """Every item as it is kept, and how many people spoke of it; each opinion by somebody else."""
    hub = hub_in(folder)
    found = [each for place in PLACES for each in await hub.items(place)]
    await hub.close()
    for each in found:
        officers = [opinion.officer for opinion in each.history.opinions]
        assert len(officers) == len(set(officers))
        if each.item.level == Level.ALERT and each.item.case == CASE:
            assert state(each.history, NOW_MS) == State.CONFIRMED
    return [(written(each.item), len(each.history.opinions)) for each in found]


async def _made(folder: Path) -> Path:
    hub = DetectHub(folder / "hub", known_in(folder))
    shutil.copytree(hub.known.registry, hub.folder / REGISTRY)
    await world.base(hub)
    await hub.close()
    return hub.folder


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a hub that was told a case, and over which nobody has run."""
    return asyncio.run(_made(tmp_path_factory.mktemp("killed")))


@pytest.fixture(scope="module")
def whole(hub: Path) -> list[tuple[str, int]]:
    """What stands where nobody was killed."""
    folder = shutil.copytree(hub, hub.with_name("whole"))
    asyncio.run(detected_and_decided(folder))
    return asyncio.run(told(folder))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_what_a_killed_run_and_decision_left_is_made_whole(
    hub: Path, whole: list[tuple[str, int]], number: int
) -> None:
    folder = shutil.copytree(hub, hub.with_name(f"round-{number}"))
    command = [sys.executable, "-m", "tests.integration.linkage.detect_process", str(folder), str(step_of(number))]
    path = os.pathsep.join((str(ROOT), str(ROOT / "proto" / "gen")))
    ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=False)
    assert ended.returncode == -signal.SIGKILL, "the process did not come so far"
    asyncio.run(detected_and_decided(folder))
    found = asyncio.run(told(folder))
    assert found == whole
    assert [many for _, many in found if many] == [len(OFFICERS)]
