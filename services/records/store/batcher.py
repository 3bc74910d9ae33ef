"""Group commit: one thread owns the write connection, and jobs that wait go to disk together.

A job is a coroutine function over the transaction that never waits for anything else, so the thread
finishes it in one step. When one job of a group raises, or the group cannot be committed, nothing of it
was written, and its jobs run again one by one, so that each gets the outcome it deserves. A job's
value is handed over only after the commit. Agencies that wait take turns (``turns.py``).
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from services.records.errors import StorageUnavailable
from services.records.ports import Job
from services.records.store.waiting_writes import FairQueue

T = TypeVar("T")
MAX_JOBS: Final = 32


class Session(Protocol):
    """The write connection, used by its thread alone."""

    def group(self, jobs: Sequence[Job[object]]) -> list[object]:
        """Values once all are durable. Raises what a job raised, or StorageUnavailable; then nothing was written."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class Outcome(NamedTuple):
    """What a job came to."""

    value: object
    error: BaseException | None


class _Waiting(NamedTuple):
    job: Job[object]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]


class Batcher:
    """Runs jobs in its own thread; ``open_session`` is called there."""

    def __init__(self, open_session: Callable[[], Session], most: int = MAX_JOBS) -> None:
        self._open = open_session
        self._most = most
        self._waiting: FairQueue[_Waiting] = FairQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="records-writer", daemon=True)

    def start(self) -> None:
        """Open the session and wait for it. Raises what opening raised."""
        self._opened: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
        self._thread.start()
        failed = self._opened.get()
        if failed is not None:
            raise failed

    async def submit(self, job: Job[T], of: str = "") -> T:
        """The job's value once durable; ``of``: whose turn it takes. Raises what the job raised, StorageUnavailable."""
        if self._closed:
            raise StorageUnavailable
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._waiting.put(of, _Waiting(job, loop, future))
        return await future

    def close(self) -> None:
        """Finish what was accepted, then end the thread."""
        if not self._closed:
            self._closed = True
            self._waiting.close()
            self._thread.join()

    def _run(self) -> None:
        try:
            session = self._open()
        except BaseException as error:
            self._opened.put(error)
            return
        self._opened.put(None)
        while group := self._waiting.take(self._most):
            for waiting, outcome in zip(group, _outcomes(session, [w.job for w in group]), strict=True):
                _deliver(waiting, outcome)
        session.close()


def _outcomes(session: Session, jobs: Sequence[Job[object]]) -> list[Outcome]:
    if not jobs:
        return []
    try:
        return [Outcome(value, None) for value in session.group(jobs)]
    except Exception as error:
        if len(jobs) == 1:
            return [Outcome(None, error)]
    return [outcome for job in jobs for outcome in _outcomes(session, [job])]


def _deliver(waiting: _Waiting, outcome: Outcome) -> None:
    def settle() -> None:
        if waiting.future.done():
            return
        if outcome.error is None:
            waiting.future.set_result(outcome.value)
        else:
            waiting.future.set_exception(outcome.error)

    try:
        waiting.loop.call_soon_threadsafe(settle)
    except RuntimeError:
        return  # the loop is gone, and whoever waited with it
