"""Files that only their owner may read, whole on disk or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FileModeError(Exception):
    """A file or folder is open to others than its owner; the text names which, by its last part."""


def private_folder(path: Path) -> Path:
    """The folder, made with mode 0700 where it is absent; FileModeError when others may enter."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_private(path)
    return path


def check_private(path: Path) -> None:
    """FileModeError when group or others have any right to ``path``."""
    if path.stat().st_mode & 0o077:
        raise FileModeError(f"{path.name} is open to others than its owner")


def sync_folder(path: Path) -> None:
    """Make names in a folder durable."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_new(path: Path, data: bytes) -> None:
    """New file of mode 0600, durable with its name before it has its name; FileExistsError rather than overwrite."""
    with _written(path, data) as part:
        os.link(part, path)
    sync_folder(path.parent)


def replace_whole(path: Path, data: bytes) -> None:
    """Give a file other content, mode 0600: at every moment the old bytes or the new ones, durable on return."""
    with _written(path, data) as part:
        part.replace(path)
    sync_folder(path.parent)


@contextmanager
def _written(path: Path, data: bytes) -> Iterator[Path]:
    """The content beside its place, durable, under a name that no reader looks for; gone in the end."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)
