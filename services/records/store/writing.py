"""Writes of the store, in any dialect, inside the transaction that its session opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from services.records.claim_rows import ClaimRow, ClaimsPlace, Upheld, WaitingClaim
from services.records.rows import (
    FOREVER,
    ActFacts,
    BirthWord,
    CaseToken,
    FlagRow,
    HeadRow,
    LogHead,
    LogRow,
    PageAnswer,
    PageRow,
    PersonFacts,
    PersonToken,
    QuarantineRow,
)
from services.records.store.copies import CopiesWrites
from services.records.store.judging import JudgingWrites
from services.records.store.log_mark import MarkWrites
from services.records.store.reading import SqlSnapshot
from services.records.time_rows import ClassAt, InterimRow
from services.store.values import Value

ALL: Final = 2**63 - 1
"""A limit that nothing reaches."""


class SqlTransaction(JudgingWrites, CopiesWrites, MarkWrites, SqlSnapshot):
    """See :class:`services.records.ports.Transaction`."""

    async def log_head(self) -> LogHead:
        """See the port, as for all methods here."""
        return LogHead._make(await self._sole("log_head"))

    async def page_numbered(self, agency: str, feed: str, page_number: int) -> PageAnswer | None:
        """See the port."""
        row = await self._one("page_numbered", agency, feed, page_number)
        return PageAnswer._make(row) if row else None

    async def heads_of_cases(self, tokens: Sequence[str], most: int = -1) -> list[HeadRow]:
        """See the port."""
        return [
            HeadRow._make(row)
            for row in await self._all("heads_of_cases", self._many(tokens), ALL if most < 0 else most)
        ]

    async def heads_of_people(self, tokens: Sequence[str]) -> list[HeadRow]:
        """See the port."""
        return [HeadRow._make(row) for row in await self._all("heads_of_people", self._many(tokens))]

    async def digest_of(self, record: int, version: int) -> bytes | None:
        """See the port."""
        row = await self._one("log_digest", record, version)
        return row[0] if row else None

    async def person_facts(self, tokens: Sequence[str]) -> list[PersonFacts]:
        """See the port."""
        found: dict[str, PersonFacts] = {}
        for token, by, first, last, ordered in await self._all("person_facts", self._many(tokens)):
            known = found.get(token) or PersonFacts(token)
            words = known.words if first is None else (*known.words, BirthWord(by, first, last))
            found[token] = PersonFacts(token, words, max(known.ordered, ordered))
        return list(found.values())

    async def person_acts(self, tokens: Sequence[str]) -> list[ActFacts]:
        """See the port."""
        return [ActFacts._make(row) for row in await self._all("person_acts", self._many(tokens))]

    async def interim(self, tokens: Sequence[str]) -> list[InterimRow]:
        """See the port."""
        return [InterimRow._make(row) for row in await self._all("interim", self._many(tokens))]

    async def upheld(self, records: Sequence[int]) -> list[Upheld]:
        """See the port."""
        return [Upheld._make(row) for row in await self._all("upheld", self._many(records))]

    async def classes_at(self, records: Sequence[int]) -> list[ClassAt]:
        """See the port."""
        return [ClassAt._make(row) for row in await self._all("class_at", self._many(records))]

    async def put_interim(self, rows: Sequence[InterimRow]) -> None:
        """See the port."""
        await self._each("interim_set", rows)

    async def put_classes_at(self, records: Sequence[int], rows: Sequence[ClassAt]) -> None:
        """See the port."""
        await self._each("class_at_delete", [(self._many(records),)])
        await self._each("class_at_insert", rows)

    async def settle_classes(self, now_ms: int) -> None:
        """See the port."""
        over = await self._all("class_at_over", now_ms)
        if over:
            await self._changed("head_reclass", [tuple(row)[:3] for row in over])
            await self._each("class_at_forget", [(now_ms,)])
            await self._each("class_at_delete", [(self._many(row[2] for row in over if row[3] == FOREVER),)])

    async def count_verdict(self) -> None:
        """See the port."""
        await self._each("verdict_count", [()])

    async def put_classes(self, classes: Iterable[tuple[int, str]]) -> None:
        """See the port."""
        await self._each("class_insert", classes)

    async def append(self, rows: Sequence[LogRow]) -> None:
        """See the port."""
        await self._each("log_insert", rows)

    async def put_heads(self, rows: Sequence[HeadRow]) -> None:
        """See the port."""
        await self._changed("head_insert", rows)

    async def reclass(self, classes: Sequence[tuple[int, int | None, int]]) -> None:
        """See the port."""
        await self._changed("head_reclass", classes)

    async def _changed(self, name: str, rows: Sequence[tuple[Value, ...]]) -> None:
        """Change heads, each under the next number."""
        if rows:
            last = await self.change_head()
            await self._each(name, [(*row, number) for number, row in enumerate(rows, last + 1)])
            await self._each("change_head_set", [(last + len(rows),)])

    async def add_people(self, tokens: Sequence[PersonToken]) -> None:
        """See the port."""
        await self._each("person_token_insert", tokens)

    async def keep_people(self, tokens: Sequence[PersonToken]) -> None:
        """See the port."""
        rows = [(t.changed, t.born_from, t.born_to, t.ordered, t.birth_by, t.token, t.record) for t in tokens]
        await self._each("person_token_keep", rows)

    async def end_people(self, tokens: Sequence[tuple[str, int]], until_ms: int, changed: int) -> None:
        """See the port."""
        await self._each("person_token_end", [(until_ms, changed, *each) for each in tokens])

    async def touch_people(self, tokens: Sequence[tuple[str, int]], changed: int) -> None:
        """See the port."""
        await self._each("person_token_touch", [(changed, *each) for each in tokens])

    async def add_cases(self, tokens: Sequence[CaseToken]) -> None:
        """See the port."""
        await self._each("case_token_insert", tokens)

    async def end_cases(self, tokens: Sequence[tuple[str, int]], until_ms: int) -> None:
        """See the port."""
        await self._each("case_token_end", [(until_ms, *each) for each in tokens])

    async def put_page(self, row: PageRow) -> None:
        """See the port."""
        await self._each("page_insert", [row])
        await self._each("feed_head_set", [(row.agency, row.feed, row.page_number, row.sha256)])

    async def put_request(self, agency: str, request_id: str, body_sha256: bytes, page: int) -> None:
        """See the port."""
        await self._each("request_insert", [(agency, request_id, body_sha256, page)])

    async def put_quarantine(self, rows: Sequence[QuarantineRow]) -> None:
        """See the port."""
        await self._each("quarantine_insert", rows)

    async def put_flags(self, rows: Sequence[FlagRow]) -> None:
        """See the port."""
        await self._each("flag_insert", rows)

    async def raise_claims(self, rows: Sequence[ClaimRow]) -> None:
        """See the port."""
        await self._each("claim_insert", rows)

    async def claims_place(self, speaker: str, since_ms: int) -> ClaimsPlace:
        """See the port."""
        raised, waiting = await self._sole("claims_place", speaker, since_ms)
        return ClaimsPlace(int(raised), bool(waiting))

    async def claims_open(self, speaker: str, persons: Sequence[str]) -> dict[str, int]:
        """See the port."""
        rows = await self._all("claims_open", speaker, self._many(persons))
        return {str(person): int(number) for person, number in rows}

    async def claims_coming(self, speaker: str, most_open: int, limit: int) -> list[WaitingClaim]:
        """See the port."""
        return [WaitingClaim._make(row) for row in await self._all("claims_coming", speaker, most_open, limit)]

    async def wait_claims(self, claims: Sequence[WaitingClaim]) -> None:
        """See the port."""
        await self._each("claim_waiting_insert", claims)

    async def wait_behind(self, claims: Sequence[WaitingClaim]) -> None:
        """See the port."""
        await self._each("claim_behind_insert", claims)

    async def end_waiting(self, claims: Sequence[WaitingClaim]) -> None:
        """See the port."""
        await self._each("claim_waiting_end", [claim[:5] for claim in claims])

    async def follow_reads(self, agency: str, tokens: Sequence[str], now_ms: int, until_ms: int) -> None:
        """See the port."""
        await self._each("follow_end", [(now_ms,)])
        await self._each("follow_insert", [(agency, token, until_ms) for token in tokens])

    async def end_claims(self, sources: Sequence[int]) -> None:
        """See the port."""
        if sources:
            for name in ("claims_end", "claims_waiting_end"):
                await self._each(name, [(self._many(sources),)])

    async def settle_claim(self, handle: str, state: str, until_ms: int) -> None:
        """See the port."""
        await self._each("claim_settle", [(handle, state, until_ms)])

    async def advance(self, head: LogHead) -> None:
        """See the port."""
        await self._each("log_head_set", [head])
