"""Whether the machine failed or a statement is wrong, and the store that would not keep what it acknowledges."""

from __future__ import annotations

import sqlite3
from typing import Final

from services.errors import RabtaError

# Result codes (sqlite.org/rescode.html) that speak of the machine, not of a mistake in a statement.
_MACHINE: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)


class StoreUnsafe(RabtaError):
    """The database would not keep what it acknowledges; the node does not start."""


def is_machine(error: sqlite3.Error) -> bool:
    """Whether the machine failed (full, busy, unreadable), not the statement."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF in _MACHINE
