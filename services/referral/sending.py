"""A new referral out of what is asked for: to whom it may go by the consent, and what goes along. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.access.errors import Violation
from services.access.trail import Inquiry
from services.referral.consent import By, Consent, Guardian, Sending, Subject, View, Wish, classes_given, may_send
from services.referral.errors import ConsentMissing
from services.referral.kept import Kept
from services.referral.states import Bearer, Urgency, send
from services.values.referral import ReferralConsent, SendReferralRequest
from services.vocabulary.answers import Answer
from services.vocabulary.referral import NoteKind

_HOUR_MS: Final = 3_600_000
_MINIMUM: Final = frozenset({NoteKind.NEEDS})
"""What goes without a consent."""


def made(id_: str, inquiry: Inquiry, request: SendReferralRequest, bearers: Sequence[Bearer]) -> Kept:
    """The referral to those bodies that the consent covers, in their order. Raises ConsentMissing where it covers none.

    Where nobody gives the help, nothing is sent, and no consent is needed to say so.
    """
    words = [(each, _sending(request, each)) for each in bearers]
    allowed = [(each, word) for each, word in words if word.may]
    if words and not allowed:
        raise ConsentMissing(Violation("consent", _rule(words[0][1].why), "does not let this be sent to these bodies"))
    word = allowed[0][1] if allowed else Sending(False, "")
    turn = send(
        id_,
        Urgency(request.urgency),
        inquiry.now_ms,
        [each for each, _ in allowed],
        girl=request.girl,
        threat_near=request.threat_near,
    )
    goes = _goes(request, word)
    return Kept(
        turn,
        inquiry.caller.agency,
        inquiry.caller.officer,
        replace(request, notes=tuple(note for note in request.notes if note.kind in goes)),
        tuple(note.kind for note in request.notes if note.kind not in goes),
        word.minimum,
        _by_ms(inquiry.now_ms, word.court_hours),
        _by_ms(inquiry.now_ms, word.review_hours),
    )


def _sending(request: SendReferralRequest, bearer: Bearer) -> Sending:
    wish = Wish(request.help, bearer.body, request.urgency == Urgency.NOW)
    guardian = Guardian(request.guardian) if request.guardian else Guardian.UNKNOWN
    subject = Subject(Answer(request.child), guardian, request.life_at_risk)
    return may_send(_consent(request.consent) if request.consent else None, wish, subject)


def _consent(said: ReferralConsent) -> Consent:
    view = View(said.view) if said.view else View.NOT_ASKED
    covered = frozenset(said.help), frozenset(said.recipients), frozenset(said.notes)
    return Consent(By(said.by), *covered, view, said.reasons)


def _goes(request: SendReferralRequest, word: Sending) -> frozenset[str]:
    """Classes of information that go along."""
    kinds = frozenset(note.kind for note in request.notes)
    if word.minimum or request.consent is None:
        return kinds & _MINIMUM
    return classes_given(_consent(request.consent), kinds)[0]


def _by_ms(now_ms: int, hours: int) -> int:
    return now_ms + hours * _HOUR_MS if hours else 0


def _rule(why: str) -> str:
    return why.lower().replace("_", "-")
