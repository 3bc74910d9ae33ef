"""Secrets on disk: files 0600, folders 0700, of this user alone; looser ones are refused."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from services.errors import RabtaError

MAX_BYTES: Final = 65_536
SECRET_BYTES: Final = 32
MAX_PASSWORD_BYTES: Final = 1024
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class UnsafeFile(RabtaError, ValueError):
    """A secret file or folder others can get at, or not what it should be. Names it, never its content."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path


def _check(path: Path, facts: os.stat_result) -> None:
    if facts.st_uid != os.geteuid():
        raise UnsafeFile(path, "belongs to another user")
    if facts.st_mode & _OTHERS:
        raise UnsafeFile(path, "mode lets others in: files must be 0600, folders 0700")


def check_folder(path: Path) -> None:
    """Raise UnsafeFile unless ``path`` is a folder of this user that nobody else may enter."""
    facts = path.stat()
    if not stat.S_ISDIR(facts.st_mode):
        raise UnsafeFile(path, "is not a folder")
    _check(path, facts)


def check_private(path: Path) -> None:
    """Raise UnsafeFile unless ``path`` is a plain file of this user that nobody else may read."""
    facts = path.stat(follow_symlinks=False)
    if not stat.S_ISREG(facts.st_mode):
        raise UnsafeFile(path, "is not a plain file")
    _check(path, facts)


def read_private(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Content of a private file, at most ``limit`` bytes. The mode is that of the file opened, not of its name."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise UnsafeFile(path, f"cannot be opened ({error.strerror})") from None
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode):
            raise UnsafeFile(path, "is not a plain file")
        _check(path, facts)
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(limit + 1)
    finally:
        os.close(handle)
    if len(content) > limit:
        raise UnsafeFile(path, f"is larger than {limit} bytes")
    return content


def read_password(path: Path) -> str:
    """The one line of a private file that holds a password. Raises UnsafeFile."""
    return read_private(path, MAX_PASSWORD_BYTES).decode("utf-8", "replace").strip()


def read_secret(path: Path) -> bytes:
    """A hub's secret: exactly 32 bytes."""
    content = read_private(path)
    if len(content) != SECRET_BYTES:
        raise UnsafeFile(path, "is not 32 bytes")
    return content


def write_private(path: Path, content: bytes) -> None:
    """Create a 0600 file, durable; FileExistsError where one is there: a key is never overwritten."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, 0o600)
        file.write(content)
        file.flush()
        os.fsync(handle)


def replace_private(path: Path, content: bytes) -> None:
    """Write a 0600 file whole or not at all: new file, fsync, rename, fsync of the folder."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    write_private(fresh, content)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def make_folder(path: Path) -> None:
    """Create a 0700 folder with its parents; an existing one must be as strict."""
    if not path.exists():
        if not path.parent.exists():
            make_folder(path.parent)
        path.mkdir(mode=0o700)
        path.chmod(0o700)
    check_folder(path)
