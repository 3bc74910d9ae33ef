"""Brings a database to the newest schema at start; Alembic runs what ``versions/`` lists.

Alembic is loaded only where there is something to do.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from services.records.store.statement_files import load
from services.store.opening import alone

HEAD: Final = "0011"
"""Newest revision in ``versions/``; a test holds it to Alembic's own view."""


def migrate(path: Path, busy_s: float) -> None:
    """Upgrade the SQLite database at ``path``. One process at a time: a lock file beside it.

    Raises ``sqlite3.Error`` when the file cannot be read or written.
    """
    if current(path, busy_s) == HEAD:
        return
    with alone(path):
        if current(path, busy_s) != HEAD:
            _upgrade(path, busy_s)


def current(path: Path, busy_s: float) -> str:
    """Revision of the database; ``""`` for a new one."""
    sql = load("sqlite")
    db = sqlite3.connect(path, timeout=busy_s)
    try:
        known = db.execute(sql["schema_known"]).fetchone()[0]
        return str(db.execute(sql["schema_version"]).fetchone()[0]) if known else ""
    finally:
        db.close()


def _upgrade(path: Path, busy_s: float) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["path"] = path
    config.attributes["busy_s"] = busy_s
    command.upgrade(config, "head")
