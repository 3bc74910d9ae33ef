"""Sealed files in one folder, each bound to its name: nobody reads them on the disk, and none stands for another."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

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


class NoFile(RabtaError):
    """There is no file of this name."""


@dataclass(frozen=True, slots=True)
class SealedFolder:
    """``kind``: what its files are, such as ``chart``: their suffix, and part of what is sealed.

    The folder is made where it is missing. Methods raise OSError and UnsafeFile.
    """

    folder: Path
    sealer: Sealer
    kind: str

    def __post_init__(self) -> None:
        make_folder(self.folder)

    def ids(self) -> Iterator[str]:
        """Of every file, in their order."""
        check_folder(self.folder)
        return (path.stem for path in sorted(self.folder.glob(f"*.{self.kind}")))

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
