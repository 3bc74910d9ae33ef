"""A worker process over a small graph in memory: a ring of phones, each of which called the next.

    python -m tests.fakes.asked_worker PARENT

One node is such that whatever is asked about it computes for a minute, one whose edges are read for a minute; that one
lies opposite the ring's first phones, out of reach of what is asked about them.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from typing import Any

from graph.errors import GraphRefused, GraphUnavailable
from graph.model import EdgeRow, NodeRow
from graph.rights import Rights
from services.linkage.apart import Search
from services.node.worker import begin, serve
from services.node.workers import Worker
from services.values.network import ExpandRequest, NodeKey
from tests.fakes.asked_graph import AskedGraph

RING, SHOWN = 40, 1
RIGHTS = Rights((0, SHOWN))
GONE, UNFIT, BROKEN, DENSE, WIDE = (NodeKey("PHONE", word) for word in ("gone", "unfit", "broken", "dense", "wide"))
MINUTE_S = 60.0


def phone(number: int) -> NodeKey:
    return NodeKey("PHONE", f"+92300{number % RING:07}")


def ring() -> AskedGraph:
    nodes = [NodeRow("PHONE", phone(number).id, SHOWN) for number in range(RING)]
    calls = [
        EdgeRow("CALLED", f"c{number}", phone(number).id, phone(number + 1).id, SHOWN, at_ms=number + 1)
        for number in range(RING)
    ]
    wide = NodeRow("PHONE", WIDE.id, SHOWN), EdgeRow("CALLED", "wide", WIDE.id, phone(RING // 2).id, SHOWN, at_ms=1)
    return AskedGraph([*nodes, wide[0]], [*calls, wide[1]])


class Faulty(AskedGraph):
    """Fails where some nodes are asked about, as an engine does or as nobody foresaw."""

    async def run(self, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
        ids = parameters.get("ids", ())
        if GONE.id in ids:
            raise GraphUnavailable("no engine")
        if UNFIT.id in ids:
            raise GraphRefused("not so")
        if BROKEN.id in ids:
            raise ValueError("a name that nobody may read")
        if WIDE.id in ids and statement.startswith("hop"):
            await asyncio.sleep(MINUTE_S)
        if DENSE.id in ids:
            until = time.monotonic() + MINUTE_S
            while time.monotonic() < until:
                pass
        return await super().run(statement, **parameters)


def quick(*start: NodeKey) -> Search:
    """A question that is answered at once."""
    return Search(RIGHTS, ExpandRequest(start=start or (phone(1),)))


def endless() -> Search:
    """A question of a minute."""
    return quick(DENSE)


async def started() -> Worker:
    """As :meth:`services.node.workers.Worker.start`, over the ring."""
    pipe = asyncio.subprocess.PIPE
    arguments = ("-m", "tests.fakes.asked_worker", str(os.getpid()))
    return Worker(await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=pipe, stdout=pipe))


async def main() -> None:
    graph = ring()
    jobs = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(jobs), sys.stdin)
    await serve(Faulty(graph.nodes.values(), graph.edges), jobs, sys.stdout.fileno())


if __name__ == "__main__":
    begin(int(sys.argv[1]))
    asyncio.run(main())
