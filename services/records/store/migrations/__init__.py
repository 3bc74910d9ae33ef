"""Brings a database to the newest schema at start; Alembic runs what ``versions/`` lists, in either dialect.

Alembic is loaded only where there is something to do.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from services.records.store.statement_files import load
from services.store.dialects import POSTGRESQL, SQLITE
from services.store.opening import alone

if TYPE_CHECKING:
    from services.store.postgres.connecting import Place

HEAD: Final = "0020"
"""Newest revision in ``versions/``; a test holds it to Alembic's own view."""
_ONE: Final = threading.Lock()
"""Alembic keeps what it is about in a module of its own, which threads share."""


def migrate(path: Path, busy_s: float) -> None:
    """Upgrade the SQLite database at ``path``. One process at a time: a lock file beside it.

    Raises ``sqlite3.Error`` when the file cannot be read or written.
    """
    if current(path, busy_s) == HEAD:
        return
    with alone(path):
        if current(path, busy_s) != HEAD:
            _upgrade(path=path, busy_s=busy_s)


def current(path: Path, busy_s: float) -> str:
    """Revision of the database; ``""`` for a new one."""
    sql = load(SQLITE)
    db = sqlite3.connect(path, timeout=busy_s)
    try:
        known = db.execute(sql["schema_known"]).fetchone()[0]
        return str(db.execute(sql["schema_version"]).fetchone()[0]) if known else ""
    finally:
        db.close()


def migrate_postgres(place: Place) -> None:
    """Upgrade the room's schema in the PostgreSQL database at ``place``; not to be called where a loop runs.

    One process at a time: a lock of the database, held by the transaction that migrates. Raises StoreLost.
    """
    if asyncio.run(current_postgres(place)) != HEAD:
        _upgrade(place=place)


async def current_postgres(place: Place) -> str:
    """Revision of the room's schema; ``""`` where there is none yet. Raises StoreLost."""
    from services.store.postgres.connecting import connect
    from services.store.postgres.errors import machine_errors

    sql = load(POSTGRESQL)
    db = await connect(place)
    try:
        with machine_errors():
            known = await db.fetchval(sql["schema_known"])
            return str(await db.fetchval(sql["schema_version"])) if known else ""
    finally:
        await db.close()


def _upgrade(**options: object) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes.update(options)
    with _ONE:
        command.upgrade(config, "head")
