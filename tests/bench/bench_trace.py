"""What a trace of money takes and finds among 165,000 transfers on an engine: prints ``name value unit`` lines.

    python -m tests.bench.bench_trace [arcade|neo4j5 ...]

The transfers of :mod:`tests.fakes.planted_money`, with twenty schemes of known truth; the default question, within the
share of time that the command line's twenty seconds give it. ``trace.recall``: how much of a scheme the answer shows.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import sys
import tempfile
import time
from pathlib import Path

import neo4j

from graph.endpoint import Endpoint
from graph.engine import GraphEngine
from graph.model import NodeRow
from graph.rights import Rights
from services.linkage.app.answering import SEARCHED
from services.linkage.questions.budget import Budget
from services.linkage.questions.trace_money import trace_money
from services.values.network import NodeKey, TraceMoneyRequest
from tests.bench.bench_graph import HEAP, ROWS, STARTS, create_edges, create_nodes, plain
from tests.fakes.planted_money import Planted, planted

SECONDS = SEARCHED * 19.75
SCHEMES = 20


async def load(at: Endpoint, money: Planted) -> None:
    """As fast as it goes."""
    accounts = sorted({key for row in money.rows for key in (row.start, row.end)})
    async with neo4j.AsyncGraphDatabase.driver(
        at.uri, auth=(at.user, at.password), notifications_min_severity="OFF"
    ) as driver:
        for place in range(0, len(accounts), ROWS):
            some = [NodeRow("ACCOUNT", key) for key in accounts[place : place + ROWS]]
            await plain(driver, at.database, *create_nodes(some))
        for place in range(0, len(money.rows), ROWS):
            await plain(driver, at.database, *create_edges(list(money.rows[place : place + ROWS])))


async def bench(name: str, at: Endpoint) -> None:
    """Load, trace each scheme, and compare with its truth."""
    money = planted("bench", schemes=SCHEMES)
    engine = await GraphEngine.connect(at.uri, at.user, at.password, at.database)
    try:
        await engine.migrate()
        await load(at, money)
        took, found = [], []
        for scheme in money.schemes:
            request = TraceMoneyRequest(None, NodeKey("ACCOUNT", scheme.start), "FORWARD")
            began = time.perf_counter()
            response = await trace_money(engine, Rights((0, 1)), request, Budget(SECONDS))
            took.append(time.perf_counter() - began)
            shown = {edge.id for edge in response.answer.edges} if response.answer else set()
            found.append(len(shown & scheme.edges) / len(scheme.edges))
    finally:
        await engine.close()
    print(f"graph.{name}.trace.planted_edges {len(money.rows)} edges")
    print(f"graph.{name}.trace.planted_p50 {1000 * statistics.median(took):.0f} ms")
    print(f"graph.{name}.trace.planted_max {1000 * max(took):.0f} ms")
    print(f"graph.{name}.trace.recall {statistics.mean(found):.2f} ratio")


def main(*chosen: str) -> None:
    """Both engines, or those that are named."""
    for name in chosen or tuple(STARTS):
        with tempfile.TemporaryDirectory(prefix="rabta-bench-") as folder, contextlib.ExitStack() as stack:
            at, _ = stack.enter_context(STARTS[name](Path(folder) / "traced", HEAP))
            asyncio.run(bench(name, at))


if __name__ == "__main__":
    main(*sys.argv[1:])
