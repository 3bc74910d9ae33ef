"""Running the statements over one SQLite connection; nothing here suspends."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from services.records.errors import StorageUnavailable
from services.records.store.reading import SqlSnapshot
from services.records.store.statement_files import load
from services.records.store.statements import Statements
from services.records.store.writing import SqlTransaction
from services.store.errors import is_machine
from services.store.values import Parameter, Row, Value


class _StorageErrors:
    """Holds nothing, so one serves every statement: a generator each would cost as much as a small query's fetch."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, sqlite3.Error) and is_machine(error):
            raise StorageUnavailable from None


_STORAGE_ERRORS: Final = _StorageErrors()


def storage_errors() -> _StorageErrors:
    """Turn what the machine did into StorageUnavailable; a faulty statement stays what it is."""
    return _STORAGE_ERRORS


class SqliteStatements(Statements):
    """A connection with its statements. What the machine does raises StorageUnavailable."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._sql = load("sqlite")

    def statement(self, name: str) -> str:
        """The text of a statement."""
        return self._sql[name]

    async def _all(self, name: str, *values: Parameter) -> Sequence[Row]:
        try:
            return self._db.execute(self._sql[name], values).fetchall()
        except sqlite3.Error as error:
            if is_machine(error):
                raise StorageUnavailable from None
            raise

    async def _each(self, name: str, rows: Iterable[Sequence[Parameter]]) -> None:
        try:
            self._db.executemany(self._sql[name], rows)
        except sqlite3.Error as error:
            if is_machine(error):
                raise StorageUnavailable from None
            raise

    @staticmethod
    def _many(values: Iterable[Value]) -> str:
        return json.dumps(list(values))


class SqliteSnapshot(SqliteStatements, SqlSnapshot):
    """See :class:`services.records.ports.Snapshot`."""


class SqliteTransaction(SqliteStatements, SqlTransaction):
    """See :class:`services.records.ports.Transaction`."""
