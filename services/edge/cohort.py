"""Calls that wait are taken through the chain together.

In a busy server a step over one call runs two to three times slower than the same step
in a loop, and together the calls share one frame to the log, one commit and one
signature. A lone call starts at once; under load a cohort starts when it holds most of
the recent peak of calls under way, or nothing has joined it for ``wait_s``, and in any case
after ``WAITS`` times that. A call that leaves its cohort to go alone is no longer under
way here: how long it takes says nothing of when the next ones come.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

from services.edge.call import Call

MAX_CALLS = 64
SHARE = 0.9
WAIT_S = 0.005
WAITS = 4
FADES, FADES_UNMET = 0.9, 0.5
"""What is left of the peak at each start, and at one that waited for it in vain: soon a lone call waits no more."""


class Cohort:
    """Calls that are taken through the chain together. It ends with its task, or with that of the rest of it."""

    __slots__ = ("_hand_on", "calls", "task")

    def __init__(self, calls: list[Call], hand_on: Callable[[Cohort, Coroutine[object, None, None]], None]) -> None:
        self.calls = calls
        self._hand_on = hand_on
        self.task: asyncio.Task[None] | None = None

    def hand_on(self, rest: Coroutine[object, None, None]) -> None:
        """Let ``rest`` run in a task of its own, whose end is the cohort's: the running task goes its own way."""
        self._hand_on(self, rest)


class Cohorts:
    """Gathers calls and hands them over, at most ``MAX_CALLS`` at a time."""

    def __init__(
        self, run: Callable[[Cohort], Coroutine[object, None, None]], share: float = SHARE, wait_s: float = WAIT_S
    ) -> None:
        self._run, self._share, self._wait_s = run, share, wait_s
        self._loop = asyncio.get_running_loop()
        self._waiting: list[Call] = []
        self._busy = 0
        self._peak = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._waits = 0
        self._seen = 0
        self._soon = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def join(self, call: Call) -> None:
        """Wait until the call has been through the chain."""
        call.done = self._loop.create_future()
        self._waiting.append(call)
        self._look_soon()
        await call.done

    def _look_soon(self) -> None:
        if self._waiting and not self._soon:
            self._soon = True
            self._loop.call_soon(self._look)

    def _look(self, due: bool = False) -> None:
        self._soon = False
        waiting = len(self._waiting)
        if not waiting:
            return
        self._peak = max(self._peak, waiting + self._busy)
        if waiting < min(self._share * self._peak, MAX_CALLS) and not due:
            if self._timer is None:
                self._wait()
            return
        self._rest()
        self._peak = max(waiting + self._busy, self._peak * (FADES_UNMET if due else FADES))
        taken, self._waiting = self._waiting[:MAX_CALLS], self._waiting[MAX_CALLS:]
        self._busy += len(taken)
        cohort = Cohort(taken, self._go)
        self._go(cohort, self._run(cohort))
        self._look_soon()

    def _go(self, cohort: Cohort, work: Coroutine[object, None, None]) -> None:
        cohort.task = self._loop.create_task(self._through(cohort, work))
        self._tasks.add(cohort.task)
        cohort.task.add_done_callback(self._tasks.discard)

    def _wait(self) -> None:
        self._seen = len(self._waiting)
        self._timer = self._loop.call_later(self._wait_s, self._waited)

    def _waited(self) -> None:
        self._waits += 1
        if self._waits < WAITS and len(self._waiting) > self._seen:
            self._wait()
        else:
            self._look(due=True)

    def _rest(self) -> None:
        self._waits = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def _through(self, cohort: Cohort, work: Coroutine[object, None, None]) -> None:
        try:
            await work
        finally:
            if cohort.task is asyncio.current_task(self._loop):
                self._end(cohort.calls)

    def _end(self, calls: list[Call]) -> None:
        self._busy -= len(calls)
        for call in calls:
            if not call.alone and not call.done.done():
                call.done.set_result(None)
