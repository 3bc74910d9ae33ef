"""Sealed files in one folder, each bound to its name: nobody reads them on the disk, and none stands for another."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Generic, TypeVar

from services.errors import RabtaError
from services.signing.keyfile import (
    SECRET_BYTES,
    check_folder,
    make_folder,
    read_private,
    read_secret,
    replace_private,
    write_private,
)
from services.signing.sealing import Sealer

_ID: Final = re.compile(r"[0-9a-f]{24}")
_BYTES: Final = 16 << 20
_LEFT_S: Final = 60
"""A file that is not yet under its name is written for less than that."""

SHARED: Final = 100
"""Most whom one file is shared with."""
Head = TypeVar("Head")
Stamp = tuple[int, int, int]


class NoFile(RabtaError):
    """There is no file of this name."""


class Enough(RabtaError):
    """The officer keeps as many as a console holds for one, or shares one with as many as it may be shared with."""


@dataclass(frozen=True, slots=True)
class SealedFolder:
    """``kind``: what its files are, such as ``chart``: their suffix, and part of what is sealed.

    The folder is made where it is missing, and rid of what a killed process was writing. Methods raise OSError and
    UnsafeFile.
    """

    folder: Path
    sealer: Sealer
    kind: str

    def __post_init__(self) -> None:
        make_folder(self.folder)
        for path in self.folder.glob(f".*.{self.kind}.*"):
            if path.lstat().st_mtime < time.time() - _LEFT_S:
                path.unlink(missing_ok=True)

    def ids(self) -> Iterator[str]:
        """Of every file, in their order."""
        check_folder(self.folder)
        return (path.stem for path in sorted(self.folder.glob(f"*.{self.kind}")))

    def stamp(self, name: str) -> Stamp:
        """Another one whenever the file was written since: inode, size in bytes, nanoseconds of its last change.

        Raises NoFile.
        """
        try:
            found = (self.folder / f"{name}.{self.kind}").stat()
        except FileNotFoundError:
            raise NoFile(self.kind) from None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def read(self, name: str) -> bytes:
        """What was written. Raises NoFile, and SealBroken where it was sealed under another key or name."""
        path = self.folder / f"{name}.{self.kind}"
        if not _ID.fullmatch(name) or not path.exists():
            raise NoFile(self.kind)
        return self.sealer.open(read_private(path, _BYTES), self._about(name))

    def write(self, name: str, plain: bytes) -> None:
        """Put it in the place of what the file held."""
        replace_private(self.folder / f"{name}.{self.kind}", self.sealer.seal(plain, self._about(name)))

    def delete(self, name: str) -> None:
        """Take a file away that was read before."""
        (self.folder / f"{name}.{self.kind}").unlink()

    def _about(self, name: str) -> bytes:
        return f"{self.kind} {name}".encode()


@dataclass(slots=True)
class Heads(Generic[Head]):
    """What a list says of each file, so that a list opens the files alone that were written since the one before.

    ``read``: the head of a file by its name; None for one that cannot be read.
    """

    files: SealedFolder
    read: Callable[[str], Head | None]
    _known: dict[str, tuple[Stamp, Head | None]] = field(default_factory=dict)

    def all(self) -> list[Head]:
        """Of every file that can be read, in the order of their ids. Raises OSError, UnsafeFile."""
        found: dict[str, tuple[Stamp, Head | None]] = {}
        for name in self.files.ids():
            try:
                stamp, known = self.files.stamp(name), self._known.get(name)
            except NoFile:  # taken away meanwhile
                continue
            found[name] = known if known and known[0] == stamp else (stamp, self.read(name))
        self._known = found
        return [head for _, head in found.values() if head is not None]


def shared_with(shared: tuple[str, ...], other: str, owner: str) -> tuple[str, ...]:
    """With one more, sorted; never with its owner. Raises Enough."""
    found = tuple(sorted({*shared, other} - {owner}))
    if len(found) > SHARED:
        raise Enough("shared")
    return found


def new_id() -> str:
    """24 hexadecimal digits that no file has."""
    return secrets.token_hex(12)


def chart_key(folder: Path) -> bytes:
    """The key under which charts and questions are sealed, in a file of its own below ``folder``, made once.

    Raises OSError, UnsafeFile.
    """
    path = folder / "charts.key"
    if not path.exists():
        make_folder(folder)
        write_private(path, secrets.token_bytes(SECRET_BYTES))
    return read_secret(path)
