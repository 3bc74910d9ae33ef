"""Closed words of the exchange between nodes: those of ``rabta.exchange.v1`` without prefix. Pure."""

from __future__ import annotations

from services.vocabulary.word import Word


class RemovalReason(Word):
    """Why a copy ends, as far as its holder may know it."""

    RIGHT_ENDED = "RIGHT_ENDED"
    AGREEMENT_ENDED = "AGREEMENT_ENDED"
