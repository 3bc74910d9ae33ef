"""Closed words of referrals: those of ``rabta.referral.v1`` without prefix. Pure."""

from __future__ import annotations

from typing import Final

from services.vocabulary.word import Word

PROVINCES: Final = frozenset({"PB", "SD", "KP", "BA", "ICT", "GB", "AJK"})
"""Where help is sought."""


class HelpKind(Word):
    """What a body that is asked is to give."""

    SHELTER = "SHELTER"
    MEDICAL = "MEDICAL"
    PSYCHOSOCIAL = "PSYCHOSOCIAL"
    LEGAL = "LEGAL"
    EDUCATION = "EDUCATION"
    REHAB_DRUG = "REHAB_DRUG"
    INTERPRETER = "INTERPRETER"
    DOCUMENTS = "DOCUMENTS"
    FAMILY_TRACING = "FAMILY_TRACING"
    LIVELIHOOD = "LIVELIHOOD"
    RETURN = "RETURN"


class NoteKind(Word):
    """A class of information, which a consent covers or not."""

    NEEDS = "NEEDS"
    HEALTH = "HEALTH"
    FAMILY = "FAMILY"
    LEGAL = "LEGAL"


class ReferralAct(Word):
    """What is done about a referral that was sent."""

    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    BEGIN = "BEGIN"
    COMPLETE = "COMPLETE"
    STOP = "STOP"


class InterviewRule(Word):
    """How the investigator of the case may speak with the person, the strictest last."""

    YES = "YES"
    NOT_BEFORE = "NOT_BEFORE"
    THROUGH_DESK = "THROUGH_DESK"


class CompensationAct(Word):
    """What is done about a claim to compensation."""

    ASSESS = "ASSESS"
    CLAIM = "CLAIM"
    NO_SOURCE = "NO_SOURCE"
    IDENTIFY = "IDENTIFY"
    SENTENCE = "SENTENCE"
    ORDER = "ORDER"
    REFUSE = "REFUSE"
    DUE = "DUE"
    PAY = "PAY"
    DEFAULT = "DEFAULT"
    RECOVER = "RECOVER"
    IRRECOVERABLE = "IRRECOVERABLE"
    STAY = "STAY"
    SET_ASIDE = "SET_ASIDE"
    DECLINE = "DECLINE"
    CITE = "CITE"
