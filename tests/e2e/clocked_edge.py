"""``python -m tests.e2e.clocked_edge CLOCK FOLDER``: the edge of a node in FOLDER, on a clock that the tests move.

As the product's, with another clock handed in. Apart from :mod:`tests.e2e.clocked_log`, which starts in a third of the
time, as it loads no service.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import uvloop

from services.node.edge_forks import fork_beside
from services.node.edge_process import run_edge
from services.node.settings import load_settings
from tests.e2e.world import PLAIN
from tests.e2e.world_clock import WorldClock


def main() -> None:
    clock, folder = map(Path, sys.argv[1:])
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    beside = fork_beside()
    uvloop.run(run_edge(load_settings(folder), PLAIN, WorldClock(clock).of("edge"), beside=beside))


if __name__ == "__main__":
    main()
