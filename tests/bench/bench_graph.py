"""What idempotent, checked writing costs over a loop that only creates: prints ``name value unit`` lines.

    python -m tests.bench.bench_graph [arcade|neo4j5 ...]

``graph.<engine>.ingest_vs_create``: rows a second through ``GraphEngine.write`` over those of a plain loop of the driver
that only CREATEs the same rows, the same number at a time, one transaction each. Each way has an engine of its own, and
they take turns, batch by batch, so that a busy machine slows both alike. ``ingest_with_ends_vs_create``: the same
where each batch names the ends of its edges again, as a feed does, and the engine asks which of them exist.
RABTA_GRAPH_NODES and RABTA_GRAPH_EDGES set the size; issue-size is 200000 and 2000000.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import neo4j

from graph.batch import Batch, edge_properties, node_properties
from graph.endpoint import Endpoint
from graph.engine import GraphEngine
from graph.model import EdgeRow, NodeRow
from tests.engines.arcadedb import arcade_process
from tests.engines.neo4j5 import neo4j_process

NODES = int(os.environ.get("RABTA_GRAPH_NODES", "20000"))
EDGES = int(os.environ.get("RABTA_GRAPH_EDGES", "200000"))
HEAP = os.environ.get("RABTA_GRAPH_HEAP", "1g")
ROWS = 5000
DAY_MS = 86_400_000
STARTS = {"arcade": arcade_process, "neo4j5": neo4j_process}
LABELS = {"ACCOUNT": "Account", "PHONE": "Phone"}


def node(number: int) -> NodeRow:
    """Half of them accounts, half phones."""
    return NodeRow("PHONE", f"tel:+92300{number:07}") if number % 2 else NodeRow("ACCOUNT", f"iban:PK{number:020}")


def edges(seed: int, nodes: int, count: int) -> Iterator[EdgeRow]:
    """Transfers between accounts and calls between phones, of forty classes, some ends far busier than others."""
    dice = random.Random(seed)
    for number in range(count):
        parity = number // ROWS % 2
        start, end = (int(nodes // 2 * dice.random() ** 2) * 2 + parity for _ in range(2))
        at_ms = 1_700_000_000_000 + dice.randrange(365) * DAY_MS
        common = {"klass": 1 + dice.randrange(40), "at_ms": at_ms, "known_ms": at_ms + DAY_MS, "owner": "pk.fia"}
        source, authority = f"feeds/f{number // 50_000}/rows/{number}", "pk.fia/warrants/2025-0117"
        rest: dict[str, Any] = {**common, "source": source, "grade": "A1", "authority": authority}
        if parity:
            yield EdgeRow("CALLED", f"c{number}", node(start).id, node(end).id, duration_s=number % 600, **rest)
        else:
            amount = 100 * dice.randrange(1, 10**7)
            yield EdgeRow(
                "TRANSFERRED", f"t{number}", node(start).id, node(end).id, amount_minor=amount, currency="PKR", **rest
            )


async def plain(driver: neo4j.AsyncDriver, database: str, text: str, rows: list[object]) -> None:
    """The loop that only creates."""
    async with driver.session(database=database) as session:
        transaction = await session.begin_transaction()
        result = await transaction.run(text, {"rows": rows})
        await result.consume()
        await transaction.commit()


def create_nodes(rows: Sequence[NodeRow]) -> tuple[str, list[object]]:
    label = LABELS[rows[0].kind]
    return f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", [node_properties(row) for row in rows]


def create_edges(rows: Sequence[EdgeRow]) -> tuple[str, list[object]]:
    label = "Account" if rows[0].kind == "TRANSFERRED" else "Phone"
    text = (
        f"UNWIND $rows AS row MATCH (a:{label} {{id: row[0]}}) MATCH (b:{label} {{id: row[1]}})"
        f" CREATE (a)-[e:{rows[0].kind}]->(b) SET e = row[2]"
    )
    return text, [[row.start, row.end, edge_properties(row)] for row in rows]


class Race:
    """Seconds that each way took, and the rows that it wrote."""

    def __init__(self, engine: GraphEngine, driver: neo4j.AsyncDriver, database: str) -> None:
        self._engine, self._driver, self._database = engine, driver, database
        self.position, self.ours_s, self.plain_s = 0, 0.0, 0.0

    async def both(self, text: str, rows: list[object], batch: Batch) -> None:
        """Turns change, so that neither always comes first."""
        self.position += 1
        for turn in (self.position % 2, 1 - self.position % 2):
            start = time.perf_counter()
            if turn:
                assert await self._engine.write(batch)
                self.ours_s += time.perf_counter() - start
            else:
                await plain(self._driver, self._database, text, rows)
                self.plain_s += time.perf_counter() - start

    async def nodes(self, count: int) -> None:
        """All of them, each kind by itself."""
        for parity in (0, 1):
            numbers = range(parity, count, 2)
            for start in range(0, len(numbers), ROWS):
                some = [node(number) for number in numbers[start : start + ROWS]]
                await self.both(*create_nodes(some), Batch("bench", self.position + 1, nodes=some))

    async def edges(self, rows: Iterator[EdgeRow], with_ends: bool) -> None:
        """As many at a time as a statement takes; ``with_ends`` names their nodes too."""
        some: list[EdgeRow] = []
        for row in rows:
            some.append(row)
            if len(some) == ROWS:
                kind = "ACCOUNT" if row.kind == "TRANSFERRED" else "PHONE"
                ids = {end for one in some for end in (one.start, one.end)} if with_ends else set()
                named = [NodeRow(kind, one) for one in sorted(ids)]
                await self.both(*create_edges(some), Batch("bench", self.position + 1, nodes=named, edges=some))
                some = []
                if not self.position % 50:
                    sys.stderr.write(f"{self.position * ROWS} rows, {self.plain_s / self.ours_s:.2f}\n")


def resident_mb(pid: int) -> int:
    """Memory of a process."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"))
    return int(found[1]) // 1024 if found else 0


