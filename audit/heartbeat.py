"""A sign of life, from a process to whoever started it: one byte a second into a pipe that it was started with.

The thread that does the work sends it, so that a process whose work stands still is silent, whatever else of it runs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, MutableMapping
from contextlib import suppress

VARIABLE = "RABTA_HEARTBEAT"
"""Number of the pipe's descriptor; only set where somebody listens."""
EVERY_S = 1.0


def environment(pipe: int | None) -> dict[str, str]:
    """That of a child which is to beat into ``pipe``; None: nobody listens to it."""
    own = {name: value for name, value in os.environ.items() if name != VARIABLE}
    return own if pipe is None else {**own, VARIABLE: str(pipe)}


class Heartbeat:
    """One pipe, which never blocks: a full one says enough, and one that nobody reads any more is of no use.

    ``clock``: seconds that only grow.
    """

    def __init__(self, pipe: int | None, every_s: float = EVERY_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._pipe = pipe
        self._every_s = every_s
        self._clock = clock
        self._next_s = 0.0

    @classmethod
    def inherited(cls, environment: MutableMapping[str, str] = os.environ, every_s: float = EVERY_S) -> Heartbeat:
        """That of this process, taken out of the environment: its own children are not heard on it."""
        said = environment.pop(VARIABLE, "")
        pipe = int(said) if said.isdecimal() else None
        if pipe is not None:
            os.set_inheritable(pipe, False)
        return cls(pipe, every_s)

    def close(self) -> None:
        """Leave it to another process that has it too: whoever listens hears of no end but that one's."""
        if self._pipe is not None:
            os.close(self._pipe)
            self._pipe = None

    def beat(self) -> None:
        """Say that work goes on; at most once in ``every_s`` seconds, however often it is called."""
        now_s = self._clock()
        if self._pipe is None or now_s < self._next_s:
            return
        self._next_s = now_s + self._every_s
        with suppress(BlockingIOError, BrokenPipeError):
            os.write(self._pipe, b".")
