"""Workers that an edge's own fork server forks: each between two streams, and none that outlives the edge."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.node import pipe
from services.node.change_link import ChangeLink
from services.node.change_link import start as begin
from services.node.edge_forks import PROGRAMS, EdgeForks, fork_beside, program
from services.node.pipe import Piped
from tests.e2e.processes import FORKS, children, until
from tests.proc import alive, command, opened
from tests.shared import ROOT
from tests.unit.node import fork_program

HERE = ("-m", "tests.unit.node.fork_program")


@asynccontextmanager
async def forking() -> AsyncIterator[tuple[EdgeForks, int]]:
    """An edge's side, and the id of what forks; at the end nothing of it is left, not even a zombie."""
    beside = fork_beside(fork_program.program)
    forks = EdgeForks(beside)
    yield forks, beside.pid
    forks.close()
    assert not Path(f"/proc/{beside.pid}").exists()


async def said_again(worker: Piped, text: bytes) -> bytes:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(text)
    await worker.stdin.drain()
    return await worker.stdout.readexactly(len(text))


async def test_a_worker_is_told_and_answers_and_ends_with_its_input(tmp_path: Path) -> None:
    async with forking() as (forks, pid):
        worker = await forks.start(*HERE, "echoes", str(tmp_path / "facts"))
        assert await said_again(worker, b"jobs" * 10_000) == b"jobs" * 10_000
        assert children(pid, "echoes") == [worker.pid]
        assert worker.returncode is None
        assert worker.stdin is not None
        worker.stdin.close()
        assert await worker.wait() == worker.returncode == 0


async def test_it_has_nothing_of_the_edge_nor_of_another_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sockets are all that it holds: an edge that hears its own heartbeat from others would seem to live."""
    reads, beats = os.pipe()
    monkeypatch.setenv("RABTA_HEARTBEAT", str(beats))
    had = fork_program.facts()["open"]  # an edge forks before it has a loop, and so before it has any
    assert isinstance(had, list)
    async with forking() as (forks, pid):
        # What forks opens no pipe: those that it has, another thread of the tests may have opened since.
        own = {*had, *(name for name in opened(pid) if name.startswith("pipe"))}
        os.close(beats)
        with open(reads, "rb", buffering=0) as heart:
            assert heart.read() == b"", "nobody holds the other end"
        every = [await forks.start(*HERE, "echoes", str(tmp_path / str(number))) for number in range(2)]
        for worker in every:
            await said_again(worker, b"there")
        found = [json.loads((tmp_path / str(number)).read_text()) for number in range(2)]
        own |= {name for name in opened(pid) if name.startswith("pipe")}
        for each in found:
            assert each["parent"] == pid
            assert not each["beats"]
            new = {name for name in each["open"] if name.startswith(("socket", "pipe"))} - own
            assert len({name for name in new if name.startswith("socket")}) == 2
            # A library may make a pipe in each child of a fork, which is the child's own.
            others = opened(os.getpid()).union(*(other["open"] for other in found if other is not each))
            assert not {name for name in new if name.startswith("pipe")} & others
            assert each["signals"] == [True, True]
        for worker in every:
            worker.kill()
            assert await worker.wait() == -signal.SIGKILL
        await asyncio.sleep(0)


async def test_where_what_forks_is_killed_its_workers_end_and_others_start_for_themselves(tmp_path: Path) -> None:
    beside = fork_beside(fork_program.program)
    forks = EdgeForks(beside)
    worker = await forks.start(*HERE, "echoes", str(tmp_path / "facts"))
    os.kill(beside.pid, signal.SIGKILL)
    async with asyncio.timeout(60):
        assert await worker.wait() == -signal.SIGKILL
    assert not alive(worker.pid)
    alone = await forks.start("-c", "import sys; sys.stdout.write(sys.stdin.readline())")
    assert await said_again(alone, b"alone\n") == b"alone\n"
    await alone.wait()
    forks.close()
    assert not Path(f"/proc/{beside.pid}").exists()


async def test_who_goes_away_while_one_is_started_leaves_none(tmp_path: Path) -> None:
    """Its input ends, as nobody holds the other end."""
    async with forking() as (forks, pid):
        starting = asyncio.ensure_future(forks.start(*HERE, "echoes", str(tmp_path / "facts")))
        await asyncio.sleep(0)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        other = await forks.start(*HERE, "echoes", str(tmp_path / "other"))
        async with asyncio.timeout(60):
            while children(pid, "echoes") != [other.pid]:
                await asyncio.sleep(0.01)
        other.kill()
        await other.wait()


async def test_what_forks_hears_no_signal_that_is_the_edges(tmp_path: Path) -> None:
    async with forking() as (forks, pid):
        for number in (signal.SIGTERM, signal.SIGINT):
            os.kill(pid, number)
        worker = await forks.start(*HERE, "fails", "0")
        assert await worker.wait() == 0
        assert FORKS in command(pid)


EDGE = """
import asyncio, sys
from services.node.edge_forks import EdgeForks, fork_beside
from tests.unit.node import fork_program
beside = fork_beside(fork_program.program)
async def main():
    worker = await EdgeForks(beside).start(*sys.argv[1:])
    print(beside.pid, worker.pid, flush=True)
    await worker.wait()
asyncio.run(main())
"""


def test_nothing_outlives_an_edge_that_is_killed(tmp_path: Path) -> None:
    """Also a worker at its work, which reads nothing."""
    words = (*HERE, "stays", str(tmp_path / "log"), "worker")
    edge = subprocess.Popen([sys.executable, "-c", EDGE, *words], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert edge.stdout is not None
        pids = [int(pid) for pid in edge.stdout.readline().split()]
        until(lambda: (tmp_path / "log").exists(), "it is at its work")
        assert len(pids) == len([pid for pid in pids if alive(pid)]) == 2
    finally:
        edge.kill()
        edge.wait()
        assert edge.stdout is not None
        edge.stdout.close()
    until(lambda: not [pid for pid in pids if alive(pid)], "nothing is left")


async def test_it_forks_what_an_edge_starts_and_nothing_else(tmp_path: Path) -> None:
    """The words are those with which each starts for itself; in a folder without a node they find nothing to do."""
    asked: list[tuple[str, ...]] = []

    async def start(*words: str) -> Piped:
        asked.append(words)
        return await pipe.start("-c", "")

    link = ChangeLink(lambda: begin(tmp_path, ("records",), start), lambda: None)
    await link._ready()
    await link.close()
    assert [words[:2] for words in asked] == [("-m", "services.node.change_worker")]
    assert PROGRAMS.keys() == {"services.node.worker", "services.node.change_worker"}
    with pytest.raises(KeyError):
        program(("-m", "services.issuer"))
