"""Processes forked from one that has loaded their code: each its own, told of to the supervisor, none left behind."""

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
from typing import Any

import pytest

from services.node import beside, forked, forking
from services.node.forked import ForkServer, ForkServerLost, NotForked
from services.node.supervise import Cause, Child, Supervisor
from services.node.watchdog import Patience, ear
from tests.e2e.processes import children
from tests.proc import alive
from tests.unit.node import fork_program
from tests.unit.node.test_supervise import until

PROGRAM = "tests.unit.node.fork_program"
HERE = ("-m", PROGRAM)


@asynccontextmanager
async def serving() -> AsyncIterator[ForkServer]:
    """One for a test, which leaves nothing."""
    server = ForkServer(HERE)
    yield server
    pid = server.pid
    await server.close()
    assert not Path(f"/proc/{pid}").exists() or not pid


async def facts_of(server: ForkServer, path: Path) -> dict[str, Any]:
    child = await server.start((*HERE, "facts", str(path)), None)
    assert await child.wait() == 0
    found: dict[str, Any] = json.loads(path.read_text())
    return found


async def test_a_forked_process_is_one_of_its_own(tmp_path: Path) -> None:
    """Its title says what it is, it hears signals, and it has no end of its parent's line or of another's heartbeat."""
    path = tmp_path / "facts"
    async with serving() as server:
        with ear() as heard:
            other = await server.start((*HERE, "stays", str(tmp_path / "log"), "other"), heard.speaks)
            found = await facts_of(server, path)
            other.terminate()
            await other.wait()
        assert found["parent"] == server.pid
    assert found["title"] == f"{sys.executable} -m {PROGRAM} facts {path}"
    assert found["signals"] == [True, True]
    assert not found["beats"]
    foreign = [name for name in found["open"] if name not in own_streams()]
    assert not [name for name in foreign if name.startswith(("socket", "pipe", "anon_inode"))]


def own_streams() -> list[str]:
    """What this process's first three descriptors are, which every child has from it."""
    return [os.readlink(f"/proc/self/fd/{number}") for number in range(3)]


async def test_no_two_have_the_same_random_bytes(tmp_path: Path) -> None:
    async with serving() as server:
        found = [(await facts_of(server, tmp_path / str(number)))["random"] for number in range(3)]
    assert len(set(found)) == 3


async def test_a_beat_comes_through_and_is_inherited_by_nobody(tmp_path: Path) -> None:
    async with serving() as server:
        with ear() as heard:
            child = await server.start((*HERE, "beats", str(tmp_path / "facts")), heard.speaks)
            await child.wait()
            assert heard._said()
    assert not json.loads((tmp_path / "facts").read_text())["beats"]


@pytest.mark.parametrize("code", [0, 2, 7])
async def test_its_code_is_told(code: int) -> None:
    async with serving() as server:
        child = await server.start((*HERE, "fails", str(code)), None)
        assert await child.wait() == child.returncode == code
        child.kill()
        child.terminate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_a_signal_reaches_it(tmp_path: Path, number: signal.Signals) -> None:
    async with serving() as server:
        child = await server.start((*HERE, "stays", str(tmp_path / "log"), "one"), None)
        await until(tmp_path / "log", "one started")
        child.terminate() if number is signal.SIGTERM else child.kill()
        assert await child.wait() == (0 if number is signal.SIGTERM else -9)


