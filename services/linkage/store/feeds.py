"""Authorities, the rows that came under them, and numbers of case files, in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from services.linkage.kept import AuthorityRow, CaseNumber, FeedRow
from services.linkage.store.file import Connection, File


class SqliteFeeds:
    """Keeps feeds in the file, as the port says: see :class:`services.linkage.ports.Feeds`."""

    def __init__(self, file: File) -> None:
        self._file = file

    async def authority(self, name: str) -> AuthorityRow | None:
        """As the port says."""
        return _authority(self._file.read, name)

    async def register(self, row: AuthorityRow, scope: Sequence[str], now_ms: int) -> AuthorityRow:
        """As the port says."""

        def job(db: Connection) -> AuthorityRow:
            held = _authority(db, row.name)
            if held is None:
                values = (row.name, row.agency, row.reference, row.body, json.dumps(list(scope)), row.retain_until_ms)
                db.change("authority_insert", *values, now_ms)
            return held or row

        return await self._file.write(job)

    async def add(self, rows: Iterable[FeedRow]) -> int:
        """As the port says."""
        some = list(rows)

        def job(db: Connection) -> int:
            return sum(db.change("feed_insert", *row[1:]) for row in some)

        return await self._file.write(job)

    async def after(self, seq: int, limit: int) -> list[FeedRow]:
        """As the port says."""
        return self._rows("feed_after", seq, limit)

    async def head(self) -> int:
        """As the port says."""
        return self._file.read.number("feed_head")

    async def head_of(self, authorities: Iterable[str]) -> int:
        """As the port says."""
        return self._file.read.number("feed_head_of", _many(authorities))

    async def persons(self, ids: Iterable[str], up_to: int) -> list[FeedRow]:
        """As the port says."""
        return self._rows("feed_persons", _many(ids), up_to)

    async def edges_of(self, ids: Iterable[str], up_to: int) -> list[FeedRow]:
        """As the port says."""
        return self._rows("feed_edges", _many(ids), up_to)

    async def expired(self, now_ms: int) -> list[str]:
        """As the port says."""
        return [row[0] for row in self._file.read.all("authorities_expired", now_ms)]

    async def of_authority(self, name: str, limit: int) -> list[FeedRow]:
        """As the port says."""
        return self._rows("feed_of_authority", name, limit)

    async def delete(self, name: str, up_to: int) -> None:
        """As the port says: from the file's free pages and the write-ahead log too, unless somebody reads just now."""

        def job(db: Connection) -> None:
            db.change("feed_delete", name, up_to)

        await self._file.write(job)
        await self._file.forget()

    async def give_numbers(self, pairs: Iterable[CaseNumber]) -> None:
        """As the port says."""
        some = list(pairs)

        def job(db: Connection) -> None:
            db.each("case_number_insert", some)

        await self._file.write(job)

    async def numbers_given(self, records: Iterable[str]) -> list[CaseNumber]:
        """As the port says."""
        return [CaseNumber._make(row) for row in self._file.read.all("case_numbers", _many(records))]

    async def forget_numbers(self, records: Iterable[str]) -> None:
        """As the port says."""
        some = [(record,) for record in records]

        def job(db: Connection) -> None:
            db.each("case_number_delete", some)

        await self._file.write(job)

    def _rows(self, name: str, *values: object) -> list[FeedRow]:
        return [FeedRow._make(row) for row in self._file.read.all(name, *values)]


def _authority(db: Connection, name: str) -> AuthorityRow | None:
    row = db.one("authority_named", name)
    return AuthorityRow._make(row) if row else None


def _many(values: Iterable[str]) -> str:
    return json.dumps(sorted(set(values)))
