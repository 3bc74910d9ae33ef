"""A few processes beside an edge that search and draw, so that no question holds the edge's own thread.

An agency has one of them at a time; its further questions wait, a few, and the rest are told that it is busy. Agencies
take turns, since each stands in the common queue once at most. Whoever is gone, or has waited to their deadline, takes
their process with them: it is killed, and the next job starts another.

    waits for the agency's turn -> waits for a process -> at work -> done | killed
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

from services.linkage.apart import Job, timed
from services.linkage.errors import QuestionBusy
from services.node import pipe
from services.node.pipe import GONE, Piped, Start, WorkerLost, packed, unpacked
from services.node.worker import result_of

WAITING: Final = 8
"""Questions of one agency that wait, beside the one at work."""
LONGEST_S: Final = 60.0
"""A question's time, waiting included, whatever its caller would wait."""
MARGIN_S: Final = 0.25
"""What is left of the caller's time for the signed refusal to reach them."""
RETRY_S: Final = 60

T = TypeVar("T")


class Worker:
    """One process; one job at a time. ``at_rest``: it has answered all that it was given."""

    def __init__(self, process: Piped) -> None:
        self._process = process
        self.at_rest = True

    @classmethod
    async def start(cls, folder: Path, start: Start = pipe.start) -> Worker:
        """Started, and soon ready: the pipe holds its first job until it is."""
        return cls(await start("-m", "services.node.worker", "--folder", str(folder)))

    @property
    def pid(self) -> int:
        """Id of the worker's process."""
        return self._process.pid

    @property
    def well(self) -> bool:
        """Whether it runs still."""
        return self._process.returncode is None

    async def do(self, job: Job[T]) -> T:
        """As :func:`services.linkage.apart.do`. Raises WorkerLost, Failed."""
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise WorkerLost
        self.at_rest = False
        try:
            into.write(packed(job))
            await into.drain()
            reply = await unpacked(out)
        except GONE:
            raise WorkerLost from None
        self.at_rest = True
        done: T = result_of(reply)
        return done

    async def end(self) -> None:
        """Kill it, and wait until nothing is left of it."""
        if self.well:
            self._process.kill()
        await self._process.wait()


class Workers:
    """``number`` processes at most, each started when it is first needed. To be made inside the running loop."""

    def __init__(self, start: Callable[[], Awaitable[Worker]], number: int, clock: Callable[[], int]) -> None:
        self._start = start
        self._clock = clock
        self._free = asyncio.Semaphore(number)
        self._idle: list[Worker] = []
        self._turns: dict[str, asyncio.Lock] = {}
        self._asking: dict[str, int] = {}
        self._left: list[asyncio.Future[Worker]] = []
        self._ending: set[asyncio.Task[None]] = set()

    async def do(self, agency: str, until_ms: int, job: Job[T]) -> T:
        """As :class:`Worker`; QuestionBusy where too many wait, or time is over. Cancelled, it kills what it began.

        A search is told when its time is over, and answers before with what it has.
        """
        until_s = min((until_ms - self._clock()) / 1000 - MARGIN_S, LONGEST_S)
        if until_s <= 0:
            raise QuestionBusy(retry_after_s=RETRY_S)
        ends = time.monotonic() + until_s
        try:
            async with asyncio.timeout(until_s):
                async with self._turn(agency), self._one() as worker:
                    return await worker.do(timed(job, ends))
        except TimeoutError:
            raise QuestionBusy(retry_after_s=RETRY_S) from None

    @asynccontextmanager
    async def _turn(self, agency: str) -> AsyncIterator[None]:
        asking = self._asking.get(agency, 0)
        if asking > WAITING:
            raise QuestionBusy(retry_after_s=RETRY_S)
        self._asking[agency] = asking + 1
        try:
            async with self._turns.setdefault(agency, asyncio.Lock()):
                yield
        finally:
            self._asking[agency] -= 1
            if not self._asking[agency]:
                del self._asking[agency], self._turns[agency]

    @asynccontextmanager
    async def _one(self) -> AsyncIterator[Worker]:
        """A process. One that was left at its work is killed: nobody waits for what it does."""
        async with self._free:
            worker = await self._take()
            try:
                yield worker
            finally:
                if worker.at_rest:
                    self._idle.append(worker)
                else:
                    self._end(worker)

    async def _take(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.well:
                return worker
        while self._left:
            with suppress(Exception):
                worker = await self._started(self._left.pop())
                if worker.well:
                    return worker
        return await self._started(asyncio.ensure_future(self._start()))

    async def _started(self, starting: asyncio.Future[Worker]) -> Worker:
        """Once it is; for whoever asks next where its asker is gone: to hang up meanwhile must not start another."""
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            self._left.append(starting)
            raise

    def _end(self, worker: Worker) -> None:
        ending = asyncio.ensure_future(worker.end())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)

    async def close(self) -> None:
        """End all of them; to be called when no job is under way."""
        started = await asyncio.gather(*self._left, return_exceptions=True)
        self._left.clear()
        for worker in (*self._idle, *(each for each in started if isinstance(each, Worker))):
            self._end(worker)
        self._idle.clear()
        await asyncio.gather(*self._ending)
