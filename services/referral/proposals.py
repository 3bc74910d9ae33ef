"""A missing child who was found is proposed to those who protect: a person refers them, and nothing does so by itself.

It is told where the child was found, to protecting bodies of the district, or to all where it is nobody's, for 30 days
(P), and as long as no referral that comes of it stands. Whoever found the child is told nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.access.errors import NotFound
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.referral.kept import Kept
from services.referral.needs import ENDED
from services.referral.ports import Asked, Find, Finds, Matters
from services.referral.states import lapsed
from services.values.dates import day_text, today
from services.values.referral import Desk, ReferralProposal
from services.vocabulary.access import AgencyKind

LASTS_MS: Final = 30 * 24 * 3_600_000
"""How long a find is told (P)."""
LONGEST_LIST: Final = 100


@dataclass(frozen=True, slots=True)
class Proposals:
    """Over the finds and the referrals that came of them."""

    finds: Finds
    referrals: Matters[Kept]

    async def told(self, asked: Asked) -> tuple[ReferralProposal, ...]:
        """What the caller's body is told, newest first; nothing to whom no Act makes a protecting body.

        Raises DeskUnavailable, ReferralsUnavailable.
        """
        inquiry = asked.inquiry
        found = [each for each in await self._of_caller(inquiry) if not await self._referred(each.id, inquiry.now_ms)]
        return tuple(_proposal(each, asked.registry) for each in found[:LONGEST_LIST])

    async def check(self, asked: Asked, proposal: str) -> None:
        """Raise NotFound for one that the caller's body is not told, or of which another body's referral stands.

        A child needs more than one kind of help: whoever referred them refers them again.
        """
        inquiry = asked.inquiry
        told = (each.id for each in await self._of_caller(inquiry))
        by = await self._referred(proposal, inquiry.now_ms) if proposal in told else frozenset({""})
        if by - {inquiry.caller.agency}:
            raise NotFound

    async def _of_caller(self, inquiry: Inquiry) -> Sequence[Find]:
        caller = inquiry.caller
        if caller.agency_kind != AgencyKind.CHILD_PROTECTION:
            return ()
        is_told = inquiry.jurisdiction.told_of(caller.agency, day_text(today(inquiry.now_ms)))
        return [each for each in await self.finds.after(inquiry.now_ms - LASTS_MS) if is_told(each.case_key)]

    async def _referred(self, proposal: str, now_ms: int) -> frozenset[str]:
        """Bodies of which a referral stands."""
        came = [row.kept for row in await self.referrals.of_proposal(proposal)]
        return frozenset(each.sender for each in came if lapsed(each.turn, now_ms).state not in ENDED)


def _proposal(find: Find, registry: Registry) -> ReferralProposal:
    return ReferralProposal(
        find.id,
        find.found_ms,
        find.finder,
        _desk(find.finder, registry),
        find.owner,
        _desk(find.owner, registry),
        find.found_ms + LASTS_MS,
    )


def _desk(agency: str, registry: Registry) -> Desk | None:
    """None for no member."""
    row = registry.agency(agency)
    return Desk(row.desk.name, row.desk.phone, row.desk.email) if row else None
