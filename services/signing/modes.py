"""Modes of everything secret below a folder, looked at together before anything starts."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from services.signing.keyfile import UnsafeFile

ENDINGS: Final = (".key", ".keys", ".db", ".db-wal", ".db-shm", ".password")
NAMES: Final = ("settings.toml", "writer.toml", "issuer.toml", "witness.toml")
WHOLE: Final = "month-keys"
"""A folder of which every file is secret."""
ENGINE: Final = "graph"
"""A folder below which the graph's engine keeps its own."""
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class UnsafeFiles(UnsafeFile):
    """Several of these, each named in a line of its own. ``paths``: all of them."""

    def __init__(self, paths: list[Path]) -> None:
        also = "".join(f"\n  {path}" for path in paths[1:])
        super().__init__(
            paths[0],
            "others can get at it, or it belongs to another user: files must be 0600, folders 0700"
            + (f". The same is wrong with:{also}" if also else ""),
        )
        self.paths = paths


def check_modes(folder: Path) -> None:
    """Raise UnsafeFiles unless every secret below ``folder``, and the folder of each, is of this user alone."""
    loose = sorted({path for path in _secret(folder) if _loose(path)})
    if loose:
        raise UnsafeFiles(loose)


def _secret(folder: Path) -> Iterator[Path]:
    """Each file that nobody else may read, with the folder that it lies in. Links are not followed."""
    for place, below, names in os.walk(folder):
        here = Path(place)
        if here.name == ENGINE:
            below.clear()
        found = [name for name in names if here.name == WHOLE or name in NAMES or name.endswith(ENDINGS)]
        if found:
            yield here
        yield from (here / name for name in found)


def _loose(path: Path) -> bool:
    try:
        facts = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return False
    return not stat.S_ISLNK(facts.st_mode) and bool(facts.st_mode & _OTHERS or facts.st_uid != os.geteuid())
