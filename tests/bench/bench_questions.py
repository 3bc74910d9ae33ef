"""What questions take, and what rights cost in them: prints ``name value unit`` lines.

    python -m tests.bench.bench_questions [arcade|neo4j5 ...]

On the graph of :mod:`tests.bench.bench_graph`, through ``services.linkage.questions``. The caller sees every class, so that
the same statements without the rights clause read the same rows; both ways take turns, question by question, and
``graph.<engine>.{expand,paths,trace}.rights_cost`` is the sum of seconds with the clause over that without.
``_p50`` and ``_p95`` are with rights. ``two_hop_count`` is a bare count, that otherwise loads no record of an edge.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import neo4j

from graph.endpoint import Endpoint
from graph.engine import GraphEngine
from graph.model import EdgeRow, NodeRow
from graph.rights import Rights
from graph.statements import seen, statements
from services.linkage.questions.expand import expand
from services.linkage.questions.shortest_paths import shortest_paths
from services.linkage.questions.trace_money import trace_money
from services.values.network import ExpandRequest, NodeKey, ShortestPathsRequest, TraceMoneyRequest
from tests.bench.bench_graph import (
    EDGES,
    HEAP,
    NODES,
    ROWS,
    STARTS,
    create_edges,
    create_nodes,
    edges,
    node,
    plain,
    resident_mb,
)

CLAUSE = f"{seen('e')} AND "
ALL = Rights(tuple(range(64)))
ASKED, WARM = 60, 15
BARE = "MATCH (a:Account {id: $id})-[e:TRANSFERRED]->()-[f:TRANSFERRED]->(){where} RETURN count(*)"

Ask = Callable[[Any], Awaitable[Any]]


class Stripped:
    """The same statements without the rights clause, in the same sessions as the engine's own."""

    def __init__(self, driver: neo4j.AsyncDriver, database: str, strip: bool) -> None:
        self._driver, self._database, self._strip = driver, database, strip

    async def run(self, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
        text = statements()[statement].text
        if self._strip and CLAUSE in text:
            text = text.replace(CLAUSE, "")
            parameters.pop("shown")
        async with self._driver.session(database=self._database) as session:
            result = await session.run(text, parameters)
            return [tuple(row) async for row in result]


async def load(driver: neo4j.AsyncDriver, at: Endpoint) -> None:
    """As fast as it goes."""
    for parity in (0, 1):
        numbers = range(parity, NODES, 2)
        for place in range(0, len(numbers), ROWS):
            some: list[NodeRow] = [node(number) for number in numbers[place : place + ROWS]]
            await plain(driver, at.database, *create_nodes(some))
    rows: list[EdgeRow] = []
    for row in edges(1, NODES, EDGES):
        rows.append(row)
        if len(rows) == ROWS:
            await plain(driver, at.database, *create_edges(rows))
            rows = []


def accounts(dice: random.Random, number: int) -> list[NodeKey]:
    """Of the less busy half, as those are whom one asks about."""
    return [NodeKey("ACCOUNT", node(2 * one).id) for one in dice.sample(range(NODES // 8, NODES // 2), number)]


def questions(dice: random.Random) -> dict[str, Ask]:
    """One request of each question, by its name."""
    one, other, third = accounts(dice, 3)
    return {
        "expand": lambda graph: expand(graph, ALL, ExpandRequest(None, (one,))),
        "paths": lambda graph: shortest_paths(graph, ALL, ShortestPathsRequest(None, one, other, 1)),
        "trace": lambda graph: trace_money(graph, ALL, TraceMoneyRequest(None, third, "FORWARD", 5, 8000, 12000)),
    }


async def measure(name: str, driver: neo4j.AsyncDriver, database: str) -> None:
    """Both ways in turn, after as many that do not count."""
    ways = {True: Stripped(driver, database, strip=False), False: Stripped(driver, database, strip=True)}
    took: dict[tuple[str, bool], list[float]] = {}
    for turn in range(WARM + ASKED):
        for question, ask in questions(random.Random(turn)).items():
            answers = []
            for rights in (turn % 2 == 0, turn % 2 == 1):
                start = time.perf_counter()
                answers.append(await ask(ways[rights]))
                if turn >= WARM:
                    took.setdefault((question, rights), []).append(time.perf_counter() - start)
            assert answers[0] == answers[1], question
    for question in ("expand", "paths", "trace"):
        seconds = sorted(took[question, True])
        print(f"graph.{name}.{question}.p50 {1000 * statistics.median(seconds):.1f} ms")
        print(f"graph.{name}.{question}.p95 {1000 * seconds[int(len(seconds) * 0.95)]:.1f} ms")
        print(f"graph.{name}.{question}.rights_cost {sum(seconds) / sum(took[question, False]):.2f} ratio")


async def two_hops(name: str, driver: neo4j.AsyncDriver, database: str) -> None:
    """The count that needs no record unless rights are asked."""
    texts = {
        True: BARE.replace("{where}", f" WHERE {seen('e')} AND {seen('f')}"),
        False: BARE.replace("{where}", ""),
    }
    took = {True: 0.0, False: 0.0}
    async with driver.session(database=database) as session:
        for turn in range(WARM + ASKED):
            one = accounts(random.Random(turn), 1)[0].id
            counts = []
            for rights in (turn % 2 == 0, turn % 2 == 1):
                start = time.perf_counter()
                result = await session.run(texts[rights], {"id": one, "shown": list(ALL.shown)})
                counts.append([tuple(row) async for row in result])
                took[rights] += (time.perf_counter() - start) * (turn >= WARM)
            assert counts[0] == counts[1]
    print(f"graph.{name}.two_hop_count.rights_cost {took[True] / took[False]:.2f} ratio")


async def bench(name: str, at: Endpoint, pid: int) -> None:
    """Load, ask, and how much memory the engine took."""
    engine = await GraphEngine.connect(at.uri, at.user, at.password, at.database)
    await engine.migrate()
    await engine.close()
    async with neo4j.AsyncGraphDatabase.driver(
        at.uri, auth=(at.user, at.password), notifications_min_severity="OFF"
    ) as driver:
        await load(driver, at)
        await measure(name, driver, at.database)
        await two_hops(name, driver, at.database)
    print(f"graph.{name}.asked_resident {resident_mb(pid)} MB")


def main(*chosen: str) -> None:
    """Both engines, or those that are named."""
    for name in chosen or tuple(STARTS):
        with tempfile.TemporaryDirectory(prefix="rabta-bench-") as folder, contextlib.ExitStack() as stack:
            at, pid = stack.enter_context(STARTS[name](Path(folder) / "asked", HEAP))
            print(f"graph.{name}.asked_nodes {NODES} nodes")
            print(f"graph.{name}.asked_edges {EDGES} edges")
            asyncio.run(bench(name, at, pid))


if __name__ == "__main__":
    main(*sys.argv[1:])
