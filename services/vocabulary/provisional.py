"""Closed words of provisional identities: those of ``rabta.identity.v1`` without prefix. Pure."""

from __future__ import annotations

from services.vocabulary.word import Word


class ProvisionalState(Word):
    """Where a provisional identity stands."""

    OPEN = "OPEN"
    SUBMITTED = "SUBMITTED"
    REGISTERED = "REGISTERED"
    REFUSED = "REFUSED"
    MERGED = "MERGED"
    CLOSED = "CLOSED"


class ProvisionalAct(Word):
    """What is done to one."""

    SUBMIT = "SUBMIT"
    REGISTER = "REGISTER"
    REFUSE = "REFUSE"
    MERGE = "MERGE"
    UNDO_MERGE = "UNDO_MERGE"
    CLOSE = "CLOSE"
    REVIEW = "REVIEW"


class CareMark(Word):
    """How a child was found."""

    UNACCOMPANIED = "UNACCOMPANIED"
    SEPARATED = "SEPARATED"
    WITH_CARER = "WITH_CARER"


class ReviewTask(Word):
    """What waits for the body that holds a provisional identity."""

    REVIEW = "REVIEW"
    EXPIRED = "EXPIRED"


class Agreement(Word):
    """In what two children are alike."""

    NAME = "NAME"
    BIRTH = "BIRTH"
    FOUND_PLACE = "FOUND_PLACE"
    FOUND_ON = "FOUND_ON"
