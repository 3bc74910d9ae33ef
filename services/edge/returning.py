"""Reads whose handlers waited, each by itself, and are over: those that come back together are answered together.

The first is answered at once. Who comes back while others are being answered goes next, when these have their answers
or ``wait_s`` has passed: a log that hangs keeps nobody waiting behind another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence

from services.edge.call import Call
from services.edge.cohort import MAX_CALLS, WAIT_S


class Returning:
    """Gathers calls and hands them to ``answer``, at most ``MAX_CALLS`` at a time."""

    def __init__(
        self, answer: Callable[[Sequence[Call]], Coroutine[object, None, None]], wait_s: float = WAIT_S
    ) -> None:
        self._answer, self._wait_s = answer, wait_s
        self._loop = asyncio.get_running_loop()
        self._back: list[tuple[Call, asyncio.Future[None]]] = []
        self._under_way: set[asyncio.Task[None]] = set()
        self._due: asyncio.TimerHandle | None = None

    async def join(self, call: Call) -> None:
        """Until the call has its answer. Raises what ``answer`` raised for those that it went with."""
        answered: asyncio.Future[None] = self._loop.create_future()
        self._back.append((call, answered))
        self._look()
        await answered

    def _look(self) -> None:
        if self._back and self._due is None:
            self._due = self._loop.call_later(self._wait_s if self._under_way else 0, self._go)

    def _go(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        taken, self._back = self._back[:MAX_CALLS], self._back[MAX_CALLS:]
        if taken:
            task = self._loop.create_task(self._together(taken))
            self._under_way.add(task)
            task.add_done_callback(self._ended)
        self._look()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._go()

    async def _together(self, taken: Sequence[tuple[Call, asyncio.Future[None]]]) -> None:
        failed: Exception | None = None
        try:
            await self._answer([call for call, _ in taken])
        except Exception as error:
            failed = error
        for _, answered in taken:
            if answered.done():
                continue
            if failed is None:
                answered.set_result(None)
            else:
                answered.set_exception(failed)
