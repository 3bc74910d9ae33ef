"""An edge's line to the process beside it that does its changes (``change_worker.py``).

The process is started when it is first needed, and again where it was lost. What it had under way is then handed to
the next one: a change that was written is known there by its request, and answered as it was.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from services.node import pipe
from services.node.changes import Job, Reply
from services.node.pipe import Piped, Start, WorkerLost, packed, unpacked
from services.records.errors import StorageUnavailable

TRIES: Final = 3
"""Processes that a change may lose."""
PAUSE_S: Final = 0.2
CLOSE_S: Final = 1.5
"""What is under way at the end has this long; nobody waits for it any more."""
Begin = Callable[[], Awaitable[Piped]]
logger = logging.getLogger(__name__)


async def start(folder: Path, targets: tuple[str, ...], start: Start = pipe.start) -> Piped:
    """Started, and soon ready: the pipe holds its first jobs until it is. Raises OSError."""
    where = ("--folder", str(folder), "--target", ",".join(targets))
    return await start("-m", "services.node.change_worker", *where)


class _Line:
    """One process and what it has under way."""

    def __init__(self, process: Piped) -> None:
        self.process = process
        self.cleared = 0
        self.lost = False
        self._waiting: dict[int, asyncio.Future[Reply]] = {}
        self._number = 0
        self._reading = asyncio.ensure_future(self._read())

    async def do(self, job: Job) -> Reply:
        """The reply of the process to one job. Raises WorkerLost where the process ends before it."""
        into = self.process.stdin
        if self.lost or into is None:
            raise WorkerLost
        self._number += 1
        number = self._number
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[number] = reply
        try:
            into.write(packed((number, job)))
            await into.drain()
        except ConnectionError:
            self._lose()
        try:
            return await reply
        finally:
            self._waiting.pop(number, None)

    async def _read(self) -> None:
        out = self.process.stdout
        with suppress(*pipe.GONE):
            while out is not None:
                number, reply = await unpacked(out)
                waiting = self._waiting.get(number)
                if waiting is not None and not waiting.done():
                    waiting.set_result(reply)
        self._lose()

    def _lose(self) -> None:
        self.lost = True
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(WorkerLost())

    async def end(self, patience_s: float) -> None:
        """Let it finish for so long, and wait until nothing is left of it."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                await self.process.wait()
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()
        await self._reading


class ChangeLink:
    """``forget``: drops what the edge has prepared, where the process did. To be used inside one event loop."""

    def __init__(self, begin: Begin, forget: Callable[[], None]) -> None:
        self._begin = begin
        self._forget = forget
        self._line: _Line | None = None
        self._starting = asyncio.Lock()

    async def do(self, job: Job) -> Reply:
        """What became of the job. Raises StorageUnavailable where process after process is lost."""
        for _ in range(TRIES):
            try:
                line = await self._ready()
                reply = await line.do(job)
            except WorkerLost:
                self._forget()
                await asyncio.sleep(PAUSE_S)
                continue
            if reply.cleared != line.cleared:
                line.cleared = reply.cleared
                self._forget()
            return reply
        raise StorageUnavailable

    @property
    def pid(self) -> int:
        """Process id of the one that runs; 0 before the first."""
        return self._line.process.pid if self._line is not None else 0

    async def _ready(self) -> _Line:
        async with self._starting:
            if self._line is not None and self._line.lost:
                logger.error("the process for changes ended with code %s", self._line.process.returncode)
                await self._line.end(0)
                self._line = None
            if self._line is None:
                try:
                    self._line = _Line(await self._begin())
                except OSError:
                    raise WorkerLost from None
            return self._line

    async def close(self) -> None:
        """End it; to be called when no call is under way."""
        if self._line is not None:
            await self._line.end(CLOSE_S)
            self._line = None
