"""What is kept between calls so that the same question need not be worked out twice; bounded, oldest out first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Least recently used values go when the sum of their sizes passes ``most``. ``cleared``: how often all went."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self.cleared = 0
        self._held: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value, now the most recent; None when it is not held."""
        found = self._held.get(key)
        if found is None:
            return None
        self._held.move_to_end(key)
        return found[0]

    def put(self, key: Key, value: Value, size: int = 1) -> None:
        """Keep a value; one larger than everything allowed is not kept."""
        if size > self._most:
            return
        before = self._held.pop(key, None)
        self._size += size - (before[1] if before else 0)
        self._held[key] = (value, size)
        while self._size > self._most:
            _, (_, gone) = self._held.popitem(last=False)
            self._size -= gone

    def clear(self) -> None:
        """Forget all that is held, and count that it was: ``cleared``."""
        self._held.clear()
        self._size = 0
        self.cleared += 1

    def __len__(self) -> int:
        return len(self._held)
