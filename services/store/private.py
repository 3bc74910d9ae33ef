"""A file of one room: opened alone, with the schema of the room's statements, and what is deleted overwritten.

The room has made the file and checked who may read it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from services.store import held
from services.store.dialects import SQLITE
from services.store.file import File
from services.store.opening import alone
from services.store.sqlite import SqliteDatabase
from services.store.statements import by_dialect, schema_of


def open_private(
    path: Path, root: Path, unavailable: Callable[[], Exception], synchronous: str = "full", *, marked: bool = False
) -> SqliteDatabase:
    """The file, with tables that are absent made. ``root``: of the room's statements; ``synchronous``: SQLite's word.

    ``marked``: it keeps a mark in the log (:mod:`services.store.held`). Raises what ``unavailable`` makes.
    """
    roots = (root, held.ROOT) if marked else (root,)
    statements = {name: text for each in roots for name, text in by_dialect(each, SQLITE).items()}
    with alone(path):
        return SqliteDatabase(File(path, partial(_prepare, roots, synchronous), unavailable), statements)


def _prepare(roots: Sequence[Path], synchronous: str, db: sqlite3.Connection) -> None:
    for pragma in ("journal_mode=wal", f"synchronous={synchronous}", "secure_delete=on"):
        db.execute(f"pragma {pragma}")
    for root in roots:
        for statement in schema_of(root, SQLITE):
            db.execute(statement)
