"""A process group: started again when one dies, stopped in order, nothing left behind."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from services.node import supervise
from services.node.supervise import Child, Pauses, Supervisor, Told, nobody
from tests.e2e.processes import ROOT, children
from tests.e2e.processes import until as patiently

STAYS = """
import pathlib, signal, sys, time
path, name = pathlib.Path(sys.argv[1]), sys.argv[2]
def stop(*_):
    with path.open("a") as file: file.write(f"{name} stopped\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
with path.open("a") as file: file.write(f"{name} started\\n")
while True: time.sleep(10)
"""
STUBBORN = STAYS.replace("    sys.exit(0)", "    pass")
BOTH = (("one", "two"), ("two", "one"))
WAITS = """
import pathlib, signal, sys, time
path, name, other = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
def stop(*_):
    with path.open("a") as file: file.write(f"{name} told\\n")
    while f"{other} told" not in path.read_text(): time.sleep(0.01)
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
with path.open("a") as file: file.write(f"{name} started\\n")
while True: time.sleep(10)
"""
DIES = "import pathlib, sys; pathlib.Path(sys.argv[1]).open('a').write('died\\n'); sys.exit(3)"


def stays(log: Path, name: str, level: int = 0) -> Child:
    return Child(name, ("-c", STAYS, str(log), name), level=level)


async def until(log: Path, *lines: str, times: int = 1) -> None:
    async with asyncio.timeout(60):
        while not all(log.exists() and log.read_text().splitlines().count(line) >= times for line in lines):
            await asyncio.sleep(0.01)


@asynccontextmanager
async def supervised(*children: Child, told: Told = nobody, pauses: Pauses = Pauses()) -> AsyncIterator[Supervisor]:  # noqa: B008
    """Told to stop at the end; the run must then end by itself."""
    supervisor = Supervisor(children, told, pauses=pauses)
    running = asyncio.create_task(supervisor.run())
    await asyncio.sleep(0)
    yield supervisor
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(60):
        await running
    for child in children:
        assert child.process is None or child.process.returncode is not None, f"{child.name} was left behind"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


async def test_told_to_stop_it_stops_the_highest_level_first(log: Path) -> None:
    async with supervised(*(stays(log, name, level=level) for level, name in enumerate(("writer", "graph", "edge")))):
        await until(log, "writer started", "graph started", "edge started")
    stopped = [line for line in log.read_text().splitlines() if line.endswith("stopped")]
    assert stopped == ["edge stopped", "graph stopped", "writer stopped"]


async def test_those_of_one_level_are_told_together(log: Path) -> None:
    """Each of two ends only once the other has been told: one after another neither would."""
    both = [Child(name, ("-c", WAITS, str(log), name, other), level=1, patience_s=8) for name, other in BOTH]
    async with supervised(stays(log, "writer"), *both):
        await until(log, "one started", "two started", "writer started")
    assert [child.process.returncode for child in both if child.process] == [0, 0]


async def test_one_that_is_killed_starts_again_and_the_others_go_on(log: Path) -> None:
    one, two = stays(log, "one"), stays(log, "two")
    async with supervised(one, two):
        await until(log, "one started", "two started")
        assert one.process is not None
        one.process.kill()
        await until(log, "one started", times=2)
        assert log.read_text().splitlines().count("two started") == 1


async def test_one_that_dies_at_once_is_tried_ever_slower(log: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Each pause is twice as long as the one before, to the longest; however slow the machine, none is shorter."""
    loop, times = asyncio.get_running_loop(), list[float]()
    weak, pauses = Child("weak", ("-c", DIES, str(log))), Pauses(quick_s=60.0, first_s=0.1, longest_s=0.4)
    async with supervised(weak, told=lambda *_: times.append(loop.time()), pauses=pauses):
        async with asyncio.timeout(60):
            while len(times) < 5:
                await asyncio.sleep(0.01)
    between = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert all(gap >= least for gap, least in zip(between, (0.2, 0.4, 0.4, 0.4), strict=False)), between
    assert "weak ended with code 3" in caplog.text


async def test_one_that_cannot_be_started_is_tried_again(
    log: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As where a machine is short of memory for a moment; it is told, and nobody else is stopped by it."""
    monkeypatch.setattr(supervise, "sys", SimpleNamespace(executable="/no/such/interpreter"))
    async with supervised(stays(log, "late")):
        async with asyncio.timeout(60):
            while "late could not be started" not in caplog.text:
                await asyncio.sleep(0.01)
        monkeypatch.undo()
        await until(log, "late started")


async def test_stopping_does_not_wait_for_a_pause(log: Path) -> None:
    """The pause after the first end is far longer than the bound of a minute within which the run must end."""
    pauses = Pauses(quick_s=60.0, first_s=300.0, longest_s=600.0)
    async with supervised(Child("weak", ("-c", DIES, str(log))), pauses=pauses):
        await until(log, "died")
    assert log.exists()


async def test_one_that_does_not_listen_is_killed(log: Path) -> None:
    child = Child("stubborn", ("-c", STUBBORN, str(log), "stubborn"), patience_s=0.2)
    async with supervised(child):
        await until(log, "stubborn started")
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


async def test_stopped_while_it_starts_nothing_is_left_behind(log: Path) -> None:
    """The order comes before the first process is there: each that still appears is ended."""
    some = [stays(log, f"child-{number}") for number in range(4)]
    async with supervised(*some):
        pass
    assert all(child.process is None or child.process.returncode is not None for child in some)


async def test_restart_ends_one_by_name_and_it_comes_again(log: Path) -> None:
    async with supervised(stays(log, "writer"), stays(log, "edge")) as supervisor:
        await until(log, "writer started", "edge started")
        supervisor.restart("writer")
        supervisor.restart("nobody")
        await until(log, "writer started", times=2)
        assert log.read_text().splitlines().count("edge started") == 1
        assert "writer stopped" in log.read_text()


async def test_it_comes_again_as_it_is_told_to(log: Path) -> None:
    async with supervised(stays(log, "old")) as supervisor:
        await until(log, "old started")
        supervisor.restart("old", stays(log, "new").arguments)
        await until(log, "new started")


GROUP = """
import asyncio, sys
from services.node.supervise import Child, Supervisor
code, stays, log = sys.argv[1:]
inner = Child("inner", ("-c", code, "", stays, log)) if code else Child("stubborn", ("-c", stays, log, "stubborn"))
asyncio.run(Supervisor([inner, Child("one", ("-c", stays, log, "one"))]).run())
"""


def test_killed_it_leaves_nobody_behind_however_deep(log: Path) -> None:
    """A supervisor of a supervisor, as the demonstration has one, and a child that does not listen to SIGTERM."""
    outer = subprocess.Popen([sys.executable, "-c", GROUP, GROUP, STUBBORN, str(log)], cwd=ROOT)
    try:
        patiently(lambda: log.exists() and log.read_text().split().count("started") == 3, "all have started")
        inner = children(outer.pid, "Supervisor")[0]
        family = [*children(outer.pid, ""), *children(inner, "")]
        assert len(family) == 4
    finally:
        outer.kill()
        outer.wait()
    patiently(lambda: not [pid for pid in family if Path(f"/proc/{pid}").exists()], "nobody is left")
