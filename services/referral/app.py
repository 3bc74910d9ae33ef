"""Use cases: a person is referred to those who help, who take it or not; each side's list; and three words for police.

Whose turn it is follows from what was said and from the time, and is computed when it is read: no clock runs that could
be late, or run twice.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from services.access.errors import NotFound
from services.access.facts import second_person
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.request_id import Act
from services.access.trail import Inquiry
from services.referral import states
from services.referral.bearers import Duties
from services.referral.checks import check_act, check_request
from services.referral.errors import OutOfOrder
from services.referral.kept import Kept, after
from services.referral.needs import beside, check_place
from services.referral.ports import Asked, Gates, Matters, Numbered, Place
from services.referral.proposals import Proposals
from services.referral.sending import made
from services.referral.shown import shown_to, shown_to_oversight
from services.referral.states import Bearer, Rejection
from services.referral.status import accepted_in, of_case, told
from services.signing.sealing import Sealer
from services.values.dates import day_text, today
from services.values.referral import (
    ChangeReferralRequest,
    GetReferralStatusResponse,
    ListReferralsRequest,
    ListReferralsResponse,
    Referral,
    SendReferralRequest,
)
from services.vocabulary.access import AgencyKind, Permission
from services.vocabulary.referral import ReferralAct

METHOD: Final = "ListReferrals"
_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class ReferralDesk:
    """Over the referrals, the list of bodies and the gates. ``tokens`` seals page tokens."""

    referrals: Matters[Kept]
    duties: Duties
    gates: Gates
    tokens: Sealer
    proposals: Proposals

    async def send(self, asked: Asked, act: Act, request: SendReferralRequest) -> Referral:
        """Ask the first body that may be asked. NotFound is for a proposal that is not the caller's to take up,
        OutOfOrder for a person of whom a referral for the same help stands.

        Raises the gates' refusals, InvalidArgument, NotFound, ConsentMissing, OutOfOrder, DaySpent, RequestIdReused,
        ReferralsUnavailable.
        """
        inquiry = asked.inquiry
        await self.gates.admit(inquiry, Permission.REFERRAL_WRITE)
        check_request(request)
        if request.proposal:
            await self.proposals.check(asked, request.proposal)
        new = made(secrets.token_urlsafe(_ID_BYTES), inquiry, request, self._bearers(asked, request))
        return self._shown(inquiry, await self.referrals.send(new, act, Place(beside(new), partial(check_place, new))))

    async def change(self, asked: Asked, act: Act, request: ChangeReferralRequest) -> Referral:
        """The word of the body whose turn it is, or the sender's that the consent is withdrawn.

        Raises the gates' refusals, InvalidArgument, NotFound, OutOfOrder, RequestIdReused, ReferralsUnavailable.
        """
        inquiry = asked.inquiry
        await self.gates.admit(inquiry, Permission.REFERRAL_WRITE)
        check_act(request)

        def step(kept: Kept, done: bool) -> Kept:
            return kept if done else _step(inquiry, kept, request)

        kept = await self.referrals.change(request.id, step, act)
        if kept is None:
            raise NotFound
        return self._shown(inquiry, kept)

    async def page(self, asked: Asked, request: ListReferralsRequest) -> ListReferralsResponse:
        """One page, oldest first: a side's own, or for oversight what nobody took in time; the first has proposals.

        Raises the gates' refusals, InvalidArgument, PageTokenInvalid, ReferralsUnavailable.
        """
        inquiry, size = asked.inquiry, page_size(request.page_size)
        await self.gates.admit(inquiry, Permission.REFERRAL_READ)
        binding = Binding(METHOD, inquiry.caller, inquiry.caller.purpose, asked.registry.version)
        place = open_place(self.tokens, binding, request.page_token)
        rows = await self._rows(inquiry, int(place[0]) if place else 0, size + 1)
        told_of = (self._listed(inquiry, row.kept) for row in rows[:size])
        more = seal_place(self.tokens, binding, rows[size - 1].number) if len(rows) > size else ""
        proposals = () if place else await self.proposals.told(asked)
        return ListReferralsResponse(tuple(each for each in told_of if each is not None), more, proposals)

    async def status(self, asked: Asked) -> GetReferralStatusResponse:
        """Three words on the case that the call cites. Raises the gates' refusals, ReferralsUnavailable."""
        inquiry = asked.inquiry
        await self.gates.admit(inquiry, Permission.REFERRAL_STATUS)
        cited = inquiry.caller.case_type, inquiry.caller.case_key
        strictest = await self.referrals.first(of_case(*cited))
        if strictest is None:
            return GetReferralStatusResponse()
        return told(strictest, accepted=await self.referrals.stands(accepted_in(*cited)))

    def _bearers(self, asked: Asked, request: SendReferralRequest) -> list[Bearer]:
        """Of the list those who are members, child protection, and not the sender."""
        day = date.fromisoformat(day_text(today(asked.inquiry.now_ms)))
        listed = self.duties.bearers(request.help, request.province, request.district, day)
        return [each for each in listed if _may_be_asked(each.body, asked)]

    async def _rows(self, inquiry: Inquiry, place: int, most: int) -> list[Numbered[Kept]]:
        if _oversees(inquiry):
            return list(await self.referrals.all(place, most))
        return list(await self.referrals.of_agency(inquiry.caller.agency, place, most))

    def _listed(self, inquiry: Inquiry, kept: Kept) -> Referral | None:
        if _oversees(inquiry):
            by_two = second_person(inquiry.caller) == "VALID"
            return shown_to_oversight(kept, inquiry.now_ms, by_two=by_two)
        return shown_to(inquiry.caller.agency, kept, inquiry.now_ms)

    def _shown(self, inquiry: Inquiry, kept: Kept) -> Referral:
        """To whoever has just done it: the body that rejected it knows that it did, and no more."""
        return shown_to(inquiry.caller.agency, kept, inquiry.now_ms) or Referral(id=kept.id)


def _may_be_asked(body: str, asked: Asked) -> bool:
    row = asked.registry.agency(body)
    return row is not None and row.kind == AgencyKind.CHILD_PROTECTION and body != asked.inquiry.caller.agency


def _oversees(inquiry: Inquiry) -> bool:
    return inquiry.caller.agency_kind == AgencyKind.OVERSIGHT


def _step(inquiry: Inquiry, kept: Kept, request: ChangeReferralRequest) -> Kept:
    """Raises NotFound where it is not the caller's to do, OutOfOrder."""
    turn = states.lapsed(kept.turn, inquiry.now_ms)
    owner = kept.sender if request.act == ReferralAct.STOP else turn.bearer.body if turn.bearer else ""
    if shown_to(inquiry.caller.agency, kept, inquiry.now_ms) is None:
        raise NotFound
    if owner != inquiry.caller.agency:
        raise OutOfOrder
    steps = {
        ReferralAct.ACCEPT: states.accept,
        ReferralAct.BEGIN: states.begin,
        ReferralAct.COMPLETE: states.complete,
        ReferralAct.STOP: states.stop,
    }
    act = ReferralAct(request.act)
    if act is ReferralAct.REJECT:
        return after(kept, states.reject(turn, Rejection(request.rejection), inquiry.now_ms))
    return after(kept, steps[act](turn))
