"""What a caller sends once they are known: one message, of a size, within a time; and how long they wait."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol, cast

from services.edge.errors import BodyMismatch, DeadlineRequired, MessageTooLarge

if TYPE_CHECKING:
    from services.edge.call import Context

BODY_WAIT_S, LONGEST_S = 10.0, 3600.0
MESSAGE_LIMIT = 2 * 1024 * 1024


def deadline_ms(context: Context, now_ms: int) -> int:
    """When the caller stops waiting, by the clock that says ``now_ms``. Raises DeadlineRequired."""
    remaining_s = context.time_remaining()
    if remaining_s is None:
        raise DeadlineRequired
    return now_ms + int(min(remaining_s, LONGEST_S) * 1000)


class Sending(Protocol):
    """A call whose message is awaited: gRPC's own context."""

    async def read(self) -> object:
        """The next message, or a sign that there is none."""
        ...


class Bodies:
    """The bodies being read, under one timer: each may take as long as any other, so the oldest is due first.

    To be made inside the running loop. ``wait_s``: how long each may take.
    """

    def __init__(self, wait_s: float = BODY_WAIT_S) -> None:
        self._wait_s = wait_s
        self._loop = asyncio.get_running_loop()
        self._due: dict[asyncio.Task[object], float] = {}
        self._late: set[asyncio.Task[object]] = set()
        self._timer: asyncio.TimerHandle | None = None

    async def read(self, context: Sending) -> bytes:
        """The one message of a call. Raises BodyMismatch where none comes in time, MessageTooLarge."""
        task = cast(asyncio.Task[object], asyncio.current_task(self._loop))
        self._due[task] = self._loop.time() + self._wait_s
        if self._timer is None:
            self._timer = self._loop.call_later(self._wait_s, self._give_up)
        try:
            message = await context.read()
        except asyncio.CancelledError:
            if task not in self._late or task.uncancel():
                raise
            raise BodyMismatch from None
        finally:
            self._due.pop(task, None)
            self._late.discard(task)
        if not isinstance(message, bytes):
            raise BodyMismatch
        if len(message) > MESSAGE_LIMIT:
            raise MessageTooLarge
        return message

    def _give_up(self) -> None:
        self._timer, now = None, self._loop.time()
        for task, due in list(self._due.items()):
            if due > now:
                self._timer = self._loop.call_at(due, self._give_up)
                break
            del self._due[task]
            self._late.add(task)
            task.cancel()
