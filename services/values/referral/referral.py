"""A referral as whoever asks may know of it, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.history import Desk


@dataclass(frozen=True, slots=True)
class ReferredCase:
    """A case of police or a court in which the person stands. ``type``: FIR or COURT_CASE."""

    type: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReferralNote:
    """Something that the body that helps is to know, of one class of information."""

    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReferralConsent:
    """By whose word what may go to whom.

    ``help``, ``recipients`` (agencies) and ``notes`` (classes of information): what it covers. ``view``: of a child;
    ``reasons``: why the child's objection is overruled, or why they were not asked. ``day``: ISO 8601.
    """

    by: str = ""
    help: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    view: str = ""
    reasons: str = ""
    day: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """How the investigator of the case may speak with the person. ``day``: of NOT_BEFORE, ISO 8601, else ""."""

    rule: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral as it stands for who reads it; what they may not know is as unsaid.

    ``bearer``: agency whose turn it is, or that took it. ``court_by_ms``, ``review_by_ms``: 0 where nobody must see it.
    """

    id: str = ""
    subject: str = ""
    help: str = ""
    urgency: str = ""
    state: str = ""
    sender: str = ""
    bearer: str = ""
    sent_ms: int = 0
    answer_by_ms: int = 0
    overdue: bool = False
    rejections: tuple[str, ...] = ()
    notes: tuple[ReferralNote, ...] = ()
    left_out: tuple[str, ...] = ()
    minimum: bool = False
    court_by_ms: int = 0
    review_by_ms: int = 0
    girl: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReferralProposal:
    """A missing child was found, and nobody has referred them. ``finder``, ``owner``: agencies, each with its desk."""

    id: str = ""
    found_ms: int = 0
    finder: str = ""
    finder_desk: Desk | None = None
    owner: str = ""
    owner_desk: Desk | None = None
    until_ms: int = 0
