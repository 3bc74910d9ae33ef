"""``network.<question>.{p50,p95}_ms``: questions to the link graph through signed, decided, logged gRPC, one client.

    python -m tests.bench.bench_network [ROWS]

A node with the embedded engine, ROWS transfers between a tenth as many accounts, imported over the wire; then each
question from accounts drawn evenly. Memory of engine, projector and edge at the end.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rabta.linkage.v1 import feed_pb2
from rabta.linkage.v1 import question_pb2 as pb

from services.client.errors import Refusal
from tests.bench.bench_hub import say
from tests.e2e import network as net
from tests.e2e import planted
from tests.e2e.people import FIA, FIA_CASE, RECORDERS
from tests.e2e.processes import children, resident_kb, until
from tests.e2e.world import NETWORK, World, running

ROWS, A_PAGE, CALLS = 20_000, 600, 100
LIMITS = {"officer_per_hour": 1_000_000, "officer_per_day": 1_000_000, "agency_per_hour": 1_000_000}
ASKED: dict[
    str, tuple[Callable[[int, int], pb.ExpandRequest | pb.ShortestPathsRequest | pb.TraceMoneyRequest], type]
] = {
    "expand": (lambda one, _: pb.ExpandRequest(start=[net.account(one)]), pb.ExpandResponse),
    "paths": (
        lambda one, other: pb.ShortestPathsRequest(start=net.account(one), end=net.account(other)),
        pb.ShortestPathsResponse,
    ),
    "trace": (
        lambda one, _: pb.TraceMoneyRequest(account=net.account(one), direction=pb.TRACE_DIRECTION_FORWARD),
        pb.TraceMoneyResponse,
    ),
}
METHOD = {"expand": "Expand", "paths": "ShortestPaths", "trace": "TraceMoney"}


def plant(world: World, rows: int) -> float:
    """Transfers drawn at random but equal each run; rows a second until the graph shows them."""
    draw, accounts = random.Random(4), rows // 10
    keeper, started = RECORDERS[FIA], time.monotonic()
    net.told(
        world, keeper, "RegisterAuthority", net.authority(net.WARRANT, FIA_CASE), feed_pb2.RegisterAuthorityResponse
    )
    for first in range(0, rows, A_PAGE):
        edges = []
        for row in range(first + 1, min(first + A_PAGE, rows) + 1):
            one, other = draw.sample(range(1, accounts + 1), 2)
            edge = net.edge(
                "TRANSFERRED", net.account(one), net.account(other), row, amount_minor=100 + row, currency="PKR"
            )
            edge.at_ms = net.START + row * 60_000
            edges.append(edge)
        net.told(
            world, keeper, "ImportFeedPage", net.page(net.WARRANT, "MONEY", edges), feed_pb2.ImportFeedPageResponse
        )
    last = edges[-1].start
    body = net.expand_of(last, limit=500)

    def shown() -> bool:
        try:
            found = net.told(world, net.WARRANTED, "Expand", body, pb.ExpandResponse)
        except Refusal:
            return False
        return any(edge.amount_minor == edges[-1].amount_minor for edge in found.answer.edges)

    until(shown, "the graph shows the last row", max(300, rows / 2000))
    return rows / (time.monotonic() - started)


def measure(world: World, name: str, accounts: int) -> None:
    """p50 and p95 of one question."""
    draw, taken = random.Random(5), []
    make, kind = ASKED[name]
    for _ in range(CALLS):
        body = make(*draw.sample(range(1, accounts + 1), 2)).SerializeToString()
        started = time.monotonic()
        net.told(world, net.WARRANTED, METHOD[name], body, kind)
        taken.append((time.monotonic() - started) * 1000)
    taken.sort()
    say(f"network.{name}.p50_ms", taken[CALLS // 2], "ms")
    say(f"network.{name}.p95_ms", taken[CALLS * 95 // 100], "ms")


def main() -> None:
    """All of it."""
    rows = int(sys.argv[1]) if sys.argv[1:] and sys.argv[1].isdigit() else ROWS
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), targets=NETWORK, processes=1, **LIMITS) as world,
    ):
        world.plant(planted.open_records())
        net.graph_ready(world)
        say("network.import.rows_s", plant(world, rows), "rows/s")
        for name in ASKED:
            measure(world, name, rows // 10)
        hub = world.run["hub"].pid
        keeper = children(hub, "-m graph")[0]
        engine = children(keeper, "java")[0]
        for part, pid in (
            ("engine", engine),
            ("projector", children(hub, "--role projector")[0]),
            ("edge", world.edges()[0]),
        ):
            say(f"network.{part}.rss_mb", resident_kb(pid) / 1024, "MB")


if __name__ == "__main__":
    main()
