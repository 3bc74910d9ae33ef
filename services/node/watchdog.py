"""Hears whether a child still does its work, by :mod:`audit.heartbeat`.

A child that asks for the processor and does not get it is starved and not hung: the time that it waits in the
scheduler's queue does not count as silence.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit.heartbeat import EVERY_S, Heartbeat

STARTING_S: Final = 120.0
"""How long a child may take until its first sign, where how much it has to do first is known."""
_READ: Final = 4096
_NS: Final = 1_000_000_000
Waited = Callable[[], float]
"""Seconds that a child has waited for the processor since the last call."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a child may be silent, in seconds of the watcher's own running: before its first sign, and after it.

    ``look_s``: between two looks of the watcher, and no less than between two signs of the child.
    """

    silent_s: float
    starting_s: float = STARTING_S
    look_s: float = EVERY_S


class Ear:
    """The reading end of one child's pipe; ``speaks``: the end that the child is started with."""

    def __init__(self, heard: int, speaks: int) -> None:
        self._heard, self.speaks = heard, speaks

    async def silence(self, patience: Patience, waited: Waited) -> None:
        """Return once the child has been silent for too long. A child that ends is silent as well.

        Looks are counted, not time: where this process was stopped too, it hears what was said meanwhile first. Of a
        look, what the child has ``waited`` for the processor does not count.
        """
        left_s = patience.starting_s
        while left_s > 0:
            await asyncio.sleep(patience.look_s)
            if self._said():
                left_s = patience.silent_s
            else:
                left_s -= max(0.0, patience.look_s - waited())

    def _said(self) -> bool:
        try:
            return bool(os.read(self._heard, _READ))
        except BlockingIOError:
            return False


class RunQueue:
    """How long the threads of one process wait for the processor, by ``/proc/PID/task/TID`` (Linux, proc(5)).

    A thread that is runnable (state R of ``stat``) waits for as long as it did not run (nanoseconds, first field of
    ``schedstat``). Any thread counts, as the one that sends signs may wait for a lock that a starved one holds.
    """

    def __init__(self, pid: int) -> None:
        self._tasks = Path(f"/proc/{pid}/task")
        self._before: dict[str, int] = {}
        self._since_s = time.monotonic()

    def waited_s(self) -> float:
        """Seconds since the last call, of the thread that waited longest; 0.0 where /proc tells nothing of it."""
        before, since_s = self._before, self._since_s
        self._before, self._since_s = {}, time.monotonic()
        return max((self._since_s - since_s - ran_s for ran_s in self._runnable(before)), default=0.0)

    def _runnable(self, before: Mapping[str, int]) -> Iterator[float]:
        """How long each thread ran that is runnable now, in seconds; a new one since its start."""
        with suppress(OSError):
            for task in self._tasks.iterdir():
                with suppress(OSError):
                    ran = int((task / "schedstat").read_text("ascii").split()[0])
                    self._before[task.name] = ran
                    if (task / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0] == "R":
                        yield (ran - before.get(task.name, 0)) / _NS


@contextmanager
def ear() -> Iterator[Ear]:
    """A new pipe, both of whose ends are closed here when left; the child has its own."""
    heard, speaks = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        yield Ear(heard, speaks)
    finally:
        os.close(heard)
        os.close(speaks)


async def beating(heartbeat: Heartbeat) -> None:
    """The sign of life of an event loop, until cancelled."""
    while True:
        heartbeat.beat()
        await asyncio.sleep(EVERY_S)
