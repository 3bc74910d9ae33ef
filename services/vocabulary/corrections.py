"""Closed words of corrections that others propose: those of ``rabta.exchange.v1`` without prefix. Pure."""

from __future__ import annotations

from services.vocabulary.word import Word


class FieldProblem(Word):
    """What is wrong with a field."""

    WRONG = "WRONG"
    OUTDATED = "OUTDATED"
    MISSING = "MISSING"
    OTHER_PERSON = "OTHER_PERSON"


class CorrectionBasis(Word):
    """On what a proposer rests."""

    COURT_ORDER = "COURT_ORDER"
    REGISTER = "REGISTER"
    DOCUMENT = "DOCUMENT"
    OWN_FINDING = "OWN_FINDING"


class CorrectionState(Word):
    """How a correction stands; what is said of one is the state that it comes to."""

    WAITING = "WAITING"
    UNDECIDED = "UNDECIDED"
    ACCEPTED = "ACCEPTED"
    CORRECTED = "CORRECTED"
    REJECTED = "REJECTED"


class CorrectionRejection(Word):
    """Why an owner stands by the record."""

    SOURCE_AGREES = "SOURCE_AGREES"
    NOT_PROVEN = "NOT_PROVEN"
    FOR_A_COURT = "FOR_A_COURT"
    OTHER_RECORD = "OTHER_RECORD"
    ALREADY_SO = "ALREADY_SO"
