"""Authorities, and the rows that came under them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from services.linkage.store.feed_kept import AuthorityRow, FeedRow
from services.linkage.store.file import File


class FeedStore:
    """All raise :class:`services.linkage.errors.StorageUnavailable`; what writes is durable once it returns."""

    def __init__(self, file: File) -> None:
        self._file = file

    async def authority(self, name: str) -> AuthorityRow | None:
        """One by its name."""
        row = self._file.one("authority_named", name)
        return AuthorityRow._make(row) if row else None

    async def register(self, row: AuthorityRow, scope: Sequence[str], now_ms: int) -> AuthorityRow:
        """Add it, or the one of that name that is held."""
        with self._file.transaction():
            held = await self.authority(row.name)
            if held is None:
                values = (row.name, row.agency, row.reference, row.body, json.dumps(list(scope)), row.retain_until_ms)
                self._file.change("authority_insert", *values, now_ms)
        return held or row

    async def add(self, rows: Iterable[FeedRow]) -> int:
        """How many were new. ``seq`` is given here."""
        with self._file.transaction():
            return sum(self._file.change("feed_insert", *row[1:]) for row in rows)

    async def after(self, seq: int, limit: int) -> list[FeedRow]:
        """Rows in order."""
        return [FeedRow._make(row) for row in self._file.all("feed_after", seq, limit)]

    async def head(self) -> int:
        """The last row that is kept."""
        return int(self._file.one("feed_head")[0])

    async def head_of(self, authorities: Iterable[str]) -> int:
        """The last row that is kept under any of them."""
        return int(self._file.one("feed_head_of", _many(authorities))[0])

    async def persons(self, ids: Iterable[str], up_to: int) -> list[FeedRow]:
        """Persons that files described."""
        return [FeedRow._make(row) for row in self._file.all("feed_persons", _many(ids), up_to)]

    async def edges_of(self, ids: Iterable[str], up_to: int) -> list[FeedRow]:
        """Edges at persons."""
        return [FeedRow._make(row) for row in self._file.all("feed_edges", _many(ids), up_to)]

    async def expired(self, now_ms: int) -> list[str]:
        """Authorities whose rows must go."""
        return [row[0] for row in self._file.all("authorities_expired", now_ms)]

    async def of_authority(self, name: str, limit: int) -> list[FeedRow]:
        """Its rows, in order."""
        return [FeedRow._make(row) for row in self._file.all("feed_of_authority", name, limit)]

    async def delete(self, name: str, up_to: int) -> None:
        """Delete rows of an authority, from the file's free pages too."""
        with self._file.transaction():
            self._file.change("feed_delete", name, up_to)
        self._file.forget()

    async def give_numbers(self, pairs: Iterable[tuple[str, str, str]]) -> None:
        """Keep (record, start, end) of case files' edges."""
        with self._file.transaction():
            self._file.each("case_number_insert", pairs)

    async def numbers_given(self, records: Iterable[str]) -> list[tuple[str, str, str]]:
        """What case files ever gave."""
        return [tuple(row) for row in self._file.all("case_numbers", _many(records))]

    async def forget_numbers(self, records: Iterable[str]) -> None:
        """Of records that are expunged."""
        with self._file.transaction():
            self._file.each("case_number_delete", ((record,) for record in records))


def _many(values: Iterable[str]) -> str:
    return json.dumps(sorted(set(values)))
