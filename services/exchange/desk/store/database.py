"""A desk's file in the node's folder, by the schema of the room whose desk it is."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

from services.exchange.desk.errors import DeskUnavailable
from services.signing.keyfile import check_private
from services.store.dialects import SQLITE
from services.store.file import File
from services.store.opening import alone
from services.store.sqlite import SqliteDatabase
from services.store.statements import by_dialect, schema_of


def open_database(path: Path, root: Path) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. ``root``: of the room's statements.

    Raises UnsafeFile where it is looser, DeskUnavailable.
    """
    path.touch(mode=0o600)
    check_private(path)
    with alone(path):
        return SqliteDatabase(File(path, partial(_prepare, root), DeskUnavailable), by_dialect(root, SQLITE))


def _prepare(root: Path, db: sqlite3.Connection) -> None:
    for pragma in ("journal_mode=wal", "synchronous=full", "secure_delete=on"):
        db.execute(f"pragma {pragma}")
    for statement in schema_of(root, SQLITE):
        db.execute(statement)
