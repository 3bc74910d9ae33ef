"""Use cases: a victim's claim to compensation is opened, goes on, and is seen by those whom the law lets see it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from services.access.errors import NotFound, PolicyDenied
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.request_id import Act
from services.referral.claims.acts import done, side
from services.referral.claims.checks import check_act, check_opening
from services.referral.claims.kept import KeptClaim, standing
from services.referral.claims.shown import shown, told
from services.referral.compensation import Claim, State
from services.referral.ports import Asked, Gates, Matters, Numbered
from services.signing.sealing import Sealer
from services.values.dates import today
from services.values.referral import (
    ChangeCompensationRequest,
    Compensation,
    GetCompensationStatusResponse,
    ListCompensationsRequest,
    ListCompensationsResponse,
    OpenCompensationRequest,
)
from services.vocabulary.access import AgencyKind, Permission
from services.vocabulary.answers import NO

METHOD: Final = "ListCompensations"
_ID_BYTES: Final = 16
_CASE_ROWS: Final = 200
"""Claims of one case that are read at a time."""


@dataclass(frozen=True, slots=True)
class ClaimDesk:
    """Over the claims and the gates. ``tokens`` seals page tokens."""

    claims: Matters[KeptClaim]
    gates: Gates
    tokens: Sealer

    async def open(self, asked: Asked, act: Act, request: OpenCompensationRequest) -> Compensation:
        """Open one: the body that protects the victim, and nobody else.

        Raises the gates' refusals, PolicyDenied, InvalidArgument, DaySpent, TooManyOpen, RequestIdReused,
        ReferralsUnavailable.
        """
        inquiry = asked.inquiry
        await self.gates.admit(inquiry, Permission.COMPENSATION)
        if inquiry.caller.agency_kind != AgencyKind.CHILD_PROTECTION:
            raise PolicyDenied
        check_opening(request)
        new = KeptClaim(
            id=secrets.token_urlsafe(_ID_BYTES),
            holder=inquiry.caller.agency,
            officer=inquiry.caller.officer,
            subject=request.subject,
            cases=tuple(dict.fromkeys(request.cases)),
            child=request.child,
            province=request.province,
            opened_ms=inquiry.now_ms,
            claim=Claim(today(inquiry.now_ms), child=request.child != NO),
            offender_known=request.offender_known,
        )
        return shown(await self.claims.send(new, act), inquiry.now_ms)

    async def change(self, asked: Asked, act: Act, request: ChangeCompensationRequest) -> Compensation:
        """One act of whoever may say it.

        Raises the gates' refusals, InvalidArgument, NotFound, PolicyDenied, OutOfOrder, TooManyOpen,
        RequestIdReused, ReferralsUnavailable.
        """
        inquiry = asked.inquiry
        await self.gates.admit(inquiry, Permission.COMPENSATION)
        day = today(inquiry.now_ms)
        check_act(request, day)

        def step(kept: KeptClaim, before: bool) -> KeptClaim:
            if side(inquiry.caller, kept) is None:
                raise NotFound
            return kept if before else done(inquiry.caller, kept, request, day)

        kept = await self.claims.change(request.id, step, act)
        if kept is None:
            raise NotFound
        return shown(kept, inquiry.now_ms)

    async def page(self, asked: Asked, request: ListCompensationsRequest) -> ListCompensationsResponse:
        """One page, oldest first: a body's own, or those of the cited case.

        Raises the gates' refusals, InvalidArgument, PageTokenInvalid, ReferralsUnavailable.
        """
        inquiry, size = asked.inquiry, page_size(request.page_size)
        await self.gates.admit(inquiry, Permission.COMPENSATION)
        cited = f"{inquiry.caller.purpose} {inquiry.caller.case_type} {inquiry.caller.case_key}"
        binding = Binding(METHOD, inquiry.caller, cited, asked.registry.version)
        place = open_place(self.tokens, binding, request.page_token)
        rows = await self._rows(asked, int(place[0]) if place else 0, size + 1)
        more = seal_place(self.tokens, binding, rows[size - 1].number) if len(rows) > size else ""
        return ListCompensationsResponse(tuple(shown(row.kept, inquiry.now_ms) for row in rows[:size]), more)

    async def status(self, asked: Asked) -> GetCompensationStatusResponse:
        """How the claims of the cited case stand. Raises the gates' refusals, ReferralsUnavailable."""
        await self.gates.admit(asked.inquiry, Permission.REFERRAL_STATUS)
        cited = asked.inquiry.caller
        case = "case", cited.case_type, cited.case_key
        words = [case, *(standing(cited.case_type, cited.case_key, state) for state in State)]
        every, *counts = await self.claims.counts(words)
        if every != sum(counts):
            await self.claims.go_through(case)
            _, *counts = await self.claims.counts(words)
        return told(state for state, number in zip(State, counts, strict=True) for _ in range(number))

    async def _rows(self, asked: Asked, place: int, most: int) -> list[Numbered[KeptClaim]]:
        caller = asked.inquiry.caller
        if caller.agency_kind == AgencyKind.CHILD_PROTECTION:
            return list(await self.claims.of_agency(caller.agency, place, most))
        return list(await self.claims.of_case(caller.case_type, caller.case_key, place, most))
