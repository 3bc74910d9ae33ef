"""Parts of a log that lies in a file: its older leaves, each part in a file of its own that is never changed again.

Part N holds the leaves of [N * width, (N + 1) * width) in the rows that they were committed in; a row that reaches over
an end is in both parts. Its file is a SQLite database without a journal. The log's database says how many parts there
are, and the SHA-256 of each. A file is held against it when a process first opens it, and again once its inode, size or
time is another.
"""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path
from typing import Final

from audit.files import check_private, private_folder
from audit.store import SQL_FOLDER, Row, StoreError, StoreUnavailable, statements
from audit.tiles import TILE_WIDTH

WIDTH: Final = TILE_WIDTH * TILE_WIDTH
"""Leaves of a part where the database says no other number: 50 MB of usual entries."""
COUNT: Final = "parts"
"""Name of the state that says how many there are."""
LEAVES: Final = "part_width"
"""Name of the state that says how many leaves each has."""
SQL: Final = statements(SQL_FOLDER) | statements(SQL_FOLDER / "sqlite")
_KEPT: Final = 4


def digest_state(number: int) -> str:
    """Name of the state that holds a part's SHA-256, in hex."""
    return f"part {number}"


class Parts:
    """The parts in one folder, opened as they are asked for. ``digest``: SHA-256 of a part's file in hex, by number."""

    def __init__(self, folder: Path, width: int, digest: Callable[[int], str]) -> None:
        self.folder, self.width = folder, width
        self._digest = digest
        self._open: OrderedDict[int, sqlite3.Connection] = OrderedDict()
        self._known: dict[int, tuple[int, int, int]] = {}

    def path(self, number: int) -> Path:
        """Where a part lies."""
        return self.folder / f"{number:06d}.db"

    def rows(self, number: int, name: str, *values: int) -> list[Row]:
        """As of the log's database; StoreUnavailable, which names the part, where it is missing or damaged."""
        try:
            return self._part(number).execute(SQL[name], values).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreUnavailable(f"{self._name(number)} cannot be read") from error

    def close(self) -> None:
        """Close what is open."""
        while self._open:
            self._open.popitem()[1].close()

    def _part(self, number: int) -> sqlite3.Connection:
        db = self._open.get(number)
        if db is None:
            db = self._open[number] = self._verified(number)
            if len(self._open) > _KEPT:
                self._open.popitem(last=False)[1].close()
        self._open.move_to_end(number)
        return db

    def _verified(self, number: int) -> sqlite3.Connection:
        path = self.path(number)
        try:
            now = path.stat()
            same = now.st_ino, now.st_size, now.st_mtime_ns
            if self._known.get(number) != same and sha256_of(path) != self._digest(number):
                raise StoreUnavailable(f"{self._name(number)} is damaged")
        except OSError as error:
            why = "is missing" if isinstance(error, FileNotFoundError) else "cannot be read"
            raise StoreUnavailable(f"{self._name(number)} {why}") from error
        self._known[number] = same
        return read_part(path)

    def _name(self, number: int) -> str:
        return f"part {number} of the log ({self.folder.name}/{self.path(number).name})"

    def check(self, count: int) -> None:
        """StoreError where one of so many is not there, FileModeError where others may read it; opens none."""
        for number in range(count):
            if not self.path(number).is_file():
                raise StoreError(f"{self._name(number)} is missing: put it back")
            check_private(self.path(number))


def new_part(path: Path) -> sqlite3.Connection:
    """An empty part at a path where nothing is; it is durable once :func:`sync` has returned."""
    private_folder(path.parent)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    db = sqlite3.connect(path)
    for pragma in ("journal_mode = OFF", "synchronous = OFF"):
        db.execute(f"PRAGMA {pragma}")
    db.execute(SQL["part_schema"])
    return db


def read_part(path: Path) -> sqlite3.Connection:
    """A part that is only read."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hex. OSError."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Make a file's bytes durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
