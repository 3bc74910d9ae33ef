"""``oversight.db``: opened once by a process, for its sessions and for what issuers told."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from services.oversight.errors import StoreUnavailable
from services.signing.keyfile import check_private
from services.store import statements
from services.store.file import File
from services.store.opening import alone

SQL: Final = statements.by_name(Path(__file__).with_name("sql"))


def open_database(path: Path) -> File:
    """The file, mode 0600, made where it is absent. Raises UnsafeFile where it is looser, StoreUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    with alone(path):
        return File(path, _prepare, StoreUnavailable)


def _prepare(db: sqlite3.Connection) -> None:
    for pragma in ("journal_mode=wal", "synchronous=full", "secure_delete=on"):
        db.execute(f"pragma {pragma}")
    for schema in ("sessions_schema", "refusals_schema"):
        db.executescript(SQL[schema])
