"""``kill -9`` of the engine while batches are written: what was acknowledged stays, and the rest is whole or absent.

RABTA_ROUNDS sets how often (default 3; Neo4j, which takes long to start, two rounds less).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
from pathlib import Path

import pytest

from graph.batch import Batch
from graph.engine import GraphEngine
from graph.errors import GraphUnavailable
from graph.model import EdgeRow, NodeRow
from tests.engines.content import content, held
from tests.engines.kept import Kept, KeptArcade, KeptNeo4j
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

    def __init__(self, source: str, engine: Kept, model: MemoryGraph) -> None:
        self.source, self.engine, self.model = source, engine, model
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
        at = self.engine.endpoint()
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


async def one_round(engine: Kept, model: MemoryGraph, writers: list[Writer], pause_s: float) -> None:
    """Write, kill, let it come again, finish, compare."""
    stopped, begun = asyncio.Event(), [writer.position for writer in writers]
    tasks = [asyncio.ensure_future(writer.run(stopped)) for writer in writers]
    while any(writer.position < before + 2 for writer, before in zip(writers, begun, strict=True)):
        assert not any(task.done() for task in tasks)
        await asyncio.sleep(0.05)
    await asyncio.sleep(pause_s)
    engine.kill()
    await asyncio.sleep(0.5)
    stopped.set()
    await asyncio.gather(*tasks)
    at = engine.endpoint()
    graph = await GraphEngine.connect(at.uri, at.user, at.password, at.database, patience_s=60)
    found = await content(graph, SOURCES)
    await graph.close()
    assert found == held(model)


async def migrated(engine: Kept) -> None:
    at = engine.endpoint()
    graph = await GraphEngine.connect(at.uri, at.user, at.password, at.database)
    await graph.migrate()
    await graph.close()


@pytest.mark.parametrize(
    ("kept", "rounds"), [(KeptArcade, ROUNDS), pytest.param(KeptNeo4j, max(1, ROUNDS - 2), marks=pytest.mark.neo4j5)]
)
def test_what_was_acknowledged_stays_and_the_rest_is_whole_or_absent(
    kept: type[Kept], rounds: int, tmp_path: Path
) -> None:
    dice = random.Random(rounds)
    engine = kept(tmp_path)
    try:
        asyncio.run(migrated(engine))
        model = MemoryGraph()
        writers = [Writer(source, engine, model) for source in SOURCES]
        for number in range(rounds):
            asyncio.run(one_round(engine, model, writers, dice.uniform(1, 3)))
            print(f"round {number}: {sum(one.position for one in writers)} batches, {len(model.edges)} edges")
        assert sum(one.interrupted for one in writers) >= rounds, "the kills met writes"
        assert all(one.position > rounds for one in writers)
    finally:
        engine.stop()
