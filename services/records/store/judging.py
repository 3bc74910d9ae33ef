"""Judging again, in any dialect; see ``judging_port.py``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.records.judging_port import Judging, KeptAge, Left, VoiceRow
from services.records.rows import BirthWord, HeadRow
from services.records.store.statements import Statements
from services.store.values import Value


class JudgingReads(Statements):
    """See :class:`services.records.judging_port.JudgingSnapshot`."""

    async def judging(self) -> Judging:
        """See the port, as for all methods here."""
        return Judging._make(await self._sole("judging"))

    async def kept_ages(self, records: Iterable[int], now_ms: int) -> list[KeptAge]:
        """See the port."""
        return [KeptAge._make(row) for row in await self._all("kept_ages", self._many(records), now_ms)]

    async def judging_left(self, now_ms: int) -> Left:
        """See the port."""
        return Left._make(await self._sole("judging_left", now_ms))


class JudgingWrites(JudgingReads):
    """See :class:`services.records.judging_port.JudgingTransaction`."""

    async def set_judging(self, at: Judging) -> None:
        """See the port, as for all methods here."""
        await self._each("judging_set", [(at.registry, at.position, at.steps)])

    async def voices_after(self, seq: int, limit: int) -> list[VoiceRow]:
        """See the port."""
        return [VoiceRow._make(row) for row in await self._all("voices_after", seq, limit)]

    async def heads_numbered(self, records: Iterable[int]) -> list[HeadRow]:
        """See the port."""
        return [HeadRow._make(row) for row in await self._all("heads_numbered", self._many(records))]

    async def set_voices(self, voices: Sequence[tuple[str, int]]) -> None:
        """See the port."""
        await self._each("voice_set", voices)

    async def set_facts(self, facts: str, born: BirthWord | None, record: int) -> None:
        """See the port."""
        await self._each("facts_set", [(facts, record)])
        word: tuple[Value, ...] = born or ("", None, None)
        await self._each("birth_set", [(*word, record)])

    async def end_ending(self, records: Sequence[int]) -> None:
        """See the port."""
        await self._each("ending_end", [(self._many(records),)])

    async def put_raised(self, rows: Sequence[tuple[int, int]]) -> None:
        """See the port."""
        await self._each("raised_insert", rows)

    async def raised_due(self, now_ms: int, limit: int) -> list[int]:
        """See the port."""
        return [row[0] for row in await self._all("raised_due", now_ms, limit)]

    async def end_raised(self, records: Iterable[int]) -> None:
        """See the port."""
        await self._each("raised_end", [(self._many(records),)])
