"""A child that hangs is killed and started again; one that works, starts slowly, or is told to stop is not."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from services.node import watchdog
from services.node.supervise import Cause, Child
from services.node.watchdog import Patience, ear
from tests.e2e.processes import ROOT
from tests.unit.node.test_supervise import supervised, until

BEATS = """
import pathlib, signal, sys, time
from audit.heartbeat import Heartbeat
path, silent_from = pathlib.Path(sys.argv[1]), float(sys.argv[2])
with path.open("a") as file: file.write("started\\n")
alive, since = Heartbeat.inherited(), time.monotonic()
while True:
    if time.monotonic() - since < silent_from: alive.beat()
    time.sleep(0.05)
"""
SHORT = Patience(silent_s=3.0, starting_s=4.0)


@pytest.fixture
def told() -> list[tuple[str, Cause]]:
    return []


@pytest.fixture(autouse=True)
def from_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def beats(log: Path, silent_from_s: float = 1000.0, watched: Patience | None = SHORT) -> Child:
    return Child("worker", ("-c", BEATS, str(log), str(silent_from_s)), patience_s=1.0, watched=watched)


async def test_one_that_is_stopped_is_replaced(
    tmp_path: Path, told: list[tuple[str, Cause]], caplog: pytest.LogCaptureFixture
) -> None:
    log, child = tmp_path / "log", beats(tmp_path / "log")
    async with supervised(child, told=lambda *said: told.append(said)):
        await until(log, "started")
        await asyncio.sleep(1.5)
        assert child.process is not None
        os.kill(child.process.pid, signal.SIGSTOP)
        await until(log, "started", times=2)
    assert told == [("worker", Cause.HUNG)]
    assert "worker does not answer" in caplog.text


async def test_one_whose_work_stands_still_is_replaced_though_it_lives(
    tmp_path: Path, told: list[tuple[str, Cause]]
) -> None:
    log = tmp_path / "log"
    async with supervised(beats(log, 0.5), told=lambda *said: told.append(said)):
        await until(log, "started", times=2)
    assert told[0] == ("worker", Cause.HUNG)


async def test_one_that_never_begins_is_replaced_after_its_own_time(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with supervised(beats(log, 0.0, Patience(silent_s=60.0, starting_s=2.0))):
        await until(log, "started", times=2)


async def test_one_that_works_goes_on_and_one_that_is_not_watched_may_be_silent(
    tmp_path: Path, told: list[tuple[str, Cause]]
) -> None:
    logs = tmp_path / "beats", tmp_path / "silent"
    children = beats(logs[0]), beats(logs[1], 0.0, watched=None)
    async with supervised(*children, told=lambda *said: told.append(said)):
        await asyncio.sleep(6.0)
    assert [log.read_text() for log in logs] == ["started\n", "started\n"]
    assert told == []


async def test_one_that_dies_is_counted_as_that(tmp_path: Path, told: list[tuple[str, Cause]]) -> None:
    log, child = tmp_path / "log", beats(tmp_path / "log")
    async with supervised(child, told=lambda *said: told.append(said)):
        await until(log, "started")
        assert child.process is not None
        child.process.kill()
        await until(log, "started", times=2)
    assert set(told) == {("worker", Cause.ENDED)}


async def test_looks_are_counted_and_not_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that slept, or a supervisor that was stopped with its children, blames nobody for it."""
    monkeypatch.setattr(watchdog, "EVERY_S", 0.05)
    with ear() as heard:
        waiting = asyncio.ensure_future(heard.silence(Patience(silent_s=0.5, starting_s=0.5)))
        for _ in range(30):
            os.write(heard.speaks, b".")
            await asyncio.sleep(0.05)
        assert not waiting.done()
        async with asyncio.timeout(2.0):
            await waiting
