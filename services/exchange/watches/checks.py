"""What is wrong in a subscription, field by field. Pure."""

from __future__ import annotations

from typing import Final

from services.access.caller import Caller
from services.access.deconflict import may_consent
from services.access.errors import InvalidArgument, Violation
from services.exchange.watches.ports import Subject
from services.values.exchange import WatchRequest
from services.values.identifiers import names_one

LONGEST_MS: Final = 90 * 86_400_000


def check_expiry(expires_ms: int, now_ms: int) -> None:
    """Raise InvalidArgument for a time that is not within 90 days from now."""
    if not now_ms < expires_ms <= now_ms + LONGEST_MS:
        raise InvalidArgument(Violation("expires_ms", "expires", "must be within 90 days from now"))


def check_consent(request: WatchRequest, caller: Caller) -> None:
    """Raise InvalidArgument where desks are to be told over what is no person's number, or by who may not offer it."""
    if not request.deconflict:
        return
    if request.identifier is None or not names_one(request.identifier):
        raise InvalidArgument(Violation("deconflict", "one-person", "needs a number that names one person"))
    if not may_consent(caller):
        raise InvalidArgument(Violation("deconflict", "registered-case", "needs an investigation of a registered case"))


def subject_of(request: WatchRequest) -> Subject:
    """What is to be watched, as it was typed. Raises InvalidArgument unless it is one thing."""
    subject = Subject(request.identifier, request.record, request.person, request.cited_case, request.question)
    named = subject.identifier, subject.record, subject.person, subject.cited_case, subject.question
    if sum(map(bool, named)) != 1:
        text = "watches one of identifier, record, person, cited_case and question"
        raise InvalidArgument(Violation("", "one-subject", text))
    return subject
