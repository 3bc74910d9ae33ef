"""The file of call lines: appended to by every edge process of a node, and begun anew when it is full.

    calls.log -> calls.log.1 -> ... -> calls.log.8 -> gone

Whoever writes beyond the bound first renames it, under its lock; the others notice with their next line, since the file
that they hold is still the full one, and open the new one. A line that comes in between is in the renamed file.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Final

FULL_BYTES: Final = 64 << 20
"""Some 300 000 calls."""
KEPT: Final = 8
"""Full files beside the one that is written."""


class CallFile:
    """``path``: 0600, made where it is absent. Not for several threads. Methods raise OSError."""

    def __init__(self, path: Path, full_bytes: int = FULL_BYTES, kept: int = KEPT) -> None:
        self._path, self._full_bytes, self._kept = path, full_bytes, kept
        self._handle = self._opened()

    def _opened(self) -> int:
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        os.fchmod(handle, 0o600)
        return handle

    def write(self, lines: str) -> None:
        """Append text that ends in a newline, to a file begun anew where this one is full."""
        if os.fstat(self._handle).st_size >= self._full_bytes:
            self._turn()
        left = memoryview(lines.encode())
        while left:
            left = left[os.write(self._handle, left) :]

    def _turn(self) -> None:
        """Begin anew, unless another process has by now."""
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        try:
            if self._is_named():
                for number in range(self._kept, 0, -1):
                    source = self._numbered(number - 1)
                    if source.exists():
                        source.replace(self._numbered(number))
            fresh = self._opened()
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_UN)
        os.close(self._handle)
        self._handle = fresh

    def _is_named(self) -> bool:
        """Whether the file that is open here is the one of this name."""
        try:
            return os.path.samestat(self._path.stat(), os.fstat(self._handle))
        except FileNotFoundError:
            return False

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}") if number else self._path
