"""What is wrong in a referral that is to be sent, field by field. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.access.purpose import well_formed
from services.referral.consent import By, Guardian, View
from services.referral.states import Rejection, Urgency
from services.values.dates import span_or_none
from services.values.referral import ChangeReferralRequest, Interview, ReferralConsent, SendReferralRequest
from services.vocabulary.answers import NO, Answer
from services.vocabulary.referral import PROVINCES, HelpKind, InterviewRule, NoteKind, ReferralAct

MAX_CASES: Final = 5
MAX_RECIPIENTS: Final = 50
MAX_TEXT: Final = 2000
MAX_WORD: Final = 100
CASES: Final = frozenset({"FIR", "COURT_CASE"})
SUBJECT: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
NUMBER: Final = re.compile(r"[0-9]{5}-?[0-9]{7}-?[0-9]", re.ASCII)
"""Of an identity card: never a pseudonym."""
_DAY: Final = len("2026-01-31")
_JOINERS: Final = frozenset("\u200c\u200d\n")


def check_request(request: SendReferralRequest) -> None:
    """Raise InvalidArgument with all that is wrong."""
    broken = [*_words(request), *_person(request), *_cases(request), *_notes(request)]
    if request.consent is not None:
        broken += _consent(request.consent)
    if request.interview is not None:
        broken += _interview(request.interview)
    if broken:
        raise InvalidArgument(*broken)


def check_act(request: ChangeReferralRequest) -> None:
    """Raise InvalidArgument for no act, or for a rejection without a reason or a reason without a rejection."""
    if request.act not in set(ReferralAct):
        raise InvalidArgument(Violation("act", "required", "must be given"))
    may = set(Rejection) - {Rejection.EXPIRED}
    if (request.act == ReferralAct.REJECT) != (request.rejection in may) or request.rejection == Rejection.EXPIRED:
        raise InvalidArgument(Violation("rejection", "rejection", "must be given with REJECT, and with no other act"))


def _words(request: SendReferralRequest) -> Iterator[Violation]:
    yield from one_of("help", request.help, set(HelpKind))
    yield from one_of("urgency", request.urgency, set(Urgency))
    yield from one_of("province", request.province, PROVINCES)
    yield from one_of("child", request.child, set(Answer))
    if request.child != NO or request.guardian:
        yield from one_of("guardian", request.guardian, set(Guardian))


def _person(request: SendReferralRequest) -> Iterator[Violation]:
    yield from pseudonym(request.subject)
    yield from a_text("district", request.district, MAX_WORD, least=1)
    yield from a_text("threat_near", request.threat_near, MAX_WORD)
    yield from a_text("language", request.language, MAX_WORD)
    yield from a_text("proposal", request.proposal, MAX_WORD)


def pseudonym(subject: str) -> Iterator[Violation]:
    """What is wrong with a body's own name for a person."""
    if SUBJECT.fullmatch(subject) is None or NUMBER.fullmatch(subject) is not None:
        yield Violation("subject", "pseudonym", "must be 1 to 64 letters, digits, _ or -, and no number of a document")


def _cases(request: SendReferralRequest) -> Iterator[Violation]:
    if len(request.cases) > MAX_CASES:
        yield Violation("cases", "cases", f"must be {MAX_CASES} at most")
    for at, case in enumerate(request.cases[:MAX_CASES]):
        if case.type not in CASES or not well_formed(case.type, case.key):
            yield Violation(f"cases[{at}]", "case", "is no FIR and no case of a court")


def _notes(request: SendReferralRequest) -> Iterator[Violation]:
    kinds = [note.kind for note in request.notes]
    if not set(kinds) <= set(NoteKind) or len(kinds) > len(set(kinds)):
        yield Violation("notes", "notes", "must have each class once at most")
    for at, note in enumerate(request.notes[: len(NoteKind)]):
        yield from a_text(f"notes[{at}].text", note.text, MAX_TEXT, least=1)


def _consent(consent: ReferralConsent) -> Iterator[Violation]:
    yield from one_of("consent.by", consent.by, set(By))
    if consent.view:
        yield from one_of("consent.view", consent.view, set(View))
    if not consent.help or not set(consent.help) <= set(HelpKind):
        yield Violation("consent.help", "required", "must be given")
    if not 1 <= len(consent.recipients) <= MAX_RECIPIENTS:
        yield Violation("consent.recipients", "recipients", f"must be 1 to {MAX_RECIPIENTS}")
    if not set(consent.notes) <= set(NoteKind):
        yield Violation("consent.notes", "notes", "must be classes of information")
    yield from a_day("consent.day", consent.day)
    yield from a_text("consent.reasons", consent.reasons, MAX_TEXT)
    yield from a_text("consent.language", consent.language, MAX_WORD, least=1)


def _interview(interview: Interview) -> Iterator[Violation]:
    yield from one_of("interview.rule", interview.rule, set(InterviewRule))
    if interview.rule == InterviewRule.NOT_BEFORE:
        yield from a_day("interview.day", interview.day)
    elif interview.day:
        yield Violation("interview.day", "unused", "is of NOT_BEFORE alone")


def one_of(field: str, word: str, words: Collection[str]) -> Iterator[Violation]:
    """What is wrong with a word of a closed list."""
    if word not in words:
        yield Violation(field, "required", "must be given, as one of the known words")


def a_day(field: str, text: str) -> Iterator[Violation]:
    """What is wrong with a day, ISO 8601."""
    if len(text) != _DAY or span_or_none(text) is None:
        yield Violation(field, "date", "must be a day, such as 2026-01-31")


def a_text(field: str, text: str, most: int, *, least: int = 0) -> Iterator[Violation]:
    """What is wrong with a text of so many characters."""
    printable = all(each.isprintable() or each in _JOINERS for each in text)
    if not least <= len(text) <= most or not printable or text != text.strip():
        yield Violation(field, "text", f"must have {least} to {most} printable characters, no blank at an end")
