"""Polls that wait for a change: one of a receiver and feed, which hold a task of the loop and nothing else.

The records are changed by another process, so somebody has to look: one task does, for all who wait, while they wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from services.access.errors import Refused

LOOK_S: Final = 0.1
"""Between two looks at the count of records."""


class Waiting:
    """``look``: the last number of the records' count. To be used inside one event loop."""

    def __init__(self, look: Callable[[], Awaitable[int]], look_s: float = LOOK_S) -> None:
        self._look, self._look_s = look, look_s
        self._polls: dict[tuple[str, str], asyncio.Event] = {}
        self._behind: dict[asyncio.Future[None], int] = {}
        self._gave: dict[tuple[str, str], int] = {}
        self._looking: asyncio.Task[None] | None = None

    def join(self, receiver: str, feed: str) -> asyncio.Event:
        """The newest poll of a receiver; the event is set, of the one before at once, when it is no longer that."""
        before = self._polls.get((receiver, feed))
        if before is not None:
            before.set()
        mine = self._polls[receiver, feed] = asyncio.Event()
        return mine

    def leave(self, receiver: str, feed: str, mine: asyncio.Event) -> None:
        """The poll has its answer."""
        if self._polls.get((receiver, feed)) is mine:
            del self._polls[receiver, feed]

    def gave(self, receiver: str, feed: str, at_ms: int) -> None:
        """Remember when the last page left."""
        self._gave[receiver, feed] = at_ms

    def since_ms(self, receiver: str, feed: str, now_ms: int) -> int | None:
        """How long ago the last page left; None where none did, or where the clock was set back since."""
        gave_ms = self._gave.get((receiver, feed))
        return now_ms - gave_ms if gave_ms is not None and gave_ms <= now_ms else None

    @property
    def polls(self) -> int:
        """How many wait now."""
        return len(self._polls)

    async def past(self, head: int, timeout_s: float) -> None:
        """Until the count of records is past ``head``, or so long."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._behind[waiter] = head
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(self._watch())
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(timeout_s):
                    await waiter
        finally:
            self._behind.pop(waiter, None)

    async def _watch(self) -> None:
        while self._behind:
            with suppress(Refused):
                head = await self._look()
                for waiter, behind in list(self._behind.items()):
                    if head > behind and not waiter.done():
                        waiter.set_result(None)
            await asyncio.sleep(self._look_s)
