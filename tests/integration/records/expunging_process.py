"""Expunges a record again and again, each time in a process that is killed one step later, and prints how many were.

``python -m tests.integration.records.expunging_process FEDERATION NODE PAGE WHERE``: a step is a call into or a return
from what makes something durable, and each of its calls that writes, syncs, renames or removes. PAGE: a file that holds
the owner's page. Copies of NODE are left below WHERE, numbered by step; the last one was not killed.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import shutil
import signal
import sys
import threading
from pathlib import Path

from services.signing.page import Page
from tests.fakes.killing import Killing
from tests.fakes.record_maker import POLICE
from tests.fakes.records_node import Federation, open_node
from tests.fakes.world.registries import first_version

REQUEST = "request-expunge"
STEPS = {
    "services/records/store/sqlite.py": {"group", "_group", "_forget_journal"},
    "services/records/app/erasing.py": {"finish", "_destroyed"},
    "services/records/app/submit.py": {"_take", "_forget", "submit_page"},
    "services/records/store/writing.py": {"erase", "advance"},
    "services/records/store/erasing.py": {"end_keys_due"},
    "services/records/body_keys.py": {"destroy", "_write", "replace_and_wipe"},
    "services/signing/keyfile.py": {"replace_private", "write_private"},
}


async def expunge(folder: Path, known: Federation, page: Page, step: int) -> None:
    """The page taken by a node that is killed at a step."""
    watch = Killing(step, STEPS)
    threading.setprofile(watch)
    node = open_node(folder, known)
    sys.setprofile(watch)
    watch.armed = True
    await node.send(page, POLICE, REQUEST)
    watch.armed = False
    await node.context.store.close()


def main(federation: Path, folder: Path, sent: Path, where: Path) -> None:
    """Each step in a fork, as long as it kills."""
    known = Federation(first_version(federation), {})
    page = pickle.loads(sent.read_bytes())
    step, killed = 0, True
    while killed:
        step += 1
        target = where / f"{step:04d}"
        shutil.copytree(folder, target)
        child = os.fork()
        if not child:
            asyncio.run(expunge(target, known, page, step))
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    print(step - 1)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
