"""How far an order has come at one receiver: of what is written down, and of the time. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from services.vocabulary.exchange import OrderState, ReceiptState

DUE_MS: Final = 72 * 3_600_000
"""A receipt is due so long after the order was given (P)."""
_DONE: Final = frozenset({ReceiptState.ERASED, ReceiptState.HELD_NOTHING})


class Told(NamedTuple):
    """A receipt that was taken, by its state and when."""

    state: str
    taken_ms: int


def state_of(due_ms: int, told: Iterable[Told], now_ms: int) -> OrderState:
    """Confirmed once a receipt says that nothing is held, whatever another says; refused where one says only that."""
    states = {each.state for each in told}
    if states & _DONE:
        return OrderState.CONFIRMED
    if ReceiptState.REFUSED in states:
        return OrderState.REFUSED
    return OrderState.OVERDUE if now_ms > due_ms else OrderState.PENDING
