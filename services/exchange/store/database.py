"""``exchange.db``: names, numbers and digests; nothing that a record says.

A SQLite file (0600, WAL, ``synchronous=FULL``), shared by all processes of a node. What is deleted is overwritten.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from services.exchange.errors import ExchangeUnavailable
from services.signing.keyfile import check_private
from services.store import held
from services.store.dialects import SQLITE
from services.store.file import File
from services.store.opening import alone
from services.store.sqlite import SqliteDatabase
from services.store.statements import by_dialect, by_name, in_order, schema_of

FILE: Final = "exchange.db"
_ROOT: Final = Path(__file__).with_name("sql")


def open_database(path: Path) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. Raises UnsafeFile where it is looser, ExchangeUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    with alone(path):
        statements = by_name(_ROOT) | dict(by_dialect(held.ROOT, SQLITE))
        return SqliteDatabase(File(path, _prepare, ExchangeUnavailable), statements)


def _prepare(db: sqlite3.Connection) -> None:
    for pragma in ("journal_mode=wal", "synchronous=full", "secure_delete=on"):
        db.execute(f"pragma {pragma}")
    for statement in (*in_order(_ROOT / "schema"), *schema_of(held.ROOT, SQLITE)):
        db.execute(statement)
