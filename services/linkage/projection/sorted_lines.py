"""More lines than memory should hold, in order: sorted runs in files without a name, merged as they are read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from heapq import merge
from typing import BinaryIO, Final

AT_ONCE: Final = 100_000
"""Lines that are sorted in memory."""


class SortedLines:
    """Bytes without line ends, added in any order, read in that of their bytes. Raises OSError where a disk is full."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._held: list[bytes] = []
        self._runs: list[BinaryIO] = []

    def add(self, line: bytes) -> None:
        """Another; one that came before comes twice."""
        self._held.append(line)
        if len(self._held) >= self._at_once:
            self._spill()

    def _spill(self) -> None:
        run = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as this, and has no name
        run.writelines(line + b"\n" for line in sorted(self._held))
        self._runs.append(run)
        self._held = []

    def __iter__(self) -> Iterator[bytes]:
        for run in self._runs:
            run.seek(0)
        spilt = ((line[:-1] for line in run) for run in self._runs)
        return merge(*spilt, sorted(self._held))
