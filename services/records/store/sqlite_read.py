"""Reads of the embedded store; statements are in ``sql/sqlite``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.records.claim_rows import ClaimLine
from services.records.rows import (
    BodyRow,
    ChangedHead,
    Cited,
    FeedHead,
    FeedLine,
    FlagLine,
    HeaderRow,
    HeadRow,
    PaperRow,
    ProfileLine,
    RecordProfile,
    RefusedRow,
    RequestRow,
    Stamp,
    ViewRow,
)
from services.records.store.sqlite_judging import JudgingReads
from services.records.store.statements import many


class SqliteSnapshot(JudgingReads):
    """See :class:`services.records.ports.Snapshot`."""

    async def case_files(self, token: str) -> list[PaperRow]:
        """See the port, as for all methods here."""
        return [PaperRow._make(row) for row in self._all("case_files", token)]

    async def case_papers(self, token: str) -> list[PaperRow]:
        """See the port."""
        return [PaperRow._make(row) for row in self._all("case_papers", token)]

    async def holds_case(self, token: str, agency: str) -> bool:
        """See the port."""
        return bool(self._one("holds_case", token, agency)[0])

    async def follows(self, agency: str, now_ms: int) -> bool:
        """See the port."""
        return bool(self._one("follows_agency", agency, now_ms)[0])

    async def reads_followed(self, agency: str, tokens: Sequence[str], now_ms: int) -> bool:
        """See the port."""
        return bool(self._one("reads_followed", agency, many(tokens), now_ms)[0])

    async def stamp(self, token: str) -> Stamp:
        """See the port."""
        return Stamp._make(self._one("stamp", token))

    async def person_profile(self, token: str, as_of_ms: int, cited: Sequence[Cited], now_ms: int) -> list[ProfileLine]:
        """See the port."""
        rows = self._all("person_profile", token, as_of_ms, many(cited), now_ms)
        return [ProfileLine._make(row) for row in rows]

    async def person_rows(
        self, token: str, as_of_ms: int, cited: Sequence[Cited], now_ms: int, codes: Sequence[int]
    ) -> list[ViewRow]:
        """See the port."""
        rows = self._all("person_rows", token, as_of_ms, many(cited), now_ms, many(codes))
        return [ViewRow._make(row) for row in rows]

    async def case_profile(
        self, tokens: Sequence[str], as_of_ms: int, cited: Sequence[Cited], now_ms: int
    ) -> list[ProfileLine]:
        """See the port."""
        rows = self._all("case_profile", many(tokens), as_of_ms, many(cited), now_ms)
        return [ProfileLine._make(row) for row in rows]

    async def case_rows(
        self, tokens: Sequence[str], as_of_ms: int, cited: Sequence[Cited], now_ms: int, codes: Sequence[int]
    ) -> list[ViewRow]:
        """See the port."""
        rows = self._all("case_rows", many(tokens), as_of_ms, many(cited), now_ms, many(codes))
        return [ViewRow._make(row) for row in rows]

    async def case_members(self, tokens: Sequence[str], now_ms: int) -> list[ViewRow]:
        """See the port."""
        return [ViewRow._make(row) for row in self._all("case_members", many(tokens), now_ms)]

    async def record_profile(
        self, agency: str, record_id: str, cited: Sequence[Cited], now_ms: int
    ) -> RecordProfile | None:
        """See the port."""
        row = self._one("record_profile", agency, record_id, many(cited), now_ms)
        return RecordProfile._make(row) if row else None

    async def head(self, record: int) -> HeadRow | None:
        """See the port."""
        row = self._one("heads_numbered", many([record]))
        return HeadRow._make(row) if row else None

    async def orders_about(self, cases: Sequence[str], people: Sequence[str]) -> list[HeadRow]:
        """See the port."""
        return [HeadRow._make(row) for row in self._all("orders_about", many(cases), many(people))]

    async def versions_as_of(self, records: Sequence[int], as_of_ms: int) -> dict[int, int]:
        """See the port."""
        return dict(self._all("versions_as_of", many(records), as_of_ms))

    async def versions_of_record(self, record: int, after: int, limit: int) -> list[tuple[int, int]]:
        """See the port."""
        return self._all("versions_of_record", record, after, limit)

    async def bodies(self, seqs: Sequence[int]) -> list[BodyRow]:
        """See the port."""
        return [BodyRow._make(row) for row in self._all("bodies", many(seqs))]

    async def page_headers(self, pages: Iterable[int]) -> list[HeaderRow]:
        """See the port."""
        return [HeaderRow._make(row) for row in self._all("page_headers", many(pages))]

    async def classes(self, ids: Iterable[int]) -> dict[int, str]:
        """See the port."""
        return dict(self._all("classes", many(ids)))

    async def feed_head(self, agency: str, feed: str) -> FeedHead | None:
        """See the port."""
        row = self._one("feed_head", agency, feed)
        return FeedHead._make(row) if row else None

    async def request(self, agency: str, request_id: str) -> RequestRow | None:
        """See the port."""
        row = self._one("request", agency, request_id)
        return RequestRow._make(row) if row else None

    async def quarantined(self, agency: str, limit: int) -> list[RefusedRow]:
        """See the port."""
        return [RefusedRow._make(row) for row in self._all("quarantined", agency, limit)]

    async def flags_of_agency(self, agency: str, limit: int) -> list[FlagLine]:
        """See the port."""
        return [FlagLine._make(row) for row in self._all("flags_of_agency", agency, limit)]

    async def feed(self, after: int, limit: int) -> list[FeedLine]:
        """See the port."""
        return [FeedLine._make(row) for row in self._all("feed", after, limit)]

    async def heads_changed(self, after: int, limit: int) -> list[ChangedHead]:
        """See the port."""
        return [ChangedHead._make(row) for row in self._all("heads_changed", after, limit)]

    async def change_head(self) -> int:
        """See the port."""
        return int(self._one("change_head")[0])

    async def claims(self, owner: str, after: int, limit: int, overdue_at_ms: int) -> list[ClaimLine]:
        """See the port."""
        return [ClaimLine._make(row) for row in self._all("claims_list", owner, after, limit, overdue_at_ms)]

    async def claim(self, handle: str) -> ClaimLine | None:
        """See the port."""
        row = self._one("claim_named", handle)
        return ClaimLine._make(row) if row else None
