"""A SQLite file beside whoever may be writing it: copied whole, or read where nothing opens it for use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from services.errors import RabtaError
from services.store.values import Row, Value


class Uncopied(RabtaError):
    """A file that cannot be copied or put back whole; the text says why, by the name that SQLite has for it."""


def copy(source: Path, target: Path) -> None:
    """A consistent copy of ``source`` into ``target``, which is there and empty, as one file. Raises Uncopied."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading,
            closing(sqlite3.connect(target)) as writing,
        ):
            reading.backup(writing)
            writing.execute("pragma journal_mode = delete")
            if writing.execute("pragma quick_check").fetchone() != ("ok",):
                raise Uncopied("the database is damaged")
    except sqlite3.Error as error:
        raise Uncopied(f"cannot be copied ({error.sqlite_errorname})") from None


def write(path: Path, statements: Iterable[tuple[str, Sequence[Value]]]) -> None:
    """Statements with their values, all or none, in a file that nothing opens for use. Raises Uncopied."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("begin immediate")
            for statement, values in statements:
                db.execute(statement, values)
            db.execute("commit")
    except sqlite3.Error as error:
        raise Uncopied(f"cannot be put back ({error.sqlite_errorname})") from None


def rows(path: Path, statement: str) -> Sequence[Row] | None:
    """What a statement reads in the file as it lies there, which is not written; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return db.execute(statement).fetchall()
    except sqlite3.Error:
        return None
