"""Within a process writing goes first: while a page is being written, judging others waits.

Both need the interpreter. A thread that writes lets go of it at every row, and gets it back from one that judges
only after 5 ms (`sys.getswitchinterval`); so pages that are judged would hold up the one that all behind it wait for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

LONGEST_S: Final = 0.1


class WritePriority:
    """Counts the pages that are being written. Belongs to one event loop."""

    def __init__(self, longest_s: float = LONGEST_S) -> None:
        self._longest_s = longest_s
        self._writing = 0
        self._free = asyncio.Event()
        self._free.set()

    async def free(self) -> None:
        """Let whatever is due go first, and a page that is being written, but no longer than ``longest_s``."""
        await asyncio.sleep(0)
        if self._writing:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._free.wait(), self._longest_s)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A page is being written."""
        self._writing += 1
        self._free.clear()
        try:
            yield
        finally:
            self._writing -= 1
            if not self._writing:
                self._free.set()
