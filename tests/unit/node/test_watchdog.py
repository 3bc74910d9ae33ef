"""A child that hangs is killed and started again; one that works, starts slowly, or is told to stop is not."""

from __future__ import annotations

import asyncio
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from services.node.supervise import Cause, Child
from services.node.watchdog import Patience, RunQueue, ear
from tests.e2e.processes import ROOT
from tests.unit.node.test_supervise import supervised, until

LOOK_S = 0.05
BEATS = f"""
import pathlib, sys, time
from audit.heartbeat import Heartbeat
path, signs = pathlib.Path(sys.argv[1]), int(sys.argv[2])
with path.open("a") as file: file.write("started\\n")
alive, turns = Heartbeat.inherited(every_s={LOOK_S}), 0
while True:
    if turns < signs: alive.beat()
    turns += 1
    with path.open("a") as file: file.write("turn\\n")
    time.sleep({LOOK_S})
"""
SILENT_S = 1.0
SHORT = Patience(SILENT_S, math.inf, LOOK_S)
"""Twenty looks of the watcher, on the child's own machine: a child that runs at all sends one sign within them."""
FOR_EVER = 1_000_000
STARVES = """
import os, pathlib, sys, time
from audit.heartbeat import Heartbeat
path, processor = pathlib.Path(sys.argv[1]), {int(sys.argv[2])}
alive = Heartbeat.inherited(every_s=0.05)
os.sched_setaffinity(0, processor)
worker = os.getpid()
alive.beat()
path.write_text("started\\n")
for _ in range(2):
    if os.fork() == 0:
        while os.getppid() == worker: pass
        os._exit(0)
os.nice(19)
while True:
    until = time.process_time() + 0.03
    while time.process_time() < until: pass
    alive.beat()
    with path.open("a") as file: file.write("turn\\n")
"""
"""Works 30 ms for each sign, at the lowest priority beside two of usual priority, all on one processor."""


@pytest.fixture
def told() -> list[tuple[str, Cause]]:
    return []


@pytest.fixture(autouse=True)
def from_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def beats(log: Path, signs: int = FOR_EVER, watched: Patience | None = SHORT) -> Child:
    return Child("worker", ("-c", BEATS, str(log), str(signs)), patience_s=1.0, watched=watched)


async def test_one_that_is_stopped_is_replaced(
    tmp_path: Path, told: list[tuple[str, Cause]], caplog: pytest.LogCaptureFixture
) -> None:
    log, child = tmp_path / "log", beats(tmp_path / "log")
    async with supervised(child, told=lambda *said: told.append(said)):
        await until(log, "turn", times=2)
        assert child.process is not None
        os.kill(child.process.pid, signal.SIGSTOP)
        await until(log, "started", times=2)
    assert told == [("worker", Cause.HUNG)]
    assert "worker does not answer" in caplog.text


async def test_one_whose_work_stands_still_is_replaced_though_it_lives(
    tmp_path: Path, told: list[tuple[str, Cause]]
) -> None:
    log = tmp_path / "log"
    async with supervised(beats(log, 10), told=lambda *said: told.append(said)):
        await until(log, "started", times=2)
    assert told[0] == ("worker", Cause.HUNG)


async def test_one_that_never_begins_is_replaced_after_its_own_time(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with supervised(beats(log, 0, Patience(silent_s=60.0, starting_s=SILENT_S, look_s=LOOK_S))):
        await until(log, "started", times=2)


async def test_one_that_works_goes_on_and_one_that_is_not_watched_may_be_silent(
    tmp_path: Path, told: list[tuple[str, Cause]]
) -> None:
    logs = tmp_path / "beats", tmp_path / "silent"
    children = beats(logs[0]), beats(logs[1], 0, watched=None)
    async with supervised(*children, told=lambda *said: told.append(said)):
        for log in logs:
            await until(log, "turn", times=int(3 * SILENT_S / LOOK_S))
    assert [log.read_text().splitlines().count("started") for log in logs] == [1, 1]
    assert told == []


async def test_one_that_dies_is_counted_as_that(tmp_path: Path, told: list[tuple[str, Cause]]) -> None:
    log, child = tmp_path / "log", beats(tmp_path / "log")
    async with supervised(child, told=lambda *said: told.append(said)):
        await until(log, "started")
        assert child.process is not None
        child.process.kill()
        await until(log, "started", times=2)
    assert set(told) == {("worker", Cause.ENDED)}


async def test_one_that_gets_no_processor_is_not_hung(tmp_path: Path, told: list[tuple[str, Cause]]) -> None:
    log = tmp_path / "log"
    processor = str(min(os.sched_getaffinity(0)))
    child = Child("worker", ("-c", STARVES, str(log), processor), patience_s=1.0, watched=SHORT)
    async with supervised(child, told=lambda *said: told.append(said)):
        await until(log, "turn", times=2)
    assert told == []


async def test_one_that_only_works_and_sends_no_sign_is_hung(tmp_path: Path, told: list[tuple[str, Cause]]) -> None:
    """It takes the processor and does not wait for it."""
    log = tmp_path / "log"
    working = BEATS.replace(f"time.sleep({LOOK_S})", "if turns == 10:\n        while True: pass")
    async with supervised(
        Child("worker", ("-c", working, str(log), "10"), patience_s=1.0, watched=SHORT),
        told=lambda *said: told.append(said),
    ):
        await until(log, "started", times=2)
    assert told[0] == ("worker", Cause.HUNG)


async def test_of_silence_only_what_the_child_did_not_wait_for_the_processor_counts() -> None:
    looks: list[int] = []

    def waits() -> float:
        looks.append(len(looks))
        return LOOK_S * 2 if len(looks) <= 30 else LOOK_S / 2

    with ear() as heard:
        async with asyncio.timeout(60):
            await heard.silence(Patience(SILENT_S, 10 * LOOK_S, LOOK_S), waits)
    assert len(looks) in (30 + 20, 30 + 21), "ten looks, half of each, after thirty that do not count"


def test_a_process_that_ended_waits_for_nothing() -> None:
    with subprocess.Popen((sys.executable, "-c", "")) as ended:
        ended.wait(60)
    assert RunQueue(ended.pid).waited_s() == 0.0


async def test_looks_are_counted_and_not_time() -> None:
    """A machine that slept, or a supervisor that was stopped with its children, blames nobody for it."""
    loop = asyncio.get_running_loop()
    with ear() as heard:
        waiting = asyncio.ensure_future(heard.silence(Patience(SILENT_S, SILENT_S, LOOK_S), lambda: 0.0))
        for _ in range(3):
            time.sleep(SILENT_S)  # the watcher is stopped together with its child
            await asyncio.sleep(2 * LOOK_S)
            assert not waiting.done()
        os.write(heard.speaks, b".")
        since = loop.time()
        async with asyncio.timeout(60):
            await waiting
        assert loop.time() - since >= SILENT_S - 2 * LOOK_S, "silence begins anew with each sign"
