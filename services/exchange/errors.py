"""Refusals of this context."""

from __future__ import annotations

from services.access.errors import Refused


class CursorWrongEpoch(Refused):
    """The cursor is of an epoch that has ended; the receiver begins anew."""

    reason = "CURSOR_WRONG_EPOCH"


class CursorFuture(Refused):
    """The cursor is ahead of the sender's count."""

    reason = "CURSOR_FUTURE"


class CursorFork(Refused):
    """The cursor's chain is of no page that this receiver was given there."""

    reason = "CURSOR_FORK"


class OrdersFirst(Refused):
    """Orders for the receiver wait, which go before everything else."""

    reason = "ORDERS_FIRST"


class NoAgreement(Refused):
    """Nothing lets the receiver hold copies."""

    reason = "NO_AGREEMENT"


class PeerPaused(Refused):
    """The operator has paused the receiver."""

    reason = "PEER_PAUSED"


class ProtocolUnsupported(Refused):
    """Both have nothing in common that they could speak."""

    reason = "PROTOCOL_UNSUPPORTED"


class AckAhead(Refused):
    """What is acknowledged was never given."""

    reason = "ACK_AHEAD"


class Unacknowledged(Refused):
    """More pages than may be under way wait to be acknowledged."""

    reason = "TOO_BUSY"


class StillFollowing(Refused):
    """Changes were not all looked through for the orders that they ask for; the next call goes on from there."""

    reason = "TOO_BUSY"


class StillCounting(Refused):
    """Changes were not all looked through for what the receiver may have; the next call goes on from there."""

    reason = "TOO_BUSY"


class ExchangeUnavailable(Refused):
    """The store of the exchange cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"
