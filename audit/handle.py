"""A folder by a handle: an address of a Unix socket holds 107 bytes, and a folder's path may be longer.

The path through the handle is ``/proc/self/fd/N`` (proc(5)), whatever the folder's own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def by_handle(folder: Path) -> Iterator[str]:
    """A path of the folder that is short enough for a socket's address, until left. Raises OSError."""
    handle = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{handle}"
    finally:
        os.close(handle)
