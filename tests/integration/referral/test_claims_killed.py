"""``kill -9`` of whoever writes a claim, at steps of its own: no act is lost that was answered, none is done twice."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from services.membership.registry import Registry
from services.referral.store.database import FILE
from services.values.referral import Compensation
from tests.integration.referral.claim_process import ACTS, PAID, members, paid
from tests.shared import ROOT
from tests.unit.referral.claim_desk import BODY, ClaimRoom
from tests.unit.referral.desk import ReferralRoom

ROUNDS = int(os.environ.get("RABTA_CLAIM_KILLS", "3"))
FIRST = 4
APART = max(1, 48 // ROUNDS)
"""Step of the first kill, and how many from one to the next: within the opening, and within and between the acts."""


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return members(tmp_path_factory.mktemp("federation"))


async def left(folder: Path, registry: Registry) -> list[Compensation]:
    """What a process that was killed left behind."""
    claims = ClaimRoom(ReferralRoom(folder, registry))
    found = list(await claims.listed(BODY))
    claims.room.opened.close()
    return found


async def whole(folder: Path, registry: Registry) -> Compensation:
    """The one claim once somebody has said all of it again; under no name, as that is drawn."""
    claims = ClaimRoom(ReferralRoom(folder, registry))
    await paid(claims)
    (found,) = await claims.listed(BODY)
    claims.room.opened.close()
    return replace(found, id="")


def counted(folder: Path) -> list[int]:
    """How many the officer and their body are said to have opened that day."""
    with closing(sqlite3.connect(folder / FILE)) as db:
        return [int(sent) for (sent,) in db.execute("SELECT sent FROM sent_day")]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_what_a_killed_process_left_of_a_claim_is_made_whole(tmp_path: Path, registry: Registry, number: int) -> None:
    killed, other = tmp_path / "killed", tmp_path / "other"
    step = FIRST + APART * number
    command = [sys.executable, "-m", "tests.integration.referral.claim_process", str(killed), str(step)]
    path = os.pathsep.join((str(ROOT), str(ROOT / "proto" / "gen")))
    ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=False)
    assert ended.returncode == -signal.SIGKILL, "the process did not come so far"
    before = asyncio.run(left(killed, registry))
    assert len(before) <= 1
    assert all(len(each.payments) <= len(PAID) for each in before)
    other.mkdir()
    found = asyncio.run(whole(killed, registry))
    assert found == asyncio.run(whole(other, registry))
    assert (found.state, tuple(each.amount for each in found.payments)) == ("PAID", PAID)
    assert counted(killed) == [1, 1]
    assert len(ACTS) == 6
