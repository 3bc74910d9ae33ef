"""A clock that all parts of a federation under test share; it moves where a test moves it.

Four offsets in milliseconds in one mapped file: edges, writer, the writer's steady clock,
witnesses. Nothing in the product reads a clock from anywhere: only the compositions in
``clocked_log.py`` and ``clocked_edge.py`` hand this one in.
"""

from __future__ import annotations

import mmap
import os
import struct
import time
from collections.abc import Callable
from pathlib import Path

PARTS = ("edge", "writer", "steady", "witness")
_ONE = struct.Struct("<q")


class WorldClock:
    """Offsets to the machine's clocks, shared by every process that maps the same file."""

    def __init__(self, path: Path) -> None:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(handle, _ONE.size * len(PARTS))
        self._map = mmap.mmap(handle, _ONE.size * len(PARTS))
        os.close(handle)

    def offset(self, part: str) -> int:
        found: int = _ONE.unpack_from(self._map, _ONE.size * PARTS.index(part))[0]
        return found

    def move(self, by_ms: int, *parts: str) -> None:
        """Move some clocks, all of them where none is named."""
        for part in parts or PARTS:
            _ONE.pack_into(self._map, _ONE.size * PARTS.index(part), self.offset(part) + by_ms)

    def now(self, part: str = "edge") -> int:
        """Epoch milliseconds of one part."""
        return time.time_ns() // 1_000_000 + self.offset(part)

    def of(self, part: str) -> Callable[[], int]:
        """The clock to hand to one part."""
        if part == "steady":
            return lambda: time.monotonic_ns() // 1_000_000 + self.offset("steady")
        return lambda: self.now(part)
