"""Part ``graph``: a hop from an account in the embedded engine, by how many edges it holds.

Nodes and edges are written by the driver in batches that only create, without the projector. Each size has a tenth as
many accounts and phones as edges, so that an account has as many neighbours at each of them.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

import neo4j

from graph.endpoint import Endpoint
from graph.engine import GraphEngine
from graph.rights import Rights
from services.linkage.questions.expand import expand
from services.values.network import ExpandRequest, NodeKey
from tests.bench.bench_graph import ROWS, create_edges, create_nodes, edges, node, plain
from tests.bench.calibrate import say
from tests.bench.scale.model import Point, per_unit
from tests.bench.scale.telling import grown, loaded, on_disk, progress
from tests.engines.arcadedb import arcade_process

T = TypeVar("T")
SIZES: Final = (20_000, 100_000, 500_000)
HEAP: Final = "1g"
EDGES_A_NODE: Final = 10
ASKED: Final = 60


def measure(folder: Path, sizes: Sequence[int] = SIZES) -> None:
    """Print the figures of each size, in an engine of its own."""
    loaded(
        f"graph: nodes and edges created by the driver, {EDGES_A_NODE} edges a node, past the projector; heap {HEAP}"
    )
    asked, disks = list[Point](), list[Point]()
    for size in sizes:
        progress(f"graph: {size} edges")
        one = folder / f"graph-{size}"
        with arcade_process(one, HEAP) as (at, _):
            asked.append(Point(size, asyncio.run(_asked(at, size))))
        disks.append(Point(size, float(on_disk(one))))
        say(f"scale.graph.expand_ms.{size}", asked[-1].value, "ms")
    grown("scale.graph.expand_ms", asked)
    if len(disks) > 1:
        say("scale.graph.bytes_an_edge", per_unit(disks), "bytes")


async def _asked(at: Endpoint, size: int) -> float:
    """Median milliseconds of a hop from one of the less busy accounts, asked once before."""
    nodes, draw, took = size // EDGES_A_NODE, random.Random(3), list[float]()
    engine = await GraphEngine.connect(at.uri, at.user, at.password, at.database)
    await engine.migrate()
    async with neo4j.AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
        for parity in (0, 1):
            for some in _parts(node(number) for number in range(parity, nodes, 2)):
                await plain(driver, at.database, *create_nodes(some))
        for rows in _parts(edges(1, nodes, size)):
            await plain(driver, at.database, *create_edges(rows))
    for _ in range(ASKED):
        start = node(2 * draw.randrange(nodes // 4, nodes // 2))
        request = ExpandRequest(start=(NodeKey(start.kind, start.id),))
        began = time.perf_counter()
        await expand(engine, Rights(tuple(range(64))), request)
        took.append((time.perf_counter() - began) * 1000)
    await engine.close()
    return statistics.median(took)


def _parts(rows: Iterator[T]) -> Iterator[list[T]]:
    while some := list(islice(rows, ROWS)):
        yield some
