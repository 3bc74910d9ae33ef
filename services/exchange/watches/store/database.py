"""Subscriptions and alerts: ``watches.db`` of the node's folder."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path
from typing import Final

from services.exchange.watches.errors import WatchesUnavailable
from services.signing.keyfile import check_private
from services.store import held
from services.store.dialects import SQLITE
from services.store.file import File
from services.store.opening import alone
from services.store.sqlite import SqliteDatabase
from services.store.statements import by_dialect, schema_of

ROOT: Final = Path(__file__).with_name("sql")
FILE: Final = "watches.db"


def open_database(path: Path) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. Raises UnsafeFile where it is looser, WatchesUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    with alone(path):
        return SqliteDatabase(File(path, _prepare, WatchesUnavailable), _statements())


def _statements() -> dict[str, str]:
    return {**by_dialect(ROOT, SQLITE), **by_dialect(held.ROOT, SQLITE)}


def _prepare(db: sqlite3.Connection) -> None:
    for pragma in ("journal_mode=wal", "synchronous=full", "secure_delete=on"):
        db.execute(f"pragma {pragma}")
    for statement in (*schema_of(ROOT, SQLITE), *schema_of(held.ROOT, SQLITE)):
        db.execute(statement)
    db.execute(by_dialect(ROOT, SQLITE)["begin_epoch"], [secrets.randbits(62)])
