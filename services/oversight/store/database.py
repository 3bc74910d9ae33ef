"""Sessions and what issuers told: ``oversight.db`` of the node's folder, or a schema of a PostgreSQL database.

A process opens it once, for both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from services.oversight.errors import StoreUnavailable
from services.oversight.ports import Standing
from services.oversight.store.refusals import standings
from services.signing.keyfile import check_private
from services.store.database import Database
from services.store.dialects import POSTGRESQL, SQLITE
from services.store.file import BUSY_S
from services.store.private import open_private
from services.store.sqlite import SqliteDatabase
from services.store.statements import by_dialect, schema_of

if TYPE_CHECKING:
    from services.store.postgres.connecting import Place

ROOT: Final = Path(__file__).with_name("sql")
ROOM: Final = "oversight"


def open_database(path: Path) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. Raises UnsafeFile where it is looser, StoreUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    return open_private(path, ROOT, StoreUnavailable)


def open_at(place: Place) -> Database:
    """The schema in a PostgreSQL database, made where it is absent. Raises StoreUnsafe, StoreUnavailable."""
    from services.store.postgres.database import open_postgres

    return open_postgres(place, schema_of(ROOT, POSTGRESQL), by_dialect(ROOT, POSTGRESQL), StoreUnavailable)


def read_standings(path: Path) -> Mapping[str, Standing]:
    """By agency, from the file alone, which is not written; empty where it has none yet. Raises StoreUnavailable."""
    sql = by_dialect(ROOT, SQLITE)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_S)) as db:
            known = db.execute(sql["has_refusals"]).fetchone()[0]
            return standings(db.execute(sql["standings"])) if known else {}
    except sqlite3.Error:
        raise StoreUnavailable from None
