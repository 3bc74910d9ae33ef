"""One process group: children in the order they depend on each other, started again when they die.

SIGTERM or SIGINT stops them from the highest level to the lowest, those of one level together: the edges drain
before the writer goes, so that what is under way still reaches the log. However the supervisor itself ends, its
children end with it.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from graph.parent_death import dies_with_parent

QUICK_S = 1.0
LONGEST_PAUSE_S = 5.0
PATIENCE_S = 8.0
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Child:
    """One supervised process: name for the log, arguments after the interpreter.

    ``level``: it may depend on those of lower levels, and is stopped before them; ``patience_s``: how long it may take
    to stop, before it is killed. That of a supervisor is longer than its own children's together.
    """

    name: str
    arguments: tuple[str, ...]
    level: int = 0
    patience_s: float = PATIENCE_S
    process: asyncio.subprocess.Process | None = field(default=None)


def longest_stop_s(children: Iterable[Child]) -> float:
    """What stopping them takes at the longest: level after level, each as long as the most patient of it."""
    levels: dict[int, float] = {}
    for child in children:
        levels[child.level] = max(child.patience_s, levels.get(child.level, 0.0))
    return sum(levels.values())


class Supervisor:
    """Keeps children running until told to stop."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = list(children)
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stopping.set)
        keepers = [loop.create_task(self._keep(child)) for child in self._children]
        await self._stopping.wait()
        for level in sorted({child.level for child in self._children}, reverse=True):
            await asyncio.gather(*(_stop(child) for child in self._children if child.level == level))
        await asyncio.gather(*keepers)

    def restart(self, name: str, arguments: tuple[str, ...] = ()) -> None:
        """End a child so that it starts again, with other arguments where given and what its settings now say."""
        for child in self._children:
            if child.name == name:
                child.arguments = arguments or child.arguments
                if child.process is not None and child.process.returncode is None:
                    child.process.terminate()

    async def _keep(self, child: Child) -> None:
        pause = 0.1
        loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            started = loop.time()
            child.process = await asyncio.create_subprocess_exec(
                sys.executable, *child.arguments, preexec_fn=dies_with_parent()
            )
            if self._stopping.is_set():
                await _stop(child)
            code = await child.process.wait()
            if self._stopping.is_set():
                return
            logger.error("%s ended with code %s", child.name, code)
            pause = min(pause * 2, LONGEST_PAUSE_S) if loop.time() - started < QUICK_S else 0.1
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._stopping.wait()


async def _stop(child: Child) -> None:
    process = child.process
    if process is None or process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(child.patience_s):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
