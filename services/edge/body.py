"""What a caller sends once he is known: one message, of a size, within a time; and how long he waits himself."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from services.access.errors import Refused
from services.edge.check_request import BodyMismatch

BODY_WAIT_S, LONGEST_S = 10.0, 3600.0
MESSAGE_LIMIT = 2 * 1024 * 1024


class DeadlineRequired(Refused):
    """A call without a deadline would hold its slot for ever."""

    reason = "DEADLINE_REQUIRED"


class MessageTooLarge(Refused):
    """A body past the limit, but not so far past it that gRPC itself ends the call."""

    reason = "MESSAGE_TOO_LARGE"


def deadline_ms(context: Any, now_ms: int) -> int:
    """When the caller stops waiting, by the clock that says ``now_ms``. Raises DeadlineRequired."""
    remaining_s = context.time_remaining()
    if remaining_s is None:
        raise DeadlineRequired
    return now_ms + int(min(remaining_s, LONGEST_S) * 1000)


class Reader:
    """``asyncio.timeout`` over the running task, at a quarter of its price."""

    __slots__ = ("gone", "task", "timer")

    def __init__(self) -> None:
        self.task, self.gone = cast(asyncio.Task[Any], asyncio.current_task()), False
        self.timer = asyncio.get_running_loop().call_later(BODY_WAIT_S, self._give_up)

    def _give_up(self) -> None:
        self.gone = True
        self.task.cancel()

    def late(self) -> bool:
        """Whether a cancellation is this one's, and nobody else's."""
        return self.gone and self.task.uncancel() == 0


async def read_body(context: Any) -> bytes:
    """The one message of a call. Raises BodyMismatch where none comes in time, MessageTooLarge."""
    reader = Reader()
    try:
        message = await context.read()
    except asyncio.CancelledError:
        if not reader.late():
            raise
        raise BodyMismatch from None
    finally:
        reader.timer.cancel()
    if not isinstance(message, bytes):
        raise BodyMismatch
    if len(message) > MESSAGE_LIMIT:
        raise MessageTooLarge
    return message
