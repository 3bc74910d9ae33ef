"""Whether the pages of a database are sound, as far as can be told in the time that a start may take."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

WHOLE_BYTES: Final = 64 << 20
"""Up to here every page is looked at (a second or so); of a larger file the schema alone."""
BUSY_S: Final = 5.0
_NOT_DAMAGE: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN})
logger = logging.getLogger(__name__)


def fault(path: Path, whole_bytes: int = WHOLE_BYTES) -> str:
    """What is wrong, in SQLite's words, which name pages and tables and no data; empty where nothing is found.

    sqlite.org/pragma.html#pragma_quick_check. It only reads, and copies no journal into the file.
    """
    if not path.exists() or not (size := path.stat().st_size):
        return ""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_S)) as db:
            found = str(db.execute(_statement(path, size, whole_bytes)).fetchone()[0])
    except sqlite3.Error as error:
        return "" if error.sqlite_errorcode & 0xFF in _NOT_DAMAGE else error.sqlite_errorname
    return "" if found == "ok" else found.replace("\n", " ")


def _statement(path: Path, size: int, whole_bytes: int) -> str:
    if size <= whole_bytes:
        return "pragma quick_check(1)"
    logger.info("%s: checked in part, its schema alone; the rest as it is read", path.name)
    return "pragma quick_check('sqlite_schema')"
