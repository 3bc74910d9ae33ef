"""One link store opened several times, in one process and in others that are killed: nobody is refused."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from services.linkage.errors import StorageUnavailable
from services.linkage.store.database import open_database
from services.store.database import Transaction
from services.store.writing import WriteLock
from tests.shared import PATIENCE_S, ROOT

WRITER = """
import asyncio
import sys
from pathlib import Path
from services.linkage.store.database import open_database


async def write() -> None:
    for round in range(10_000):
        one, two = open_database(Path(sys.argv[1])), open_database(Path(sys.argv[1]))
        for file in (one, two):
            await file.write(lambda tx: tx.rows("case_number_insert", "other", str(round), "x"))
            if round == 1:
                print("ready", flush=True)
            file.close()


asyncio.run(write())
"""


async def test_opened_twice_beside_a_process_that_is_killed(tmp_path: Path) -> None:
    """SQLite keeps one set of locks for a file of a process; the last to close it takes its log away."""
    path = tmp_path / "linkage.db"
    kept = open_database(path)
    for number in range(3):
        command = [sys.executable, "-c", WRITER, str(path)]
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env={"PYTHONPATH": ":".join(sys.path)})
        assert child.stdout
        assert child.stdout.readline() == b"ready\n"
        until, opened = time.monotonic() + 0.3, 0
        while time.monotonic() < until:
            again, more = open_database(path), open_database(path)
            for file in (again, kept, more):
                pair = ("here", f"{number} {opened}", "x")
                await file.write(partial(given, pair=pair))
                assert await file.rows("feed_head") == [(0,)]
            again.close()
            more.close()
            opened += 1
        child.kill()
        child.stdout.close()
        child.wait(PATIENCE_S)
        assert opened
    kept.close()
    assert await open_database(path).rows("case_numbers", ["here"])


async def test_whoever_writes_waits_in_a_thread_while_others_read(tmp_path: Path) -> None:
    """A slow disk, or another process that holds the file, keeps the callers of this one that only read waiting for nothing."""
    path = tmp_path / "linkage.db"
    file, lock = open_database(path), WriteLock(path, 1)
    with lock.held():
        writing = asyncio.ensure_future(file.write(partial(given, pair=("here", "a", "b"))))
        turns = 0
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            await asyncio.sleep(0.01)
            assert await file.rows("case_numbers", ["here"]) == []
            turns += 1
        assert turns > 5
        assert not writing.done()
    await writing
    assert await file.rows("case_numbers", ["here"]) == [("here", "a", "b")]
    lock.close()
    file.close()


async def test_what_is_read_with_cannot_write(tmp_path: Path) -> None:
    file = open_database(tmp_path / "linkage.db")
    with pytest.raises(StorageUnavailable):
        await file.rows("case_number_insert", "here", "a", "b")
    file.close()


async def test_a_job_that_fails_leaves_nothing_and_the_next_is_done(tmp_path: Path) -> None:
    file = open_database(tmp_path / "linkage.db")

    async def fails(tx: Transaction) -> None:
        await given(tx, ("here", "a", "b"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await file.write(fails)
    await file.write(partial(given, pair=("here", "c", "d")))
    assert await file.rows("case_numbers", ["here"]) == [("here", "c", "d")]
    file.close()


async def test_a_file_that_others_hold_too_long_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "linkage.db"
    file, lock = open_database(path, busy_s=0.05), WriteLock(path, 1)
    with lock.held(), pytest.raises(StorageUnavailable):
        await file.write(partial(given, pair=("here", "a", "b")))
    lock.close()
    file.close()


async def given(tx: Transaction, pair: tuple[str, str, str]) -> None:
    await tx.rows("case_number_insert", *pair)
