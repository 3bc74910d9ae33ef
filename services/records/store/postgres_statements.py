"""Running the statements over one PostgreSQL connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from services.records.errors import StorageUnavailable
from services.records.store.statement_files import load
from services.records.store.statements import Statements
from services.store.dialects import POSTGRESQL
from services.store.postgres.errors import StoreLost, machine_errors
from services.store.values import Parameter, Row, Value

V = TypeVar("V")


def storable(value: Parameter) -> Parameter:
    """PostgreSQL's text holds no NUL, which a stranger's text may: no name or token of ours holds either character."""
    return [_without_nul(each) for each in value] if isinstance(value, list) else _without_nul(value)


def _without_nul(value: V) -> V | str:
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn what the machine did into StorageUnavailable; a faulty statement stays what it is."""
    try:
        with machine_errors():
            yield
    except StoreLost:
        raise StorageUnavailable from None


class PostgresStatements(Statements):
    """A connection with its statements. What the machine does raises StorageUnavailable."""

    def __init__(self, db: asyncpg.Connection | PoolConnectionProxy) -> None:
        self._db = db
        self._sql = load(POSTGRESQL)

    async def _all(self, name: str, *values: Parameter) -> Sequence[Row]:
        with storage_errors():
            return await self._db.fetch(self._sql[name], *map(storable, values))

    async def _each(self, name: str, rows: Iterable[Sequence[Parameter]]) -> None:
        with storage_errors():
            await self._db.executemany(self._sql[name], [[storable(value) for value in row] for row in rows])

    @staticmethod
    def _many(values: Iterable[Value]) -> list[Value]:
        return list(values)
