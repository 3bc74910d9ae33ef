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
from services.linkage.store.file import Connection, File
from services.store.writing import WriteLock
from tests.shared import ROOT

WRITER = """
import asyncio
import sys
from pathlib import Path
from services.linkage.store.file import File


async def write() -> None:
    for round in range(10_000):
        one, two = File(Path(sys.argv[1])), File(Path(sys.argv[1]))
        for file in (one, two):
            await file.write(lambda db: db.change("case_number_insert", "other", str(round), "x"))
            if round == 1:
                print("ready", flush=True)
            file.close()


asyncio.run(write())
"""


async def test_opened_twice_beside_a_process_that_is_killed(tmp_path: Path) -> None:
    """SQLite keeps one set of locks for a file of a process; the last to close it takes its log away."""
    path = tmp_path / "linkage.db"
    kept = File(path)
    for number in range(3):
        command = [sys.executable, "-c", WRITER, str(path)]
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env={"PYTHONPATH": ":".join(sys.path)})
        assert child.stdout
        assert child.stdout.readline() == b"ready\n"
        until, opened = time.monotonic() + 0.3, 0
        while time.monotonic() < until:
            again, more = File(path), File(path)
            for file in (again, kept, more):
                pair = ("here", f"{number} {opened}", "x")
                await file.write(partial(given, pair=pair))
                assert file.read.all("feed_head") == [(0,)]
            again.close()
            more.close()
            opened += 1
        child.kill()
        child.stdout.close()
        child.wait(30)
        assert opened
    kept.close()
    assert File(path).read.one("case_numbers", '["here"]') is not None


async def test_whoever_writes_waits_in_a_thread_while_others_read(tmp_path: Path) -> None:
    """A slow disk, or another process that holds the file, keeps the callers of this one that only read waiting for nothing."""
    path = tmp_path / "linkage.db"
    file, lock = File(path), WriteLock(path, 1)
    with lock.held():
        writing = asyncio.ensure_future(file.write(partial(given, pair=("here", "a", "b"))))
        turns = 0
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            await asyncio.sleep(0.01)
            assert file.read.all("case_numbers", '["here"]') == []
            turns += 1
        assert turns > 5
        assert not writing.done()
    assert await writing == 1
    assert file.read.all("case_numbers", '["here"]') == [("here", "a", "b")]
    lock.close()
    file.close()


async def test_what_is_read_with_cannot_write(tmp_path: Path) -> None:
    file = File(tmp_path / "linkage.db")
    with pytest.raises(StorageUnavailable):
        given(file.read, ("here", "a", "b"))
    file.close()


async def test_a_job_that_fails_leaves_nothing_and_the_next_is_done(tmp_path: Path) -> None:
    file = File(tmp_path / "linkage.db")

    def fails(db: Connection) -> None:
        given(db, ("here", "a", "b"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await file.write(fails)
    assert await file.write(partial(given, pair=("here", "c", "d"))) == 1
    assert file.read.all("case_numbers", '["here"]') == [("here", "c", "d")]
    file.close()


async def test_a_file_that_others_hold_too_long_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "linkage.db"
    file, lock = File(path, busy_s=0.05), WriteLock(path, 1)
    with lock.held(), pytest.raises(StorageUnavailable):
        await file.write(partial(given, pair=("here", "a", "b")))
    lock.close()
    file.close()


def given(db: Connection, pair: tuple[str, str, str]) -> int:
    return db.change("case_number_insert", *pair)
