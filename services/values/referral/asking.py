"""What is asked about referrals, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.referral.referral import (
    Interview,
    Referral,
    ReferralConsent,
    ReferralNote,
    ReferralProposal,
    ReferredCase,
)


@dataclass(frozen=True, slots=True)
class SendReferralRequest:
    """One person and one kind of help. ``subject``: the sender's pseudonym; ``threat_near``: a district.

    ``proposal``: id of the one that it comes of, "" for none.
    """

    request_id: str = ""
    subject: str = ""
    help: str = ""
    urgency: str = ""
    province: str = ""
    district: str = ""
    cases: tuple[ReferredCase, ...] = ()
    child: str = ""
    guardian: str = ""
    life_at_risk: bool = False
    girl: bool = False
    language: str = ""
    threat_near: str = ""
    consent: ReferralConsent | None = None
    notes: tuple[ReferralNote, ...] = ()
    interview: Interview | None = None
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class SendReferralResponse:
    """How the referral stands, also where it was sent before."""

    referral: Referral | None = None


@dataclass(frozen=True, slots=True)
class ChangeReferralRequest:
    """One act on the referral ``id``; ``rejection``: of REJECT."""

    request_id: str = ""
    id: str = ""
    act: str = ""
    rejection: str = ""


@dataclass(frozen=True, slots=True)
class ChangeReferralResponse:
    """How the referral stands after the act."""

    referral: Referral | None = None


@dataclass(frozen=True, slots=True)
class ListReferralsRequest:
    """One page of what the caller's agency may know of."""

    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True)
class ListReferralsResponse:
    """One page, oldest first; ``next_page_token``: "" for the last; ``proposals``: on the first, newest first."""

    referrals: tuple[Referral, ...] = ()
    next_page_token: str = ""
    proposals: tuple[ReferralProposal, ...] = ()


@dataclass(frozen=True, slots=True)
class GetReferralStatusRequest:
    """About the case that the call cites."""


@dataclass(frozen=True, slots=True)
class GetReferralStatusResponse:
    """Three words: ``interview`` is None where nobody was referred."""

    referred: bool = False
    accepted: bool = False
    interview: Interview | None = None
