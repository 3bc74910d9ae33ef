"""The write transaction on PostgreSQL: what is written waits until a table that it changes is read, and goes together.

A page's rows lie in a dozen tables. Each statement by itself is a round trip to the server, under the lock that all
writers wait for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from services.records.judging_port import Judging
from services.records.rows import LogHead
from services.records.store.forms import forms, joined
from services.records.store.opened import side_by_side
from services.records.store.postgres_statements import PostgresStatements, storable, storage_errors
from services.records.store.statement_files import load
from services.records.store.writing import SqlTransaction
from services.store.dialects import POSTGRESQL
from services.store.values import Parameter, Row

_ONES: Final = {"log_head": len(LogHead._fields), "judging": len(Judging._fields), "change_head": 1}
"""Statements of one row that every page asks, with how many columns each has."""
_TYPES: Final[dict[str, tuple[str, ...]]] = {}
"""Of each statement's parameters, as the server told them once."""

_OF_ONES: Final = frozenset(_ONES)
"""Their tables, which have their names."""


@cache
def _side_by_side() -> str:
    return side_by_side(load(POSTGRESQL), tuple(_ONES))


class PostgresTransaction(PostgresStatements, SqlTransaction):
    """See :class:`services.records.ports.Transaction`. Whoever opened it calls :meth:`flush` before they commit."""

    def __init__(self, db: asyncpg.Connection | PoolConnectionProxy) -> None:
        super().__init__(db)
        self._waiting: dict[str, list[tuple[Parameter, ...]]] = {}
        self._written: set[str] = set()
        self._ones: dict[str, Row] = {}

    async def flush(self) -> None:
        """Write what waits, in its order where it cannot go together. Raises what any of it raises."""
        waiting, self._waiting, self._written = self._waiting, {}, set()
        parts: list[str] = []
        values: list[Parameter] = []
        for name, rows in waiting.items():
            form = forms()[name]
            if form.takes(rows):
                parts.append(form.over_lists(await self._types(name), len(values) + 1))
                values += [list(column) for column in zip(*rows, strict=True)]
            elif len(rows) == 1:
                parts.append(form.over_one(len(values) + 1))
                values += rows[0]
            else:
                await self._sent(parts, values)
                parts, values = [], []
                await super()._each(name, rows)
        await self._sent(parts, values)

    async def _sent(self, parts: Sequence[str], values: Sequence[Parameter]) -> None:
        if parts:
            with storage_errors():
                await self._db.execute(joined(parts), *values)

    async def _all(self, name: str, *values: Parameter) -> Sequence[Row]:
        if name in _ONES:
            return [await self._one_of(name)]
        if self._written & forms()[name].named:
            await self.flush()
        return await super()._all(name, *values)

    async def _one_of(self, name: str) -> Row:
        """All of them come where one is asked; none is asked again until one of their tables is written."""
        if not self._ones:
            if self._written & _OF_ONES:
                await self.flush()
            with storage_errors():
                (found,) = await self._db.fetch(_side_by_side())
            row, at = tuple(found), 0
            for each, width in _ONES.items():
                self._ones[each], at = row[at : at + width], at + width
        return self._ones[name]

    async def _each(self, name: str, rows: Iterable[Sequence[Parameter]]) -> None:
        listed = [tuple(map(storable, row)) for row in rows]
        if not listed:
            return
        form, longer = forms()[name], self._waiting.get(name)
        if form.table in _OF_ONES:
            self._ones = {}
        if longer is not None and form.many:
            longer += listed
            return
        if self._written & form.named:
            await self.flush()
        self._waiting[name] = listed
        self._written.add(form.table)

    async def _types(self, name: str) -> tuple[str, ...]:
        found = _TYPES.get(name)
        if found is None:
            with storage_errors():
                asked = await self._db.prepare(self._sql[name])
            found = _TYPES[name] = tuple(each.name for each in asked.get_parameters())
        return found
