"""``law.db`` of a hub's folder: mode 0600, WAL, ``synchronous=FULL``; what is deleted is overwritten."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from services.records.errors import StorageUnavailable
from services.signing.keyfile import check_private
from services.store.dialects import SQLITE
from services.store.file import File
from services.store.opening import alone
from services.store.sqlite import SqliteDatabase
from services.store.statements import by_dialect, schema_of

ROOT: Final = Path(__file__).with_name("sql")
FILE: Final = "law.db"


def open_database(path: Path) -> SqliteDatabase:
    """The file, made where it is absent. Raises UnsafeFile where others may read it, StorageUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    with alone(path):
        return SqliteDatabase(File(path, _prepare, StorageUnavailable), by_dialect(ROOT, SQLITE))


def _prepare(db: sqlite3.Connection) -> None:
    for pragma in ("journal_mode=wal", "synchronous=full", "secure_delete=on"):
        db.execute(f"pragma {pragma}")
    for statement in schema_of(ROOT, SQLITE):
        db.execute(statement)
