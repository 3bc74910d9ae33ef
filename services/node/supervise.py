"""One process group: children in the order they depend on each other, started again when they die.

SIGTERM or SIGINT stops them from the highest level to the lowest, those of one level together: the edges drain
before the writer goes, so that what is under way still reaches the log. However the supervisor itself ends, its
children end with it. One that says nothing any more (:mod:`services.node.watchdog`) is killed, and so started again.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from audit.heartbeat import Heartbeat, environment
from graph.parent_death import dies_with_parent
from services.node.forked import Forked, ForkServer, NotForked
from services.node.watchdog import Ear, Patience, RunQueue, beating, ear

PATIENCE_S = 8.0
logger = logging.getLogger(__name__)


class Cause(StrEnum):
    """Why a child was started again."""

    ENDED = "ended"
    HUNG = "hung"


Told = Callable[[str, Cause], None]
"""Hears which child was started again, and why."""


def nobody(_name: str, _cause: Cause) -> None:
    """Where nothing counts them."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds before a child is started again. Each pause after a child that ended within ``quick_s`` is twice as long.

    ``longest_s``: of a pause.
    """

    quick_s: float = 1.0
    first_s: float = 0.1
    longest_s: float = 5.0


@dataclass(slots=True)
class Child:
    """One supervised process: name for the log, arguments after the interpreter.

    ``level``: it may depend on those of lower levels, and is stopped before them; ``patience_s``: how long it may take
    to stop, before it is killed. That of a supervisor is longer than its own children's together. ``watched``: how
    long it may be silent, before it is killed; None for one that gives no sign of life. ``forked``: it is one of a
    node's own processes, whose code the fork server has loaded.
    """

    name: str
    arguments: tuple[str, ...]
    level: int = 0
    patience_s: float = PATIENCE_S
    watched: Patience | None = None
    forked: bool = False
    process: asyncio.subprocess.Process | Forked | None = field(default=None)


def longest_stop_s(children: Iterable[Child]) -> float:
    """What stopping them takes at the longest: level after level, each as long as the most patient of it."""
    levels: dict[int, float] = {}
    for child in children:
        levels[child.level] = max(child.patience_s, levels.get(child.level, 0.0))
    return sum(levels.values())


class Supervisor:
    """Keeps children running until told to stop. ``pauses``: before a child is started again."""

    def __init__(
        self,
        children: Sequence[Child],
        told: Told = nobody,
        server: ForkServer | None = None,
        pauses: Pauses = Pauses(),  # frozen
    ) -> None:
        self._children = list(children)
        self._pauses = pauses
        self._told = told
        self._stopping = asyncio.Event()
        self._server = server or ForkServer()

    async def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stopping.set)
        alive = loop.create_task(beating(Heartbeat.inherited()))
        keepers = [loop.create_task(self._keep(child)) for child in self._children]
        await self._stopping.wait()
        for level in sorted({child.level for child in self._children}, reverse=True):
            await asyncio.gather(*(_stop(child) for child in self._children if child.level == level))
        await asyncio.gather(*keepers)
        await self._server.close()
        alive.cancel()

    def restart(self, name: str, arguments: tuple[str, ...] = ()) -> None:
        """End a child so that it starts again, with other arguments where given and what its settings now say."""
        for child in self._children:
            if child.name == name:
                child.arguments = arguments or child.arguments
                if child.process is not None and child.process.returncode is None:
                    child.process.terminate()

    async def _keep(self, child: Child) -> None:
        pauses = self._pauses
        pause = pauses.first_s
        loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            started = loop.time()
            cause = await self._run(child)
            if self._stopping.is_set():
                return
            self._told(child.name, cause)
            quick = loop.time() - started < pauses.quick_s
            pause = min(pause * 2, pauses.longest_s) if quick else pauses.first_s
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._stopping.wait()

    async def _run(self, child: Child) -> Cause:
        """From its start to its end, which comes by itself, by order, or because it is silent."""
        with ear() as heard:
            speaks = heard.speaks if child.watched else None
            try:
                process = child.process = await self._started(child, speaks)
            except (NotForked, OSError) as error:
                logger.error("%s could not be started: %s", child.name, type(error).__name__)
                return Cause.ENDED
            if self._stopping.is_set():
                await _stop(child)
            watching = asyncio.ensure_future(self._watch(process, child, heard))
            code = await process.wait()
            watching.cancel()
            (hung,) = await asyncio.gather(watching, return_exceptions=True)
        if not self._stopping.is_set():
            logger.error("%s ended with code %s", child.name, code)
        return Cause.HUNG if hung is True else Cause.ENDED

    async def _started(self, child: Child, speaks: int | None) -> asyncio.subprocess.Process | Forked:
        if child.forked:
            return await self._server.start(child.arguments, speaks)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *child.arguments,
            preexec_fn=dies_with_parent(),
            env=environment(speaks),
            pass_fds=() if speaks is None else (speaks,),
        )

    async def _watch(self, process: asyncio.subprocess.Process | Forked, child: Child, heard: Ear) -> bool:
        """Kill a child that is silent for too long; whether it did. One that is told to stop has its patience."""
        if child.watched is None:
            return False
        await heard.silence(child.watched, RunQueue(process.pid).waited_s)
        if process.returncode is not None or self._stopping.is_set():
            return False
        logger.error("%s does not answer: it is killed, and started again", child.name)
        process.kill()
        return True


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
