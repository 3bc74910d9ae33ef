"""What owners are to state about pairs that an agency decided on: three a person, fifty a day, the rest waits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.linkage.carrying import agency_of, carrying
from services.linkage.kept import OpenClaim
from services.linkage.store.decision_rows import decision_of
from services.store.database import Database, Transaction

A_PERSON: Final = 3
"""Claims of one agency that may be open about one person in one owner's queue (policy)."""
A_DAY: Final = 50
"""Claims that one agency may raise in a day (policy)."""
DAY_MS: Final = 86_400_000
_START: Final = ("", "")
_FIRST: Final = OpenClaim(0, "", "", "")


class StoredPairClaims:
    """See :class:`services.linkage.review_ports.PairClaims`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_owner(self, owner: str, after: tuple[str, str] | None, limit: int) -> list[tuple[str, str]]:
        """See the port, as for all methods here."""
        rows = await self._database.rows("pair_claims_of_owner", owner, *(after or _START), limit)
        return [(one, other) for one, other in rows]

    async def among(self, owner: str, ones: Iterable[str]) -> frozenset[tuple[str, str]]:
        """See the port."""
        rows = await self._database.rows("pair_claims_among", owner, sorted(set(ones)))
        return frozenset((one, other) for one, other in rows)

    async def opened(self, after: OpenClaim | None, limit: int) -> list[OpenClaim]:
        """See the port."""
        rows = await self._database.rows("pair_claims_opened", *(after or _FIRST), limit)
        return [OpenClaim._make(row) for row in rows]

    async def come_up(self, now_ms: int) -> None:
        """See the port."""
        speakers = [speaker for (speaker,) in await self._database.rows("pair_claims_speakers")]

        async def job(tx: Transaction) -> None:
            for speaker in speakers:
                await _come_up(tx, speaker, now_ms)

        if speakers:
            await self._database.write(job)


async def judge_pair(tx: Transaction, pair: tuple[str, str], persons: tuple[str, str], now_ms: int) -> None:
    """State anew who is to state something about a pair on which a decision was made or withdrawn.

    What is over gives place to what waits. ``persons``: who the two are, for bounds.
    """
    before = set(map(tuple, await tx.rows("pair_claims_of_pair", *pair)))
    speakers = await _settle(tx, pair, persons, now_ms)
    for speaker in sorted(speakers | {str(speaker) for _, speaker in before}):
        await _come_up(tx, speaker, now_ms)


async def _settle(tx: Transaction, pair: tuple[str, str], persons: tuple[str, str], now_ms: int) -> set[str]:
    """Keep for each owner whether nothing settles the pair for it; the agencies that decided."""
    decided = [decision_of(row) for row in await tx.rows("decisions_between", *pair)]
    addressed = {(owner, by.partition("/")[0]) for owner, by in await tx.rows("pair_addressed", *pair)}
    for owner, speaker in sorted(addressed):
        await tx.rows("pair_claim_insert", owner, *pair, speaker, *persons, now_ms)
    for owner, speaker in await tx.rows("pair_claims_of_pair", *pair):
        waits = (owner, speaker) in addressed and not carrying(decided, owner)
        await tx.rows("pair_claim_settle", int(not waits), owner, *pair, speaker)
    return {agency_of(each) for each in decided}


async def _come_up(tx: Transaction, speaker: str, now_ms: int) -> None:
    """Raise what has place, the oldest first; what was settled meanwhile takes none."""
    left = A_DAY - int((await tx.rows("pair_claims_raised", speaker, now_ms - DAY_MS))[0][0])
    while left > 0 and (found := await tx.rows("pair_claim_next", speaker, A_PERSON)):
        owner, one, other = found[0]
        decided = [decision_of(row) for row in await tx.rows("decisions_between", one, other)]
        if carrying(decided, owner):
            await tx.rows("pair_claim_settle", 1, owner, one, other, speaker)
            continue
        await tx.rows("pair_claim_raise", max(now_ms, 1), owner, one, other, speaker)
        left -= 1