async def test_many_asked_for_at_once_are_all_there(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with serving() as server:
        every = await asyncio.gather(
            *(server.start((*HERE, "stays", str(log), f"p{number}"), None) for number in range(9))
        )
        await until(log, *(f"p{number} started" for number in range(9)))
        assert len({child.pid for child in every}) == 9
        assert sorted(child.pid for child in every) == children(server.pid, "stays")
        for child in every:
            child.terminate()
        assert [await child.wait() for child in every] == [0] * 9


async def test_killed_it_takes_its_children_along_and_another_comes(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with serving() as server:
        every = [await server.start((*HERE, "stays", str(log), name), None) for name in ("one", "two")]
        await until(log, "one started", "two started")
        old = server.pid
        os.kill(old, signal.SIGKILL)
        async with asyncio.timeout(60):
            assert [await child.wait() for child in every] == [-9, -9]
        assert not [child for child in every if alive(child.pid)]
        again = await server.start((*HERE, "fails", "3"), None)
        assert await again.wait() == 3
        assert server.pid != old


async def test_what_was_forked_first_forks_until_it_is_lost_and_then_another_is_started(tmp_path: Path) -> None:
    """Of the supervisor itself, before it opened anything: it has no line, loop or descriptor of what came later."""
    first = beside.fork(lambda descriptor: forking.run(descriptor, fork_program.program))
    server = ForkServer(HERE, first)
    found = await facts_of(server, tmp_path / "first")
    assert (found["parent"], server.pid) == (first.pid, first.pid)
    stays = await server.start((*HERE, "stays", str(tmp_path / "log"), "one"), None)
    await until(tmp_path / "log", "one started")
    os.kill(first.pid, signal.SIGKILL)
    async with asyncio.timeout(60):
        assert await stays.wait() == -9
    again = await facts_of(server, tmp_path / "again")
    assert again["parent"] == server.pid != first.pid
    assert not Path(f"/proc/{first.pid}").exists(), "nobody is left unwaited for"
    await server.close()


@pytest.mark.parametrize("asked", [True, False])
async def test_what_was_forked_first_ends_with_its_supervisor(tmp_path: Path, asked: bool) -> None:
    first = beside.fork(lambda descriptor: forking.run(descriptor, fork_program.program))
    server = ForkServer(HERE, first)
    if asked:
        await facts_of(server, tmp_path / "facts")
    await server.close()
    assert not Path(f"/proc/{first.pid}").exists()
    assert not server.pid


def test_one_that_has_ended_is_not_ended_again() -> None:
    """Its id may be another process's by then."""
    first = beside.fork(lambda descriptor: forking.run(descriptor, fork_program.program))
    first.close()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        first.pid = other.pid
        first.close()
        other.communicate(b"\n")
        assert other.returncode == 0


async def test_what_never_starts_is_lost_and_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    server = ForkServer(("-m", "tests.unit.node.no_such_program"))
    with pytest.raises(ForkServerLost):
        await server.start((*HERE, "fails", "0"), None)
    await server.close()


async def test_where_the_machine_is_short_one_is_not_started_and_the_others_go_on(tmp_path: Path) -> None:
    """Else each part that ends would take all the others along, at the moment at which least can be started."""
    log = tmp_path / "log"
    server = ForkServer((*HERE, "short"))
    stays = await server.start((*HERE, "stays", str(log), "one"), None)
    await until(log, "one started")
    held = server.pid
    with pytest.raises(NotForked), ear() as heard:
        await server.start((*HERE, "fails", "0"), heard.speaks)
    again = await server.start((*HERE, "fails", "5"), None)
    assert await again.wait() == 5
    assert (server.pid, stays.returncode) == (held, None)
    stays.terminate()
    await stays.wait()
    await server.close()


async def test_a_server_that_says_nothing_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving() as server:
        await (await server.start((*HERE, "fails", "0"), None)).wait()
        old = server.pid
        os.kill(old, signal.SIGSTOP)
        monkeypatch.setattr(forked, "STARTING_S", 0.2)
        with pytest.raises(ForkServerLost):
            await server.start((*HERE, "fails", "0"), None)
        monkeypatch.setattr(forked, "STARTING_S", 60.0)
        async with asyncio.timeout(60):
            while server.pid == old:
                await asyncio.sleep(0.01)
        assert await (await server.start((*HERE, "fails", "4"), None)).wait() == 4


def forks(log: Path, name: str, level: int = 0, watched: Patience | None = None) -> Child:
    return Child(name, (*HERE, "stays", str(log), name), level, watched=watched, forked=True)


@asynccontextmanager
async def supervised(*some: Child, told: list[tuple[str, Cause]]) -> AsyncIterator[ForkServer]:
    server = ForkServer(HERE)
    running = asyncio.create_task(Supervisor(some, lambda *what: told.append(what), server).run())
    await asyncio.sleep(0)
    yield server
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(60):
        await running
    assert not server.pid


async def test_a_supervisor_stops_them_in_their_order(tmp_path: Path) -> None:
    log = tmp_path / "log"
    parts = forks(log, "writer"), forks(log, "edge", 1)
    async with supervised(*parts, told=[]):
        await until(log, "writer started", "edge started")
        while not all(part.process for part in parts):  # a line may be there before the supervisor hears of its writer
            await asyncio.sleep(0.01)
    assert [line for line in log.read_text().splitlines() if "stopped" in line] == ["edge stopped", "writer stopped"]


async def test_a_supervisor_starts_one_again_and_all_after_the_server_is_killed(tmp_path: Path) -> None:
    log, told = tmp_path / "log", list[tuple[str, Cause]]()
    one, two = forks(log, "one"), forks(log, "two")
    async with supervised(one, two, told=told) as server:
        await until(log, "one started", "two started")
        assert one.process is not None
        one.process.kill()
        await until(log, "one started", times=2)
        assert log.read_text().splitlines().count("two started") == 1
        os.kill(server.pid, signal.SIGKILL)
        await until(log, "one started", times=3)
        await until(log, "two started", times=2)
    assert sorted(told) == [("one", Cause.ENDED), ("one", Cause.ENDED), ("two", Cause.ENDED)]


async def test_one_that_is_silent_is_killed_and_started_again(tmp_path: Path) -> None:
    log, told = tmp_path / "log", list[tuple[str, Cause]]()
    async with supervised(forks(log, "mute", watched=Patience(1.0, 1.0)), told=told):
        await until(log, "mute started", times=2)
    assert told[0] == ("mute", Cause.HUNG)
