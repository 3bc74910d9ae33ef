"""``network.<engine>.<question>.{p50,p95}_ms``: the link graph through signed, decided, logged gRPC, one client.

    python -m tests.bench.bench_network [ROWS [arcade|neo4j5 ...]]

A node on each engine in turn, ROWS transfers between a tenth as many accounts, imported over the wire; then the
questions of :mod:`tests.bench.bench_questions`, on transfers drawn as there: some accounts are far busier, and one asks
about the less busy half. Memory of engine, projector and edge at the end.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

from rabta.linkage.v1 import feed_pb2
from rabta.linkage.v1 import question_pb2 as pb

from services.client.errors import Refusal
from services.node.settings import LIMITS as NAMES
from tests.bench.bench_graph import HEAP
from tests.bench.calibrate import say
from tests.e2e import network as net
from tests.e2e import planted
from tests.e2e.people import FIA, FIA_CASE, RECORDERS
from tests.e2e.processes import children, until
from tests.e2e.world import NETWORK, World, running
from tests.engines.neo4j5 import neo4j_process
from tests.proc import resident_kb

ENGINES, ROWS, A_PAGE, CALLS = ("arcade", "neo4j5"), 20_000, 600, 100
LIMITS = dict.fromkeys(NAMES, 10**12)
ASKED: dict[
    str, tuple[Callable[[int, int], pb.ExpandRequest | pb.ShortestPathsRequest | pb.TraceMoneyRequest], type]
] = {
    "expand": (lambda one, _: pb.ExpandRequest(start=[net.account(one)]), pb.ExpandResponse),
    "paths": (
        lambda one, other: pb.ShortestPathsRequest(start=net.account(one), end=net.account(other), paths=1),
        pb.ShortestPathsResponse,
    ),
    "trace": (
        lambda one, _: pb.TraceMoneyRequest(
            account=net.account(one), direction=pb.TRACE_DIRECTION_FORWARD, least_bp=8000, most_bp=12000
        ),
        pb.TraceMoneyResponse,
    ),
}
METHOD = {"expand": "Expand", "paths": "ShortestPaths", "trace": "TraceMoney"}


def transfers(rows: int) -> Iterator[feed_pb2.FeedEdge]:
    """Drawn at random but equal each run; the last one is between quiet accounts, where it is seen."""
    draw, accounts = random.Random(4), rows // 10
    for row in range(1, rows + 1):
        one, other = (1 + int(accounts * draw.random() ** 2) for _ in range(2))
        if row == rows:
            one, other = accounts - 1, accounts
        money = {"amount_minor": 100 * draw.randrange(1, 10**7), "currency": "PKR"}
        edge = net.edge("TRANSFERRED", net.account(one), net.account(other), row, **money)
        edge.at_ms = net.START + draw.randrange(365) * net.DAY
        yield edge


def plant(world: World, rows: int) -> float:
    """Rows a second until the graph shows them."""
    keeper, started = RECORDERS[FIA], time.monotonic()
    net.told(
        world, keeper, "RegisterAuthority", net.authority(net.WARRANT, FIA_CASE), feed_pb2.RegisterAuthorityResponse
    )
    drawn = transfers(rows)
    while edges := list(islice(drawn, A_PAGE)):
        body = net.page(net.WARRANT, "MONEY", edges)
        answer = net.told(world, keeper, "ImportFeedPage", body, feed_pb2.ImportFeedPageResponse)
        assert answer.added == len(edges), answer
        last = edges[-1]
    question = net.expand_of(last.start, limit=500)

    def shown() -> bool:
        try:
            found = net.told(world, net.WARRANTED, "Expand", question, pb.ExpandResponse)
        except Refusal:
            return False
        return any(edge.amount_minor == last.amount_minor for edge in found.answer.edges)

    until(shown, "the graph shows the last row", max(300, rows / 2000))
    return rows / (time.monotonic() - started)


def measure(world: World, engine: str, name: str, accounts: int) -> None:
    """p50 and p95 of one question, about accounts of the less busy half."""
    draw, taken = random.Random(5), []
    make, kind = ASKED[name]
    for _ in range(CALLS):
        body = make(*draw.sample(range(accounts // 4, accounts), 2)).SerializeToString()
        started = time.monotonic()
        net.told(world, net.WARRANTED, METHOD[name], body, kind)
        taken.append((time.monotonic() - started) * 1000)
    taken.sort()
    say(f"network.{engine}.{name}.p50_ms", taken[CALLS // 2], "ms")
    say(f"network.{engine}.{name}.p95_ms", taken[CALLS * 95 // 100], "ms")


@contextmanager
def told(**settings: str) -> Iterator[None]:
    """The environment that the node's processes are started in."""
    os.environ.update(settings)
    try:
        yield
    finally:
        for name in settings:
            del os.environ[name]


def engine_of_others(stack: ExitStack, folder: Path) -> int:
    """Neo4j, which the node is told of; its process id."""
    at, pid = stack.enter_context(neo4j_process(folder / "neo4j", HEAP))
    secret = folder / "graph.password"
    secret.touch(0o600)
    secret.write_text(at.password)
    stack.enter_context(told(RABTA_GRAPH_URI=at.uri, RABTA_NODE_GRAPH_PASSWORD_FILE=str(secret)))
    return pid


@contextmanager
def node_on(engine: str, folder: Path) -> Iterator[tuple[World, int]]:
    """A federation whose node asks this engine, and the engine's process id."""
    with ExitStack() as stack:
        stack.enter_context(told(RABTA_NODE_GRAPH_MEMORY=HEAP))
        others = engine_of_others(stack, folder) if engine == "neo4j5" else 0
        world = stack.enter_context(running(folder, targets=NETWORK, processes=1, **LIMITS))
        world.plant(planted.open_records())
        net.graph_ready(world)
        yield world, others or children(children(world.run["hub"].pid, "-m graph")[0], "java")[0]


def bench(engine: str, rows: int) -> None:
    """Import, ask, and what it takes."""
    with tempfile.TemporaryDirectory() as folder, node_on(engine, Path(folder)) as (world, pid):
        say(f"network.{engine}.import.rows_s", plant(world, rows), "rows/s")
        for name in ASKED:
            measure(world, engine, name, rows // 10)
        projector = children(world.run["hub"].pid, "--role projector")[0]
        for part, one in (("engine", pid), ("projector", projector), ("edge", world.edges()[0])):
            say(f"network.{engine}.{part}.rss_mb", resident_kb(one) / 1024, "MB")


def main(rows: int = ROWS, *engines: str) -> None:
    """Both engines, or those that are named."""
    for engine in engines or ENGINES:
        bench(engine, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROWS, *sys.argv[2:])
