"""How long a question may search, so that its answer leaves before its caller stops waiting.

Whoever searches looks at it between statements, and gives up one that it waits for too long: what was found until then
is the answer, and a cut of the name :data:`services.values.network.TIME` says that time was over.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

T = TypeVar("T")


class Budget:
    """``seconds`` from now; without end unless given. ``clock``: in seconds, and never goes back."""

    def __init__(self, seconds: float = math.inf, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = clock() + seconds

    @property
    def left(self) -> float:
        """Seconds, 0 where it is over."""
        return max(0.0, self._until - self._clock())

    @property
    def over(self) -> bool:
        """Whether nothing more is to be begun."""
        return self._clock() >= self._until

    def part(self, share: float) -> Budget:
        """One of its own over a share (0 to 1) of what is left."""
        return Budget(self.left * share, self._clock)

    async def wait(self, work: Awaitable[T]) -> T:
        """What the work gives. Raises TimeoutError once time is over; the work is cancelled then."""
        async with asyncio.timeout(None if math.isinf(self._until) else self.left):
            return await work


UNBOUNDED: Final = Budget()
