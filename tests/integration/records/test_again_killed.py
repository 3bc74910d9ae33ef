"""Killed while it judges again, between batches and within them: it goes on from where it was."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from services.membership.registry import Registry
from services.values.records import RecordVersion
from tests.fakes.record_maker import (
    FIA,
    HIGH_COURT,
    SESSIONS,
    cnic,
    fir,
    following,
    man,
    order,
    party,
    person,
)
from tests.fakes.records_node import Federation, open_node
from tests.fakes.world.registries import early
from tests.integration.records.judged import (
    Kept,
    judged,
    kept,
    later,
)

ROOT = Path(__file__).resolve().parents[3]
NO_COURTS = {(HIGH_COURT, "courts"), (SESSIONS, "courts"), (HIGH_COURT, "registers"), (SESSIONS, "registers")}


def start(home: Path, folder: Path, batch: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.integration.records.judging_process", str(home / "federation"), str(folder)]
    env = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'proto/gen'}"}
    return subprocess.Popen([*command, str(batch)], stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT)


def test_kill_9_between_and_within_batches_leaves_nothing_out(home: Path, known: Federation, tmp_path: Path) -> None:
    """Killed again and again, and with pages in between, it ends where an undisturbed one ends."""
    dice, folder = random.Random(11), tmp_path / "node"
    full, old = later(known), early(known.registry, NO_COURTS)
    told = [record for number in range(12) for record in man(number)]
    seals = [order(f"seal-{n}", "SEALED", subject=person(cnic(n), name=f"Man {n}"), case_references=(fir(n + 1),))
             for n in range(0, 12, 2)]  # fmt: skip

    async def fill(where: Path, registry: Registry, records: list[RecordVersion], feeds: Any = None) -> Any:
        node = open_node(where, replace(known, registry=registry))
        node.feeds, node.sent = feeds or {}, len(records) * 1000 + (1 if feeds else 0)
        for record in records:
            await node.put(record)
        found = node.feeds
        await node.context.store.close()
        return found

    async def position(where: Path) -> int:
        node = open_node(where, replace(known, registry=full))
        async with node.context.store.snapshot() as view:
            at = await view.judging()
        await node.context.store.close()
        return at.position

    feeds = asyncio.run(fill(folder, old, [*told, *seals]))
    meanwhile = [following(seals[0], valid_from="2020-06-01"), party("new", agency=FIA, case_references=(fir(3),))]
    stood = []
    for round_number in range(6):
        process = start(home, folder, 8)
        assert process.stdout is not None
        assert process.stdout.readline() != ""
        time.sleep(dice.random() * 0.02)
        process.kill()
        process.wait()
        stood.append(asyncio.run(position(folder)))
        if round_number == 1:
            feeds = asyncio.run(fill(folder, full, meanwhile, feeds))
    assert 0 < stood[0] < stood[1] < len(told) + len(seals), "killed under way, and it went on from there"
    assert start(home, folder, 64).wait(timeout=120) == 0
    plain = tmp_path / "plain"
    asyncio.run(fill(plain, full, [*told, *seals, *meanwhile]))

    async def look(where: Path) -> dict[str, Kept]:
        node = open_node(where, replace(known, registry=full))
        await judged(node)
        found = await kept(node)
        await node.context.store.close()
        return found

    assert asyncio.run(look(folder)) == asyncio.run(look(plain))
