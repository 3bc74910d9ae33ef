"""The desk of the prosecution at rest: queries and directions, sealed under blind tokens of case and reference."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from services.access.request_id import Act
from services.records.desk_port import Directed, Query
from services.records.errors import TooManyQueries
from services.records.law_book.store.acts import Blind
from services.store.database import Transaction
from services.store.sqlite import SqliteDatabase

QUERIES: Final = 30
"""New queries of one officer in 24 hours (P); one that is put again is none."""
_DAY_MS: Final = 86_400_000
_ASKED: Final = b"law asked "
_DIRECTED: Final = b"law directed "


class SealedDesk:
    """See :class:`services.records.desk_port.Directions`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: SqliteDatabase, secret: bytes, noted_after_ms: int) -> None:
        self._database, self._blind, self.noted_after_ms = database, Blind(secret), noted_after_ms

    async def ask(self, cases: Sequence[str], query: Query) -> Query:
        """See the port: one transaction."""
        about = [self._blind.token("case", case) for case in cases]
        token = self._blind.token("query", query.agency, query.reference)
        officer = self._blind.token("asks", query.agency, query.officer)

        async def put(tx: Transaction) -> Query:
            for case in about:
                for (body,) in await tx.rows("query", case, token):
                    return Query(*json.loads(self._blind.plain(body, _ASKED + case + token)))
            ((count,),) = await tx.rows("query_count", officer, query.at_ms - _DAY_MS)
            if count >= QUERIES:
                raise TooManyQueries(retry_after_s=3600)
            body, seal = json.dumps(query).encode(), self._blind.seal
            rows = [(case, token, officer, query.at_ms, seal(body, _ASKED + case + token)) for case in about]
            await tx.each("keep_query", rows)
            return query

        return await self._database.write(put)

    async def direct(self, cases: Sequence[str], directed: Directed, act: Act) -> Directed:
        """See the port: one transaction."""
        token = self._blind.token("directed", directed.reference)

        async def put(tx: Transaction) -> Directed:
            before = await self._blind.before(tx, act)
            if before is not None:
                return Directed(*json.loads(before))
            body, about = json.dumps(directed).encode(), [self._blind.token("case", case) for case in cases]
            rows = [(case, token, self._blind.seal(body, _DIRECTED + case + token)) for case in about]
            await tx.each("keep_direction", rows)
            await self._blind.keep(tx, act, directed)
            return directed

        return await self._database.write(put)

    async def queries(self, cases: Sequence[str]) -> list[Query]:
        """See the port."""
        return sorted({Query(*json.loads(each)) for each in await self._all("queries", _ASKED, cases)}, key=_newest)

    async def directions(self, cases: Sequence[str]) -> list[Directed]:
        """See the port. A number that was tied later holds what was directed under it alone, so the last counts."""
        given = sorted(
            {Directed(*json.loads(each)) for each in await self._all("directions", _DIRECTED, cases)}, key=_newest
        )
        last = {each.reference: each for each in reversed(given)}
        return [each for each in given if last[each.reference] is each]

    async def _all(self, statement: str, about: bytes, cases: Sequence[str]) -> list[bytes]:
        rows = []
        for case in [self._blind.token("case", each) for each in cases]:
            for token, body in await self._database.rows(statement, case):
                rows.append(self._blind.plain(body, about + case + bytes(token)))
        return rows


def _newest(each: Query | Directed) -> tuple[int, str, str]:
    return -each.at_ms, each.reference, each.agency
