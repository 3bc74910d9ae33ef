"""``kill -9`` of the ingest process, of the engine, or of both, wherever they are: after catch-up nothing differs.

RABTA_ROUNDS sets how often (default 3).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from graph.endpoint import load_endpoint
from graph.engine import GraphEngine
from services.linkage.projection.check import check
from services.linkage.projection.projector import Projector
from services.values.network import LinkDecision, NodeKey
from tests.engines import arcadedb
from tests.fakes.record_changes import POLICE
from tests.fakes.record_maker import following, man, withdrawn
from tests.fakes.records_node import federation, open_node
from tests.integration.linkage.ingest import PAGES, feed_of, take
from tests.shared import PATIENCE_S, ROOT
from tests.unit.linkage.world import NOW, World

ROUNDS = int(os.environ.get("RABTA_ROUNDS", "3"))


def killed(folder: Path, engine: subprocess.Popen[bytes], where: Path, number: int, chance: random.Random) -> str:
    """Run ingest and end it, the engine, or both, somewhere; which."""
    command = [sys.executable, "-m", "tests.integration.linkage.ingest", str(folder), str(where), str(number)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    time.sleep(chance.uniform(0, 1.2))
    which = ("ingest", "engine", "both")[number % 3]
    if which != "ingest" and (java := arcadedb.java_of(engine)):
        with suppress(ProcessLookupError):
            os.kill(java, signal.SIGKILL)
        time.sleep(chance.uniform(0, 0.5))
    child.kill()
    child.stdout.close()
    child.wait(PATIENCE_S)
    return which


async def connected(where: Path) -> GraphEngine:
    """Once the engine answers again."""
    for _ in range(30):
        at = load_endpoint(where)
        with suppress(Exception):
            return await GraphEngine.connect(at.uri, at.user, at.password, at.database)
        time.sleep(1)
    raise AssertionError("the engine did not come back")


async def test_after_a_kill_and_catch_up_nothing_differs(tmp_path: Path) -> None:
    chance = random.Random(4)
    folder, where = tmp_path / "node", tmp_path / "engine"
    node = open_node(folder, federation(tmp_path))
    world, feed = World(folder), feed_of(node.context.store, node.context.keys.bodies)
    await world.register()
    engine = arcadedb.start(where)
    try:
        await (await connected(where)).migrate()
        for number in range(ROUNDS):
            versions = man(number)
            await node.put(*versions)
            ends = [f"agencies/{POLICE}/records/fir-{n}-party" for n in (number, max(number - 1, 0))]
            if number:
                await node.put(withdrawn(versions[1]) if number % 2 else following(versions[1], status_note="again"))
                first, second = (NodeKey("SUBJECT", end) for end in sorted(ends))
                made = LinkDecision(
                    f"d{number}", first, second, "SAME", f"{POLICE}/x", f"{POLICE}/y", parts=("OVERSIGHT",)
                )
                await world.links.decisions.add(made)
            which = killed(folder, engine, where, number, chance)
            graph = await connected(where)
            await take(world.links, number)
            await Projector(graph, feed, world.links, lambda: NOW).catch_up()
            assert await check(graph, feed, world.links, NOW) == [], (number, which)
            rows = await world.links.feeds.after(0, 100_000)
            assert sum(row.kind == "SUBJECT" for row in rows) == PAGES * (number + 1)
            await graph.close()
    finally:
        assert arcadedb.stop(engine) == 0
    await node.context.store.close()
