"""What comes while something is written is written after it, together: one transaction for many, each durable.

Many posts check at once, and each answer waits for its row. With a transaction for each row, the last would wait for
those of all others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Gathering(Generic[T]):
    """Gathers for ``write``, which has one group at a time. What it raises, all of a group are told."""

    def __init__(self, write: Callable[[Sequence[T]], Awaitable[None]]) -> None:
        self._write = write
        self._coming: list[T] = []
        self._next: asyncio.Task[None] | None = None
        self._last: asyncio.Task[None] | None = None

    async def add(self, one: T) -> None:
        """Until it is written; it is written even where its caller waits no more."""
        self._coming.append(one)
        if self._next is None:
            self._next = asyncio.create_task(self._behind(self._last))
        await asyncio.shield(self._next)

    async def _behind(self, last: asyncio.Task[None] | None) -> None:
        if last is not None and not last.done():
            await asyncio.wait([last])
        group, self._coming = self._coming, []
        self._last, self._next = self._next, None
        await self._write(group)
