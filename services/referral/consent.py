"""Whether something about a person may be sent to those who help, by whose consent. Pure.

A child is heard before anything is complete (ICT Child Protection Act s. 13(3)). A guardian who is accused, suspected,
of their kin or not known is not asked: an officer acts in the emergency, and a court sees it in a day (s. 18(3)(b)).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from services.vocabulary.answers import NO, Answer
from services.vocabulary.word import Word

COURT_HOURS: Final = 24
REVIEW_HOURS: Final = 72
"""After an objection of the child was overruled (P)."""


class By(Word):
    """Whose word lets something be sent."""

    SELF = "SELF"
    GUARDIAN = "GUARDIAN"
    COURT = "COURT"
    OFFICER_EMERGENCY = "OFFICER_EMERGENCY"


class View(Word):
    """The child's own view."""

    AGREES = "AGREES"
    OBJECTS = "OBJECTS"
    NOT_ASKED = "NOT_ASKED"


class Guardian(Word):
    """What is known of who stands in for a child."""

    FIT = "FIT"
    UNFIT = "UNFIT"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Consent:
    """``services``, ``recipients``, ``classes`` of information: what it covers. ``reasons``: of an officer who
    overrules a child's objection (s. 3), or why the child was not asked.
    """

    by: By
    services: frozenset[str]
    recipients: frozenset[str]
    classes: frozenset[str] = frozenset()
    view: View = View.NOT_ASKED
    reasons: str = ""
    withdrawn: bool = False


class Subject(NamedTuple):
    """``child``: whether they are one; what cannot be told counts as one."""

    child: Answer
    guardian: Guardian = Guardian.UNKNOWN
    life_at_risk: bool = False


class Wish(NamedTuple):
    """What is to be sent to whom. ``now``: of the most urgent kind."""

    service: str
    recipient: str
    now: bool = False


class Sending(NamedTuple):
    """Whether it may be sent. ``minimum``: only what is needed, and the person is told afterwards; ``court_hours``,
    ``review_hours``: by when a court, or a reviewer, sees it, 0 where none must.
    """

    may: bool
    why: str
    minimum: bool = False
    court_hours: int = 0
    review_hours: int = 0


def may_send(consent: Consent | None, wish: Wish, subject: Subject) -> Sending:
    """Whether it may, and what follows."""
    if subject.child == NO:
        return _of_adult(consent, wish, subject)
    return _of_child(consent, wish, subject)


def covers(consent: Consent | None, wish: Wish) -> bool:
    """Whether a consent that was not withdrawn names the service and the recipient."""
    held = consent is not None and not consent.withdrawn
    return held and consent is not None and wish.service in consent.services and wish.recipient in consent.recipients


def classes_given(consent: Consent, asked: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Classes of information that go, and those that are left out and said to be."""
    return asked & consent.classes, asked - consent.classes


def _of_adult(consent: Consent | None, wish: Wish, subject: Subject) -> Sending:
    if covers(consent, wish) and consent is not None and consent.by in (By.SELF, By.COURT):
        return Sending(True, "CONSENT")
    if wish.now and subject.life_at_risk:
        return Sending(True, "LIFE_AT_RISK", minimum=True)
    return Sending(False, "NO_CONSENT")


def _of_child(consent: Consent | None, wish: Wish, subject: Subject) -> Sending:
    if not covers(consent, wish) or consent is None:
        return Sending(False, "NO_CONSENT")
    if consent.by is By.COURT:
        return Sending(True, "COURT")
    if consent.by is By.OFFICER_EMERGENCY:
        if subject.guardian is Guardian.FIT:
            return Sending(False, "GUARDIAN_FIT")
        return Sending(True, "OFFICER_EMERGENCY", court_hours=COURT_HOURS)
    if consent.by is not By.GUARDIAN or subject.guardian is not Guardian.FIT:
        return Sending(False, "GUARDIAN_NOT_ASKED")
    if consent.view is View.AGREES:
        return Sending(True, "CONSENT")
    if not consent.reasons.strip():
        return Sending(False, "CHILD_NOT_HEARD" if consent.view is View.NOT_ASKED else "CHILD_OBJECTS")
    return Sending(True, "BEST_INTEREST", review_hours=REVIEW_HOURS)
