"""``issuer.db``: opened once, by the issuer's one process."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from services.issuer.errors import Unavailable
from services.signing.keyfile import check_private
from services.store import statements
from services.store.file import File
from services.store.opening import alone

SQL: Final = statements.by_name(Path(__file__).with_name("sql"))
T = TypeVar("T")


class Database:
    """The file at ``path``, mode 0600, made if absent; UnsafeFile when its mode lets others in.

    All here raise Unavailable ``journal`` where something cannot be read or made durable.
    """

    def __init__(self, path: Path) -> None:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600))
        check_private(path)
        with alone(path):
            self._file = File(path, _prepare, unavailable)

    def rows(self, name: str, **values: object) -> list[Any]:
        """What a statement reads, of what is committed."""
        return self._file.rows(SQL[name], values)

    async def write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """The job's value once its transaction is committed, in a thread of its own; what it raises undoes it."""
        return await self._file.write(job)

    def close(self) -> None:
        """Finish what is being written, then let go of the file."""
        self._file.close()


def unavailable() -> Unavailable:
    """The one refusal for whatever the journal cannot do."""
    return Unavailable("journal")


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.executescript(SQL["schema"])
