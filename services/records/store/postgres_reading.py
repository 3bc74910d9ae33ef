"""Reads on PostgreSQL, where each statement is a round trip to the server: few of them, and nothing asked twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from services.records.rows import BodyRow, HeaderRow, ViewRow
from services.records.store.known import Known, KnownReads
from services.records.store.opened import AT_ONCE, with_pages, with_versions
from services.records.store.postgres_statements import PostgresStatements
from services.records.store.statement_files import load
from services.store.dialects import POSTGRESQL
from services.store.values import Parameter, Row

_OPENED: Final = ("person_rows", "case_rows")
_PAGED: Final = "bodies with pages"
_VIEW, _BODY = len(ViewRow._fields), len(BodyRow._fields)


@cache
def _statements() -> Mapping[str, str]:
    """Those of the dialect; of some rows, with all that is asked for next."""
    sql = load(POSTGRESQL)
    return {**sql, **{name: with_versions(sql, name) for name in _OPENED}, _PAGED: with_pages(sql)}


class Memory:
    """What snapshots of one moment know, by what ``moment.sql`` says of it. Snapshots of two moments share nothing."""

    def __init__(self) -> None:
        self._last = ""
        self._known = Known()

    def at(self, last: str) -> Known:
        """What is known of the moment after the last write."""
        if last != self._last or self._known.full:
            self._last, self._known = last, Known()
        return self._known


class PostgresSnapshot(PostgresStatements, KnownReads):
    """See :class:`services.records.ports.Snapshot`. Versions come with the rows that name them, and wait here."""

    def __init__(self, db: asyncpg.Connection | PoolConnectionProxy, memory: Memory) -> None:
        super().__init__(db)
        self._sql = _statements()
        self._memory = memory
        self._known: Known | None = None
        self._bodies: dict[int, BodyRow] = {}
        self._headers: dict[int, HeaderRow] = {}

    async def bodies(self, seqs: Sequence[int]) -> list[BodyRow]:
        """See the port."""
        missing = [seq for seq in dict.fromkeys(seqs) if seq not in self._bodies]
        if len(missing) > AT_ONCE:
            return await super().bodies(seqs)
        for row in await super()._all(_PAGED, missing) if missing else ():
            self._keep(tuple(row))
        return [self._bodies[seq] for seq in dict.fromkeys(seqs) if seq in self._bodies]

    async def page_headers(self, pages: Iterable[int]) -> list[HeaderRow]:
        """See the port."""
        asked = list(pages)
        if self._headers.keys() >= set(asked):
            return [self._headers[page] for page in dict.fromkeys(asked)]
        return await super().page_headers(asked)

    async def _all(self, name: str, *values: Parameter) -> Sequence[Row]:
        rows = await super()._all(name, *values)
        return [self._row(tuple(row)) for row in rows] if name in _OPENED else rows

    def _row(self, row: tuple[object, ...]) -> Row:
        if row[_VIEW] is not None:
            self._keep(row[_VIEW:])
        return row[:_VIEW]

    def _keep(self, row: Sequence[object]) -> None:
        body, header = BodyRow._make(row[:_BODY]), HeaderRow._make(row[_BODY:])
        self._bodies[body.seq] = body
        if header.page is not None:
            self._headers[header.page] = header

    async def _now(self) -> Known:
        if self._known is None:
            last, followed = await self._sole("moment")
            self._known = self._memory.at(last)
            self._known.follows = followed
        return self._known
