"""Closed words of the exchange between nodes: those of ``rabta.exchange.v1`` without prefix. Pure."""

from __future__ import annotations

from services.vocabulary.word import Word


class RemovalReason(Word):
    """Why a copy ends, as far as its holder may know it."""

    RIGHT_ENDED = "RIGHT_ENDED"
    AGREEMENT_ENDED = "AGREEMENT_ENDED"


class OrderKind(Word):
    """Why a record is to go from who holds a copy."""

    EXPUNGE = "EXPUNGE"
    WITHDRAW = "WITHDRAW"
    RECALL = "RECALL"


class ReceiptState(Word):
    """What became of an order, by the word of who carried it out."""

    ERASED = "ERASED"
    HELD_NOTHING = "HELD_NOTHING"
    REFUSED = "REFUSED"


class OrderState(Word):
    """How far an order has come at one receiver, as who gave it knows."""

    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    OVERDUE = "OVERDUE"
    REFUSED = "REFUSED"


class ReceiptOutcome(Word):
    """Whether a receipt was taken."""

    TAKEN = "TAKEN"
    REFUSED = "REFUSED"


class NameSearch(Word):
    """What a check by a name looked through."""

    ALL = "ALL"
    CHILD_ALERTS = "CHILD_ALERTS"
    NONE = "NONE"
