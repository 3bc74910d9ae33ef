"""Reads of the store, in any dialect; statements are in ``sql``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from services.records.change_rows import ChangedHead
from services.records.claim_rows import ClaimAbout, ClaimLine, WaitingLine
from services.records.rows import (
    BodyRow,
    Cited,
    FeedHead,
    FeedLine,
    FlagLine,
    HeaderRow,
    HeadRow,
    NamedHead,
    PaperRow,
    ProfileLine,
    RecordProfile,
    RefusedRow,
    RequestRow,
    Stamp,
    ViewRow,
)
from services.records.store.copies import CopiesReads
from services.records.store.erasing import ErasingReads
from services.records.store.judging import JudgingReads
from services.records.store.log_mark import MarkReads
from services.records.store.numbered import NumberedReads
from services.records.store.pages import PageReads
from services.store.values import Parameter, Value


class SqlSnapshot(JudgingReads, CopiesReads, ErasingReads, MarkReads, PageReads, NumberedReads):
    """See :class:`services.records.ports.Snapshot`."""

    async def case_files(self, token: str) -> list[PaperRow]:
        """See the port, as for all methods here."""
        return [PaperRow._make(row) for row in await self._all("case_files", token)]

    async def case_papers(self, token: str) -> list[PaperRow]:
        """See the port."""
        return [PaperRow._make(row) for row in await self._all("case_papers", token)]

    async def holds_case(self, token: str, agency: str) -> bool:
        """See the port."""
        return bool((await self._sole("holds_case", token, agency))[0])

    async def follows(self, agency: str, now_ms: int) -> bool:
        """See the port."""
        return bool((await self._sole("follows_agency", agency, now_ms))[0])

    async def reads_followed(self, agency: str, tokens: Sequence[str], now_ms: int) -> bool:
        """See the port."""
        return bool((await self._sole("reads_followed", agency, self._many(tokens), now_ms))[0])

    async def stamp(self, token: str) -> Stamp:
        """See the port."""
        return Stamp._make(await self._sole("stamp", token))

    async def person_profile(self, token: str, as_of_ms: int, cited: Sequence[Cited], now_ms: int) -> list[ProfileLine]:
        """See the port."""
        rows = await self._all("person_profile", token, as_of_ms, *_cited(self._many, cited), now_ms)
        return [ProfileLine._make(row) for row in rows]

    async def person_rows(
        self, token: str, as_of_ms: int, cited: Sequence[Cited], now_ms: int, codes: Sequence[int]
    ) -> list[ViewRow]:
        """See the port."""
        rows = await self._all("person_rows", token, as_of_ms, *_cited(self._many, cited), now_ms, self._many(codes))
        return [ViewRow._make(row) for row in rows]

    async def case_profile(
        self, tokens: Sequence[str], as_of_ms: int, cited: Sequence[Cited], now_ms: int
    ) -> list[ProfileLine]:
        """See the port."""
        rows = await self._all("case_profile", self._many(tokens), as_of_ms, *_cited(self._many, cited), now_ms)
        return [ProfileLine._make(row) for row in rows]

    async def case_rows(
        self, tokens: Sequence[str], as_of_ms: int, cited: Sequence[Cited], now_ms: int, codes: Sequence[int]
    ) -> list[ViewRow]:
        """See the port."""
        rows = await self._all(
            "case_rows", self._many(tokens), as_of_ms, *_cited(self._many, cited), now_ms, self._many(codes)
        )
        return [ViewRow._make(row) for row in rows]

    async def case_members(self, tokens: Sequence[str], now_ms: int) -> list[ViewRow]:
        """See the port."""
        return [ViewRow._make(row) for row in await self._all("case_members", self._many(tokens), now_ms)]

    async def record_profile(
        self, agency: str, record_id: str, cited: Sequence[Cited], now_ms: int
    ) -> RecordProfile | None:
        """See the port."""
        row = await self._one("record_profile", agency, record_id, *_cited(self._many, cited), now_ms)
        return RecordProfile._make(row) if row else None

    async def head(self, record: int) -> HeadRow | None:
        """See the port."""
        row = await self._one("heads_numbered", self._many([record]))
        return HeadRow._make(row) if row else None

    async def orders_about(self, cases: Sequence[str], people: Sequence[str]) -> list[HeadRow]:
        """See the port."""
        return [HeadRow._make(row) for row in await self._all("orders_about", self._many(cases), self._many(people))]

    async def versions_as_of(self, records: Sequence[int], as_of_ms: int) -> dict[int, int]:
        """See the port."""
        return {row[0]: row[1] for row in await self._all("versions_as_of", self._many(records), as_of_ms)}

    async def versions_of_record(self, record: int, after: int, limit: int) -> list[tuple[int, int]]:
        """See the port."""
        return [(seq, version) for seq, version in await self._all("versions_of_record", record, after, limit)]

    async def bodies(self, seqs: Sequence[int]) -> list[BodyRow]:
        """See the port."""
        return [BodyRow._make(row) for row in await self._all("bodies", self._many(seqs))]

    async def page_headers(self, pages: Iterable[int]) -> list[HeaderRow]:
        """See the port."""
        return [HeaderRow._make(row) for row in await self._all("page_headers", self._many(pages))]

    async def classes(self, ids: Iterable[int]) -> dict[int, str]:
        """See the port."""
        return {row[0]: row[1] for row in await self._all("classes", self._many(ids))}

    async def feed_head(self, agency: str, feed: str) -> FeedHead | None:
        """See the port."""
        row = await self._one("feed_head", agency, feed)
        return FeedHead._make(row) if row else None

    async def request(self, agency: str, request_id: str) -> RequestRow | None:
        """See the port."""
        row = await self._one("request", agency, request_id)
        return RequestRow._make(row) if row else None

    async def quarantined(self, agency: str, limit: int) -> list[RefusedRow]:
        """See the port."""
        return [RefusedRow._make(row) for row in await self._all("quarantined", agency, limit)]

    async def flags_of_agency(self, agency: str, limit: int) -> list[FlagLine]:
        """See the port."""
        return [FlagLine._make(row) for row in await self._all("flags_of_agency", agency, limit)]

    async def feed(self, after: int, limit: int) -> list[FeedLine]:
        """See the port."""
        return [FeedLine._make(row) for row in await self._all("feed", after, limit)]

    async def heads_named(self, agency: str, record_ids: Sequence[str]) -> list[NamedHead]:
        """See the port."""
        rows = await self._all("heads_named", agency, self._many(record_ids))
        return [NamedHead(HeadRow._make(head), version) for *head, version in rows]

    async def heads_changed(self, after: int, limit: int) -> list[ChangedHead]:
        """See the port."""
        return [ChangedHead._make(row) for row in await self._all("heads_changed", after, limit)]

    async def change_head(self) -> int:
        """See the port."""
        return int((await self._sole("change_head"))[0])

    async def claims(self, owner: str, after: int, limit: int, overdue_at_ms: int) -> list[ClaimLine]:
        """See the port."""
        return [ClaimLine._make(row) for row in await self._all("claims_list", owner, after, limit, overdue_at_ms)]

    async def claim(self, handle: str) -> ClaimLine | None:
        """See the port."""
        row = await self._one("claim_named", handle)
        return ClaimLine._make(row) if row else None

    async def claims_waiting(self, limit: int) -> list[WaitingLine]:
        """See the port."""
        return [WaitingLine._make(row) for row in await self._all("claims_waiting", limit)]

    async def speakers_coming(self, since_ms: int, most_raised: int, most_open: int) -> list[str]:
        """See the port."""
        return [str(row[0]) for row in await self._all("claims_speakers", since_ms, most_raised, most_open)]

    async def claim_about(
        self, fact: str, owner: str, source: tuple[str, str], record: tuple[str, str]
    ) -> ClaimAbout | None:
        """See the port."""
        row = await self._one("claim_about", fact, owner, *source, *record)
        return ClaimAbout(ClaimLine._make(tuple(row)[:-1]), int(row[-1])) if row else None


def _cited(many: Callable[[Iterable[Value]], Parameter], cited: Sequence[Cited]) -> tuple[Parameter, Parameter]:
    """Tokens of cases and numbers of records, a list each."""
    return many(each for each in cited if isinstance(each, str)), many(e for e in cited if not isinstance(e, str))
