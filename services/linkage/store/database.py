"""``linkage.db`` of the node's folder, or a schema of a PostgreSQL database: opened once by each process.

A file has its version in ``user_version``; tables of a PostgreSQL schema are made where they are absent.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from services.errors import RabtaError
from services.linkage.errors import StorageUnavailable
from services.signing.keyfile import check_private
from services.store.database import Database
from services.store.dialects import POSTGRESQL, SQLITE
from services.store.file import BUSY_S, File
from services.store.opening import alone
from services.store.sqlite import SqliteDatabase
from services.store.statements import by_dialect, schema_of
from services.store.writing import WriteLock

if TYPE_CHECKING:
    from services.store.postgres.connecting import Place

ROOT: Final = Path(__file__).with_name("sql")
ROOM: Final = "linkage"
VERSION: Final = 5
"""Of a file's schema; a file of an older one is brought to it, one of any other version is refused."""
_FULL: Final = 2


class SchemaUnknown(RabtaError):
    """The file was made by another version of this program, or would not keep what it acknowledges."""


def open_database(path: Path, busy_s: float = BUSY_S) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. ``busy_s``: how long to wait for another process that writes.

    Raises UnsafeFile where its mode is looser, SchemaUnknown, StorageUnavailable.
    """
    path.touch(mode=0o600)
    check_private(path)
    with alone(path):
        file = File(path, partial(_prepare, path), StorageUnavailable, busy_s)
        return SqliteDatabase(file, by_dialect(ROOT, SQLITE))


def open_at(place: Place) -> Database:
    """The schema in a PostgreSQL database, made where it is absent. Raises StoreUnsafe, StorageUnavailable."""
    from services.store.postgres.database import open_postgres

    return open_postgres(place, schema_of(ROOT, POSTGRESQL), by_dialect(ROOT, POSTGRESQL), StorageUnavailable)


def upgrade() -> list[str]:
    """Statements that bring a file of version 1 to version 2, in order; what came since is made where it is absent."""
    return schema_of(ROOT, SQLITE, "upgrade")


def _prepare(path: Path, db: sqlite3.Connection) -> None:
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = OFF", "secure_delete = ON"):
        db.execute(f"PRAGMA {pragma}")
    held = db.execute("PRAGMA user_version").fetchone()[0]
    if held in range(VERSION):
        _make(path, db, [*(upgrade() if held == 1 else ()), *schema_of(ROOT, SQLITE)])
    elif held != VERSION:
        raise SchemaUnknown("the link store is of another version")
    db.execute("PRAGMA foreign_keys = ON")
    if db.execute("PRAGMA synchronous").fetchone()[0] != _FULL:
        raise SchemaUnknown("synchronous must read FULL")


def _make(path: Path, db: sqlite3.Connection, statements: Iterable[str]) -> None:
    """This version, or nothing of it: what ends within is done again by the next to open the file."""
    lock = WriteLock(path, BUSY_S)
    try:
        with lock.transaction(db):
            for statement in statements:
                db.execute(statement)
            if db.execute("PRAGMA foreign_key_check").fetchall():
                raise SchemaUnknown("rows of the link store name classes that it lacks")
            db.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        lock.close()
