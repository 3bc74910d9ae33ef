"""One supervisor at a time serves a folder: its lock is held for life, and names the process that holds it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from services.errors import RabtaError

FILE: Final = "serve.lock"
_PID_BYTES: Final = 20


class FolderServed(RabtaError, OSError):
    """Another process serves the folder; the text names its process id."""

    def __init__(self, folder: Path, pid: str) -> None:
        super().__init__(f"{folder} is served already, by process {pid or 'unknown'}: stop that one first")


class Held(RabtaError, OSError):
    """Another process holds the lock."""


@contextmanager
def held_alone(path: Path) -> Iterator[None]:
    """Hold one file's lock until left. Raises Held, OSError. The kernel lets go with the process, however it ends."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise Held(path.name) from None
    try:
        yield
    finally:
        os.close(lock)


@contextmanager
def served_alone(folder: Path) -> Iterator[None]:
    """Hold the folder until left. Raises FolderServed, OSError.

    The kernel lets go with the process, however it ends, and no child inherits the handle. The file stays: to remove
    it would let two processes hold two locks of one name.
    """
    lock = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(lock, _PID_BYTES).decode("ascii", "replace").strip()
        os.close(lock)
        raise FolderServed(folder, holder) from None
    try:
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(lock)
