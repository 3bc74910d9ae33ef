"""Keep an embedded engine running.

    python -m graph DIR [--heap 512m]

prints ``ready URI`` at every start, once ``DIR/engine.json`` says how to reach it. SIGTERM and SIGINT stop it cleanly.
Exit 1 where it does not come up or another keeps DIR.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from graph.arcade import Arcade
from graph.endpoint import Endpoint
from graph.errors import GraphRefused, GraphUnavailable


def say(endpoint: Endpoint) -> None:
    """One line for whoever waits."""
    sys.stdout.write(f"ready {endpoint.uri}\n")
    sys.stdout.flush()


async def keep(folder: Path, heap: str) -> int:
    """Until a signal. Exit code."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    arcade = Arcade(folder, heap)

    async def run() -> None:
        say(await arcade.start())
        await arcade.watch(say)

    running, wait = asyncio.ensure_future(run()), asyncio.ensure_future(stopped.wait())
    try:
        await asyncio.wait((running, wait), return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    except (GraphUnavailable, GraphRefused) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        for task in (running, wait):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError, GraphUnavailable, GraphRefused):
            await running
        await arcade.stop()
    return 0


def main() -> int:
    """Read the arguments and keep."""
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="python -m graph", description="keep an embedded graph engine running")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--heap", default="512m")
    arguments = parser.parse_args()
    return asyncio.run(keep(arguments.folder, arguments.heap))


if __name__ == "__main__":
    sys.exit(main())
