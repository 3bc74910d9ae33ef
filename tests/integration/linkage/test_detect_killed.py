"""``kill -9`` of whoever raises and decides, at steps of its own: no alert is lost, doubled or half decided."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from services.linkage.alerting.item import written
from services.linkage.alerting.ports import Place
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import State, state
from tests.fakes.alert_room import SCOPE, AlertWorld
from tests.integration.linkage.detect_process import OFFICERS, detected_and_decided, opened
from tests.shared import ROOT

ROUNDS = int(os.environ.get("RABTA_DETECT_KILLS", "3"))
FIRST = 3
APART = max(1, 20 // ROUNDS)
"""Step of the first kill, and how many from one to the next: within the run, and within and between both opinions."""


async def told(room: AlertWorld) -> list[tuple[str, int]]:
    """Every item as it is kept, and how many people spoke of it; each opinion by somebody else."""
    found = await room.opened.alerts.of(Place(SCOPE.agency, SCOPE.case))
    for each in found:
        officers = [opinion.officer for opinion in each.history.opinions]
        assert len(officers) == len(set(officers))
        if each.item.level == Level.ALERT:
            assert state(each.history, room.now_ms) == State.CONFIRMED
    return [(written(each.item), len(each.history.opinions)) for each in found]


async def whole(folder: Path) -> list[tuple[str, int]]:
    """What stands once somebody has done all of it, after whatever was done before."""
    room = await opened(folder)
    await detected_and_decided(room)
    found = await told(room)
    room.close()
    return found


@pytest.mark.parametrize("number", range(ROUNDS))
def test_what_a_killed_run_and_decision_left_is_made_whole(tmp_path: Path, number: int) -> None:
    step = FIRST + APART * number
    command = [sys.executable, "-m", "tests.integration.linkage.detect_process", str(tmp_path / "killed"), str(step)]
    path = os.pathsep.join((str(ROOT), str(ROOT / "proto" / "gen")))
    ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=False)
    assert ended.returncode == -signal.SIGKILL, "the process did not come so far"
    found = asyncio.run(whole(tmp_path / "killed"))
    assert found == asyncio.run(whole(tmp_path / "other"))
    assert [many for _, many in found if many] == [len(OFFICERS)]
