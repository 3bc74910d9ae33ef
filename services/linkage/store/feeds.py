"""Authorities, the rows that came under them, and numbers of case files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from services.linkage.kept import AuthorityRow, CaseNumber, FedJourney, FeedRow
from services.store.database import Database, Transaction
from services.store.values import Parameter, Row


class StoredFeeds:
    """See :class:`services.linkage.ports.Feeds`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def authority(self, name: str) -> AuthorityRow | None:
        """See the port, as for all methods here."""
        return _authority(await self._database.rows("authority_named", name))

    async def register(self, row: AuthorityRow, scope: Sequence[str], now_ms: int) -> AuthorityRow:
        """See the port."""

        async def job(tx: Transaction) -> AuthorityRow:
            held = _authority(await tx.rows("authority_named", row.name))
            if held is None:
                values = (row.name, row.agency, row.reference, row.body, json.dumps(list(scope)), row.retain_until_ms)
                await tx.rows("authority_insert", *values, now_ms)
            return held or row

        return await self._database.write(job)

    async def add(self, rows: Iterable[FeedRow]) -> int:
        """See the port."""
        came: dict[tuple[str, str], FeedRow] = {}
        for row in rows:
            came.setdefault((row.kind, row.id), row)
        return await self._database.write(lambda tx: _added(tx, came))

    async def after(self, seq: int, limit: int) -> list[FeedRow]:
        """See the port."""
        return await self._rows("feed_after", seq, limit)

    async def head(self) -> int:
        """See the port."""
        return int((await self._database.rows("feed_head"))[0][0])

    async def head_of(self, authorities: Iterable[str]) -> int:
        """See the port."""
        return int((await self._database.rows("feed_head_of", _many(authorities)))[0][0])

    async def persons(self, ids: Iterable[str], up_to: int) -> list[FeedRow]:
        """See the port."""
        return await self._rows("feed_persons", _many(ids), up_to)

    async def edges_of(self, ids: Iterable[str], up_to: int) -> list[FeedRow]:
        """See the port."""
        return await self._rows("feed_edges", _many(ids), up_to)

    async def journeys(self, agency: str, from_ms: int, to_ms: int) -> list[FedJourney]:
        """See the port."""
        return [FedJourney._make(row) for row in await self._database.rows("feed_journeys", agency, from_ms, to_ms)]

    async def expired(self, now_ms: int) -> list[str]:
        """See the port."""
        return [row[0] for row in await self._database.rows("authorities_expired", now_ms)]

    async def of_authority(self, name: str, limit: int) -> list[FeedRow]:
        """See the port."""
        return await self._rows("feed_of_authority", name, limit)

    async def delete(self, name: str, up_to: int) -> None:
        """See the port."""
        await self._database.write(lambda tx: tx.rows("feed_delete", name, up_to))
        await self._database.forget()

    async def give_numbers(self, pairs: Iterable[CaseNumber]) -> None:
        """See the port."""
        some = list(pairs)
        await self._database.write(lambda tx: tx.each("case_number_insert", some))

    async def numbers_given(self, records: Iterable[str]) -> list[CaseNumber]:
        """See the port."""
        return [CaseNumber._make(row) for row in await self._database.rows("case_numbers", _many(records))]

    async def forget_numbers(self, records: Iterable[str]) -> int:
        """See the port."""
        some = _many(records)

        async def job(tx: Transaction) -> int:
            return sum([len(await tx.rows("case_number_delete", record)) for record in some])

        number = await self._database.write(job)
        await self._database.forget()
        return number

    async def _rows(self, name: str, *values: Parameter) -> list[FeedRow]:
        return [FeedRow._make(row) for row in await self._database.rows(name, *values)]


async def _added(tx: Transaction, came: dict[tuple[str, str], FeedRow]) -> int:
    """How many were new, each by its kind and id; they have the numbers that follow the last that was ever given."""
    held = {(kind, number) for kind, number in await tx.many("feed_held", list(came))}
    new = [row for key, row in came.items() if key not in held]
    last = (await tx.rows("feed_give", len(new)) or [(0,)])[0][0]
    await tx.each("feed_insert", [row._replace(seq=seq) for seq, row in enumerate(new, last + 1)])
    return len(new)


def _authority(rows: Sequence[Row]) -> AuthorityRow | None:
    return AuthorityRow._make(rows[0]) if rows else None


def _many(values: Iterable[str]) -> list[str]:
    return sorted(set(values))
