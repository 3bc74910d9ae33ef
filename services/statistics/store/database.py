"""Plans and releases: ``statistics.db`` of the node's folder. Nothing in it is about anybody."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from services.signing.keyfile import check_private
from services.statistics.errors import StatisticsUnavailable
from services.store.dialects import SQLITE
from services.store.file import File
from services.store.opening import alone
from services.store.sqlite import SqliteDatabase
from services.store.statements import by_dialect, schema_of

ROOT: Final = Path(__file__).with_name("sql")
FILE: Final = "statistics.db"


def open_database(path: Path) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. Raises UnsafeFile where it is looser, StatisticsUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    with alone(path):
        return SqliteDatabase(File(path, _prepare, StatisticsUnavailable), by_dialect(ROOT, SQLITE))


def _prepare(db: sqlite3.Connection) -> None:
    for pragma in ("journal_mode=wal", "synchronous=full"):
        db.execute(f"pragma {pragma}")
    for statement in schema_of(ROOT, SQLITE):
        db.execute(statement)
