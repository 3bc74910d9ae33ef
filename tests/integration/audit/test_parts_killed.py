"""The writer killed while it moves older leaves and takes new ones: every leaf stays, once, and is answered."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import closing
from pathlib import Path

from audit.client import AuditClient
from audit.files import private_folder
from audit.parts import COUNT, LEAVES
from audit.sqlite_store import SqliteStore
from tests.integration.audit.test_audit_faults import Load, check
from tests.unit.audit.writers import PLENTY, make_settings, opened, writer_process

WIDTH = 1024
ROUNDS = 3
PAUSE_S = 0.005
PATIENCE_S = 180.0
"""A writer whose disk refused moves nothing for a minute."""


def test_kill_9_while_older_leaves_are_moved(tmp_path: Path) -> None:
    """In each round once a further part has its name, at whatever step its rows then are."""
    settings, load = make_settings(tmp_path, limits=PLENTY), Load()
    with closing(SqliteStore(private_folder(settings.folder) / "log.db")) as store:
        store.set_state(LEAVES, WIDTH)
    parts = settings.folder / "log.parts"

    async def run(pid: int, number: int) -> None:
        client = await AuditClient.connect(settings.socket)
        task = asyncio.create_task(load.until_gone(client, PAUSE_S))
        until = time.monotonic() + PATIENCE_S
        while not (parts / f"{number:06d}.db").exists():
            held = sorted(parts.glob("*")), len(load.acknowledged), load.refused[-1:]
            assert not task.done(), held
            assert time.monotonic() < until, held
            await asyncio.sleep(0.01)
        os.kill(pid, signal.SIGKILL)
        await task

    for number in range(ROUNDS):
        with writer_process(settings) as process:
            assert process.pid
            asyncio.run(run(process.pid, number))
        settings.socket.unlink(missing_ok=True)
    with opened(settings) as log:
        check(log, load)
        assert log.store.state(COUNT, 0) >= ROUNDS - 1
    assert not load.refused
