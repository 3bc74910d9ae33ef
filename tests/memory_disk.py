"""Where tests keep their files: in memory, where there is a file system for it that is large and that programs run from."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")
MIN_BYTES: Final = 8_000_000_000
"""What all tests of a run keep at a time, several times over."""


def files_of_tests(memory: Path = MEMORY, look: Callable[[Path], os.statvfs_result] = os.statvfs) -> str:
    """A folder for temporary files: ``memory``, or else where they are on this machine. ``look``: as statvfs(3)."""
    return str(memory) if _fits(memory, look) else tempfile.gettempdir()


def _fits(memory: Path, look: Callable[[Path], os.statvfs_result]) -> bool:
    if not os.access(memory, os.W_OK):
        return False
    found = look(memory)
    runs = not found.f_flag & os.ST_NOEXEC
    return runs and min(found.f_bavail * found.f_frsize, _available_bytes()) >= MIN_BYTES


def _available_bytes() -> int:
    """What the kernel says that new programs may take (proc(5), ``MemAvailable``)."""
    for line in Path("/proc/meminfo").read_text("ascii").splitlines():
        name, _, value = line.partition(":")
        if name == "MemAvailable":
            return int(value.split()[0]) * 1024
    return 0
