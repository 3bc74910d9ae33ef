"""``kill -9`` of the engine while batches are written: what was acknowledged stays, and the rest is whole or absent.

RABTA_ROUNDS sets how often (default 3).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
from pathlib import Path

from graph.batch import Batch
from graph.endpoint import load_endpoint
from graph.engine import GraphEngine
from graph.errors import GraphUnavailable
from graph.model import EdgeRow, NodeRow
from tests.engines.arcadedb import java_of, start, stop
from tests.engines.content import content, held
from tests.fakes.memory_graph import MemoryGraph

ROUNDS = int(os.environ.get("RABTA_ROUNDS", "3"))
SOURCES = ("w0", "w1", "w2")
SHARED = 50


def batch(dice: random.Random, source: str, position: int) -> Batch:
    """New people on shared numbers, and an earlier one taken away or replaced."""
    people = [NodeRow("SUBJECT", f"{source}/{position}/{n}", 1, f"name {n}") for n in range(20)]
    numbers = [NodeRow("PHONE", f"+92{n:010}") for n in dice.sample(range(SHARED), 10)]
    edges = [
        EdgeRow("PHONE_USED_BY", f"{source}-{position}-{n}", dice.choice(numbers).id, man.id, 1, known_ms=position)
        for n, man in enumerate(people)
    ]
    earlier = [f"{source}/{position - 2}/{n}" for n in range(5)]
    return Batch(source, position, drop_nodes={"SUBJECT": earlier}, nodes=[*people, *numbers], edges=edges)


class Writer:
    """One source: writes batch after batch, and after an error the same one again, until it is acknowledged."""

    def __init__(self, source: str, folder: Path, model: MemoryGraph) -> None:
        self.source, self.folder, self.model = source, folder, model
        self.dice = random.Random(source)
        self.position, self.interrupted = 0, 0

    async def run(self, stopped: asyncio.Event) -> None:
        """Until stopped; never leaves a batch unacknowledged."""
        while not stopped.is_set():
            self.position += 1
            one = batch(self.dice, self.source, self.position)
            while not await self._acknowledged(one):
                self.interrupted += 1
            await self.model.write(one)

    async def _acknowledged(self, one: Batch) -> bool:
        at = load_endpoint(self.folder)
        try:
            graph = await GraphEngine.connect(at.uri, at.user, at.password, at.database, patience_s=0.5)
        except GraphUnavailable:
            await asyncio.sleep(0.2)
            return False
        with contextlib.suppress(GraphUnavailable):
            await graph.write(one)
            await graph.close()
            return True
        await graph.close()
        return False


async def one_round(folder: Path, model: MemoryGraph, writers: list[Writer], kill: int, pause_s: float) -> None:
    """Write, kill, let the keeper start it again, finish, compare."""
    stopped = asyncio.Event()
    tasks = [asyncio.ensure_future(writer.run(stopped)) for writer in writers]
    await asyncio.sleep(pause_s)
    os.kill(kill, signal.SIGKILL)
    await asyncio.sleep(0.5)
    stopped.set()
    await asyncio.gather(*tasks)
    at = load_endpoint(folder)
    graph = await GraphEngine.connect(at.uri, at.user, at.password, at.database, patience_s=60)
    found = await content(graph, SOURCES)
    await graph.close()
    assert found == held(model)


async def migrated(folder: Path) -> None:
    at = load_endpoint(folder)
    graph = await GraphEngine.connect(at.uri, at.user, at.password, at.database)
    await graph.migrate()
    await graph.close()


def test_what_was_acknowledged_stays_and_the_rest_is_whole_or_absent(tmp_path: Path) -> None:
    dice = random.Random(ROUNDS)
    keeper = start(tmp_path, "384m")
    try:
        asyncio.run(migrated(tmp_path))
        model = MemoryGraph()
        writers = [Writer(source, tmp_path, model) for source in SOURCES]
        for number in range(ROUNDS):
            kill = java_of(keeper)
            assert kill
            asyncio.run(one_round(tmp_path, model, writers, kill, dice.uniform(1, 3)))
            print(f"round {number}: {sum(one.position for one in writers)} batches, {len(model.edges)} edges")
        assert sum(one.interrupted for one in writers) >= ROUNDS, "the kills met writes"
        assert all(one.position > ROUNDS for one in writers)
    finally:
        stop(keeper)
