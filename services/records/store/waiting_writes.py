"""What waits to be written, by whom it is of: each in its order, and those who wait take turns.

However much one agency has under way, a page of another waits for no more than EACH of its jobs.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from typing import Final, Generic, TypeVar

T = TypeVar("T")
EACH: Final = 2
"""Jobs of one agency in a group."""


class FairQueue(Generic[T]):
    """A queue for threads. ``of``: any text; whoever gives none waits as one."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, of: str, item: T) -> None:
        """At the end of its owner's line; an owner who has none waiting comes last."""
        with self._changed:
            self._waiting.setdefault(of, deque()).append(item)
            self._changed.notify()

    def close(self) -> None:
        """Say that no further write comes, and wake who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def take(self, most: int, each: int = EACH) -> list[T]:
        """Up to ``most``, one of each owner in turn and ``each`` of one at most; waits for the first.

        Empty once closed and all is taken.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            found: list[T] = []
            for _ in range(each):
                for of in list(self._waiting):
                    if len(found) == most:
                        return found
                    found.append(self._next(of))
            return found

    def _next(self, of: str) -> T:
        line = self._waiting.pop(of)
        item = line.popleft()
        if line:
            self._waiting[of] = line
        return item
