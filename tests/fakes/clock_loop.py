"""An event loop whose clock goes on only when nothing else is left to do: waits take no time, and times are exact."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any


class _Clock(selectors.SelectSelector):
    now_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready now; else the time until the next timer is over. AssertionError where no timer is left."""
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "nothing will ever happen again"
            self.now_s += timeout
        return ready


class ClockLoop(asyncio.SelectorEventLoop):
    """``time`` begins at 0 and is exact in whole seconds."""

    def __init__(self) -> None:
        self._clock = _Clock()
        super().__init__(self._clock)

    def time(self) -> float:
        """Seconds since the loop was made."""
        return self._clock.now_s

    def be_busy(self, seconds: float) -> None:
        """What runs now takes this long, so that timers that end meanwhile are due in the next turn."""
        self._clock.now_s += seconds


def run_timed(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a scenario in a loop of its own."""
    with asyncio.Runner(loop_factory=ClockLoop) as runner:
        runner.run(scenario())


def timed(scenario: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """A test of the scenario, run in that way."""

    def test() -> None:
        run_timed(scenario)

    test.__name__ = scenario.__name__
    return test
