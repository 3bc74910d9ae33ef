"""Closed words of questions about a hit: those of ``rabta.exchange.v1`` without prefix. Pure."""

from __future__ import annotations

from services.vocabulary.word import Word


class HitRequestKind(Word):
    """What an owner is asked for."""

    CONFIRMATION = "CONFIRMATION"
    RELEASE = "RELEASE"


class HitQuestion(Word):
    """One thing that a confirmation asks."""

    SAME_PERSON = "SAME_PERSON"
    IN_FORCE = "IN_FORCE"
    WHO_COLLECTS = "WHO_COLLECTS"


class Urgency(Word):
    """The clock of a request."""

    IMMEDIATE = "IMMEDIATE"
    PRIORITY = "PRIORITY"
    ROUTINE = "ROUTINE"


class HitState(Word):
    """How a request stands; what is said of one is the state that it comes to."""

    WAITING = "WAITING"
    UNCONFIRMED = "UNCONFIRMED"
    NEEDS_TIME = "NEEDS_TIME"
    VALID = "VALID"
    NOT_VALID = "NOT_VALID"
    NOT_THIS_PERSON = "NOT_THIS_PERSON"
    LOCATED = "LOCATED"
    CLEARED = "CLEARED"
    UNDECIDED = "UNDECIDED"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    ENDED = "ENDED"


class Escalation(Word):
    """Who is told of a silence."""

    DESK = "DESK"
    OVERSIGHT = "OVERSIGHT"
