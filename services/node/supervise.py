"""One process group: children in the order they depend on each other, started again when they die.

SIGTERM or SIGINT stops them from the last to the first, one after another: the edges drain
before the writer goes, so that what is under way still reaches the log.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

QUICK_S = 1.0
LONGEST_PAUSE_S = 5.0
KILL_AFTER_S = 20.0
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Child:
    """One supervised process: name for the log, arguments after the interpreter."""

    name: str
    arguments: tuple[str, ...]
    process: asyncio.subprocess.Process | None = field(default=None)


class Supervisor:
    """Keeps children running until told to stop; each may depend on those before it."""

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
        for child in reversed(self._children):
            await _stop(child)
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
            child.process = await asyncio.create_subprocess_exec(sys.executable, *child.arguments)
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
        async with asyncio.timeout(KILL_AFTER_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
