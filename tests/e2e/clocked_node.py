"""``python -m tests.e2e.clocked_node PART CLOCK PATH``: one part of a node, on a clock that the tests move.

The same compositions as the product's, with another clock handed in. PART is ``writer``
(PATH: its settings), ``witness`` (PATH: its settings) or ``edge`` (PATH: the node's folder).
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from dataclasses import replace
from pathlib import Path

import uvloop

from audit.settings import read_settings as writer_settings
from audit.witness import read_settings as witness_settings
from audit.witness import serve
from audit.writer import run_writer
from services.node.edge_process import run_edge
from services.node.settings import TARGETS, load_settings
from tests.e2e.world_clock import WorldClock


def writer(clock: WorldClock, path: Path) -> None:
    run_writer(replace(writer_settings(path), clock=clock.of("writer"), steady=clock.of("steady")))


def edge(clock: WorldClock, path: Path) -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    uvloop.run(run_edge(load_settings(path), TARGETS, clock.of("edge")))


async def _witness(clock: WorldClock, path: Path) -> None:
    task = asyncio.ensure_future(serve(witness_settings(path), lambda _port: None, clock.of("witness")))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await asyncio.gather(task, return_exceptions=True)


def witness(clock: WorldClock, path: Path) -> None:
    asyncio.run(_witness(clock, path))


def main() -> None:
    part, clock, path = sys.argv[1:]
    {"writer": writer, "edge": edge, "witness": witness}[part](WorldClock(Path(clock)), Path(path))


if __name__ == "__main__":
    main()
