"""Ends a process by ``kill -9`` at a step of its own, counted from 1: what must survive any end is tried at each."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from types import FrameType
from typing import Any

WRITES = {"fsync", "pwrite", "replace", "rename", "unlink", "open", "write", "flush", "execute", "executemany", "flock"}


class Killing:
    """A profiler of all threads that kills its process at a step, of those after ``armed`` was set.

    ``steps``: end of a file's path -> its functions. A call into or a return from one is a step, and so is each call in
    the file that writes, syncs, renames or removes.
    """

    def __init__(self, step: int, steps: Mapping[str, AbstractSet[str]]) -> None:
        self._left, self._steps = step, steps
        self.armed = False
        self._ours: dict[str, AbstractSet[str] | None] = {}

    def __call__(self, frame: FrameType, event: str, called: Any) -> None:
        if not self.armed or not self._is_step(frame, event, called):
            return
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)

    def _is_step(self, frame: FrameType, event: str, called: Any) -> bool:
        name = frame.f_code.co_filename
        if name not in self._ours:
            self._ours[name] = next((names for file, names in self._steps.items() if name.endswith(file)), None)
        ours = self._ours[name]
        if ours is None or event == "c_return":
            return False
        return called.__name__ in WRITES if event == "c_call" else frame.f_code.co_name in ours
