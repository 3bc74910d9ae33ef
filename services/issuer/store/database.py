"""``issuer.db``, or a schema of a PostgreSQL database: opened once, by the issuer's one process."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from services.issuer.errors import Unavailable
from services.signing.keyfile import check_private
from services.store.database import Database
from services.store.dialects import POSTGRESQL, SQLITE
from services.store.file import File
from services.store.opening import alone
from services.store.sqlite import SqliteDatabase
from services.store.statements import by_dialect, schema_of

if TYPE_CHECKING:
    from services.store.postgres.connecting import Place

ROOT: Final = Path(__file__).with_name("sql")
ROOM: Final = "issuer"


def open_database(path: Path) -> SqliteDatabase:
    """The file at ``path``, mode 0600, made if absent; UnsafeFile when its mode lets others in.

    It raises Unavailable ``journal`` where something cannot be read or made durable.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600))
    check_private(path)
    with alone(path):
        return SqliteDatabase(File(path, _prepare, unavailable), by_dialect(ROOT, SQLITE))


def open_at(place: Place) -> Database:
    """The schema in a PostgreSQL database, made where it is absent. Raises StoreUnsafe, Unavailable ``journal``."""
    from services.store.postgres.database import open_postgres

    return open_postgres(place, schema_of(ROOT, POSTGRESQL), by_dialect(ROOT, POSTGRESQL), unavailable)


def unavailable() -> Unavailable:
    """The one refusal for whatever the journal cannot do."""
    return Unavailable("journal")


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    for statement in schema_of(ROOT, SQLITE):
        db.execute(statement)
