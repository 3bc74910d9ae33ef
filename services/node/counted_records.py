"""What is counted for releases, out of the records, the referrals and the claims that a hub holds."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from services.node.counted_cases import counted
from services.node.counted_law import CountedLaw
from services.records.app.context import Context
from services.records.app.opening import open_versions
from services.referral.claims.kept import KeptClaim
from services.referral.kept import Kept
from services.referral.ports import Matters
from services.referral.states import Rejection, State, lapsed
from services.statistics.facts import CountedClaim, CountedReferral, Facts
from services.statistics.plan import Period, starts_ms
from services.values.records import RecordVersion
from services.vocabulary.protection import LIVE
from services.vocabulary.records import RecordKind

KINDS: Final = frozenset(
    {
        RecordKind.CASE_FILE,
        RecordKind.PARTY,
        RecordKind.INVESTIGATION_EVENT,
        RecordKind.COURT_EVENT,
        RecordKind.CHARGE,
        RecordKind.SENTENCE,
        RecordKind.BAIL,
        RecordKind.STATEMENT,
        RecordKind.CUSTODY_EVENT,
    }
)
"""Kinds of record that a table counts or that say how an accused stands."""
_ROWS: Final = 200
_TAKEN: Final = frozenset({State.ACCEPTED, State.IN_SERVICE, State.COMPLETED})


@dataclass(frozen=True, slots=True)
class CountedRecords:
    """See :class:`services.statistics.ports.Source`. Other calls are answered between batches of it."""

    records: Context
    referrals: Matters[Kept]
    claims: Matters[KeptClaim]
    law: CountedLaw

    async def facts(self, period: Period, now_ms: int) -> Facts:
        """See the port."""
        papers = await self._papers()
        cases = await asyncio.to_thread(counted, papers, period, self.law)
        return Facts(cases, tuple(await self._sent(period, now_ms)), tuple(await claimed(self.claims, period)))

    async def _papers(self) -> list[RecordVersion]:
        """Versions in force of all records of these kinds."""
        found, after = list[RecordVersion](), 0
        while True:
            async with self.records.store.snapshot() as view:
                heads = await view.heads_changed(after, _ROWS)
                live = [head.seq for head in heads if head.status in LIVE]
                opened = await open_versions(self.records, view, live)
            if not heads:
                return found
            found += [each.record for each in opened.versions.values() if each.record.kind in KINDS]
            after = heads[-1].number
            await asyncio.sleep(0)

    async def _sent(self, period: Period, now_ms: int) -> list[CountedReferral]:
        found, after = list[CountedReferral](), 0
        first, until = (starts_ms(each) for each in period)
        while rows := await self.referrals.all(after, _ROWS):
            found += [_counted(each.kept, now_ms) for each in rows if first <= each.kept.turn.sent_ms < until]
            after = rows[-1].number
        return found


async def claimed(claims: Matters[KeptClaim], period: Period) -> list[CountedClaim]:
    """Claims that were opened in a period, as they stand."""
    found, after = list[CountedClaim](), 0
    first, until = (starts_ms(each) for each in period)
    while rows := await claims.all(after, _ROWS):
        found += [_counted_claim(each.kept) for each in rows if first <= each.kept.opened_ms < until]
        after = rows[-1].number
    return found


def _counted(kept: Kept, now_ms: int) -> CountedReferral:
    """By its last answer; of one that nobody took, why the last who was asked did not."""
    turn = lapsed(kept.turn, now_ms)
    if turn.state in _TAKEN:
        answer = "ACCEPTED"
    elif turn.state is State.NO_BEARER and turn.refused:
        answer = "EXPIRED" if turn.refused[-1] is Rejection.EXPIRED else "REJECTED"
    else:
        answer = {State.NO_BEARER: "NO_BEARER", State.STOPPED: "STOPPED"}.get(turn.state, "WAITING")
    return CountedReferral(kept.request.help, answer, frozenset({kept.sender}))


def _counted_claim(kept: KeptClaim) -> CountedClaim:
    return CountedClaim(kept.claim.state, "YES" if kept.offender_known else "NO", frozenset({kept.holder}))