async def race(name: str, ours: Endpoint, other: Endpoint, pid: int) -> None:
    engine = await GraphEngine.connect(ours.uri, ours.user, ours.password, ours.database)
    bare = await GraphEngine.connect(other.uri, other.user, other.password, other.database)
    for one in (engine, bare):
        await one.migrate()
    await bare.close()
    async with neo4j.AsyncGraphDatabase.driver(other.uri, auth=(other.user, other.password)) as driver:
        warm = Race(engine, driver, other.database)
        await warm.nodes(NODES)
        await warm.edges(edges(7, NODES, 4 * ROWS), with_ends=False)
        for figure, count, with_ends in (("ingest", EDGES, False), ("ingest_with_ends", EDGES // 10, True)):
            run = Race(engine, driver, other.database)
            run.position = warm.position
            if not with_ends:
                await run.edges(edges(1, NODES, count), with_ends)
            else:
                await run.edges(edges(2, NODES, count), with_ends)
            warm.position = run.position
            print(f"graph.{name}.{figure}_vs_create {run.plain_s / run.ours_s:.2f} ratio")
            print(f"graph.{name}.{figure}_s {count // ROWS * ROWS / run.ours_s:.0f} edges/s")
            print(f"graph.{name}.{figure}_create_s {count // ROWS * ROWS / run.plain_s:.0f} edges/s")
    print(f"graph.{name}.resident {resident_mb(pid)} MB")
    await engine.close()


def main(*chosen: str) -> None:
    """Both engines, or those that are named."""
    for name in chosen or tuple(STARTS):
        with tempfile.TemporaryDirectory(prefix="rabta-bench-") as folder, contextlib.ExitStack() as stack:
            ours, pid = stack.enter_context(STARTS[name](Path(folder) / "ours", HEAP))
            other, _ = stack.enter_context(STARTS[name](Path(folder) / "plain", HEAP))
            print(f"graph.{name}.nodes {NODES} nodes")
            print(f"graph.{name}.edges {EDGES} edges")
            asyncio.run(race(name, ours, other, pid))


if __name__ == "__main__":
    main(*sys.argv[1:])
