"""Raises claims that wait again and again, each time in a process that is killed one step later; prints how many were.

``python -m tests.integration.records.waiting_process FEDERATION FOLDER NOW WHERE``: a step is a call into or a return
from what raises them, at NOW. Copies of FOLDER are left below WHERE, numbered by step; the last was not killed.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import threading
from pathlib import Path

from services.records.app.claims_waiting import come_up
from tests.fakes.killing import Killing
from tests.fakes.records_node import Federation, open_node
from tests.fakes.world.registries import first_version

STEPS = {
    "services/records/app/claims_waiting.py": {"job", "_come_up"},
    "services/records/store/writing.py": {
        "claims_place",
        "claims_coming",
        "claims_open",
        "raise_claims",
        "end_waiting",
    },
}


async def raise_them(folder: Path, known: Federation, now_ms: int, step: int) -> None:
    """By a node that is killed at a step."""
    watch = Killing(step, STEPS)
    threading.setprofile(watch)
    node = open_node(folder, known)
    sys.setprofile(watch)
    watch.armed = True
    await come_up(node.context, now_ms)
    watch.armed = False
    await node.context.store.close()


def main(federation: Path, folder: Path, now_ms: int, where: Path) -> None:
    """Each step in a fork, as long as it kills."""
    known = Federation(first_version(federation), {})
    step, killed = 0, True
    while killed:
        step += 1
        target = where / f"{step:04d}"
        shutil.copytree(folder, target)
        child = os.fork()
        if not child:
            asyncio.run(raise_them(target, known, now_ms, step))
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    print(step - 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
