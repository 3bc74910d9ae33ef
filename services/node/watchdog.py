"""Hears whether a child still does its work, by :mod:`audit.heartbeat`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from audit.heartbeat import EVERY_S, Heartbeat

STARTING_S: Final = 120.0
"""How long a child may take until its first sign, where how much it has to do first is known."""
_READ: Final = 4096


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

    async def silence(self, patience: Patience) -> None:
        """Return once the child has been silent for too long. A child that ends is silent as well.

        Looks are counted, not time: where this process was stopped too, it hears what was said meanwhile first.
        """
        left_s = patience.starting_s
        while left_s > 0:
            await asyncio.sleep(patience.look_s)
            left_s = patience.silent_s if self._said() else left_s - patience.look_s

    def _said(self) -> bool:
        try:
            return bool(os.read(self._heard, _READ))
        except BlockingIOError:
            return False


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
