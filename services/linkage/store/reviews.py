"""What a run over all records has scored, and what the last whole one proposes to reviewers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from services.linkage.kept import Proposal, Run, ScoredPair
from services.store.database import Database, Transaction
from services.store.values import Row

FORGETTING: Final = ("link_review_forget", "link_pair_forget", "pair_claims_forget", "decision_owners_forget")
BEST: Final = ScoredPair("", "", 2**62, "")
"""Before every proposal."""


class StoredReviews:
    """See :class:`services.linkage.review_ports.Reviews`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def after(self, place: ScoredPair | None, limit: int) -> list[Proposal]:
        """See the port, as for all methods here."""
        one, other, millibits, _ = place or BEST
        return [_proposal(row) for row in await self._database.rows("link_reviews_after", millibits, one, other, limit)]

    async def between(self, one: str, other: str) -> Proposal | None:
        """See the port."""
        rows = await self._database.rows("link_review_between", *sorted((one, other)))
        return next((_proposal(row) for row in rows), None)

    async def forget(self, subjects: Iterable[str]) -> int:
        """See the port."""
        named = sorted(set(subjects))

        async def job(tx: Transaction) -> int:
            return sum([len(await tx.rows(statement, named)) for statement in FORGETTING])

        number = await self._database.write(job) if named else 0
        await self._database.forget()
        return number


class StoredRuns:
    """See :class:`services.linkage.review_ports.Runs`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def current(self) -> Run | None:
        """See the port, as for all methods here."""
        return next((Run._make(row) for row in await self._database.rows("link_run")), None)

    async def begin(self, model: str, now_ms: int) -> Run:
        """See the port."""
        begun = Run(model, 0, now_ms)

        async def job(tx: Transaction) -> Run:
            await _end(tx)
            await tx.rows("link_run_insert", *begun)
            return begun

        return await self._database.write(job)

    async def add(self, place: int, records: Iterable[str], pairs: Sequence[ScoredPair]) -> None:
        """See the port."""
        anew = sorted(set(records))

        async def job(tx: Transaction) -> None:
            await tx.rows("link_pair_forget", anew)
            await tx.each("link_pair_insert", pairs)
            await tx.rows("link_run_place", place)

        await self._database.write(job)

    async def pairs(self) -> list[ScoredPair]:
        """See the port."""
        return [ScoredPair._make(row) for row in await self._database.rows("link_pairs")]

    async def finish(self, proposals: Sequence[Proposal]) -> None:
        """See the port."""

        async def job(tx: Transaction) -> None:
            await tx.rows("link_review_delete")
            await tx.each("link_review_insert", [(*each.pair, each.model, each.proposed_ms) for each in proposals])
            await _end(tx)

        await self._database.write(job)


async def _end(tx: Transaction) -> None:
    await tx.rows("link_pair_delete")
    await tx.rows("link_run_delete")


def _proposal(row: Row) -> Proposal:
    *pair, model, proposed_ms = row
    return Proposal(ScoredPair._make(pair), model, proposed_ms)
