"""A room's statements over a SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from typing import TypeVar

from services.store.database import Job, finish
from services.store.file import File
from services.store.values import Parameter, Row, Value

T = TypeVar("T")


class SqliteTransaction:
    """See :class:`services.store.database.Transaction`."""

    def __init__(self, db: sqlite3.Connection, sql: Mapping[str, str]) -> None:
        self._db, self._sql = db, sql

    async def rows(self, name: str, *values: Parameter) -> Sequence[Row]:
        """Rows of a statement; see the protocol."""
        return self._db.execute(self._sql[name], _listed(values)).fetchall()

    async def many(self, name: str, values: Sequence[Sequence[Value]]) -> Sequence[Row]:
        """Rows of a statement for each; see the protocol."""
        return [row for each in values for row in self._db.execute(self._sql[name], each)]

    async def each(self, name: str, values: Iterable[Sequence[Value]]) -> None:
        """Run a statement for each; see the protocol."""
        self._db.executemany(self._sql[name], values)


class SqliteDatabase:
    """See :class:`services.store.database.Database`. ``file``: open, with the room's schema; ``sql``: by name."""

    def __init__(self, file: File, sql: Mapping[str, str]) -> None:
        self.file, self._sql = file, sql

    async def rows(self, name: str, *values: Parameter) -> Sequence[Row]:
        """Read in the caller's thread."""
        return self.file.rows(self._sql[name], *_listed(values))

    async def many(self, name: str, values: Sequence[Sequence[Value]]) -> Sequence[Row]:
        """Read in the caller's thread."""
        return [row for each in values for row in self.file.rows(self._sql[name], *each)]

    async def each(self, name: str, *values: Value) -> AsyncGenerator[Row, None]:
        """Read in the caller's thread."""
        for row in self.file.each(self._sql[name], *values):
            yield row

    async def write(self, job: Job[T]) -> T:
        """In the file's own thread."""
        return await self.file.write(lambda db: finish(job(SqliteTransaction(db, self._sql))))

    async def forget(self) -> None:
        """Copy the write-ahead log into the file and empty it, unless somebody reads just now."""
        await self.file.forget()

    def close(self) -> None:
        """Finish what is being written, then let go of the file."""
        self.file.close()


def _listed(values: Sequence[Parameter]) -> list[Value]:
    """A list as the text that ``json_each`` reads."""
    return [value if isinstance(value, Value) else json.dumps(value) for value in values]
