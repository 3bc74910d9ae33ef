"""Bookings that a later row of a statement takes back: no money moved by either. Pure.

A reversal names its booking by the reference, in its own column or in its words. One that names none of the file takes
back each booking of its sum on the other side in the ten days before: which of them it is, the file does not say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from services.tables.days import DAY_MS

_NEAR_MS: Final = 10 * DAY_MS
_WORD: Final = re.compile(r"[^\s,;:()]+")


@dataclass(frozen=True, slots=True)
class Booking:
    """One row. ``moved``: minor units that it adds to the account, below 0 where it takes."""

    account: str
    currency: str
    moved: int
    at_ms: int
    reference: str


@dataclass(slots=True)
class Reversal:
    """``words``: those of its reference and narration; ``named``: whether they name a booking of the file."""

    row: Booking
    words: frozenset[str]
    named: bool = False


def words_of(*texts: str) -> frozenset[str]:
    """Words that may be a reference."""
    return frozenset(each.casefold().strip(".") for text in texts for each in _WORD.findall(text))


class Reversals:
    """Those of one file: :meth:`add` each, :meth:`look` at each booking, then ask :meth:`take_back`."""

    def __init__(self) -> None:
        self._by_sum: dict[tuple[str, str, int], list[Reversal]] = {}

    def __bool__(self) -> bool:
        return bool(self._by_sum)

    def add(self, reversal: Reversal) -> None:
        """A row that takes a booking back."""
        self._by_sum.setdefault((reversal.row.account, reversal.row.currency, -reversal.row.moved), []).append(reversal)

    def look(self, booking: Booking) -> None:
        """Learn which reversals name a booking of the file."""
        for reversal in self._of(booking):
            reversal.named |= _names(reversal, booking)

    def take_back(self, booking: Booking) -> bool:
        """Whether one of them takes the booking back, or may."""
        return any(
            _names(reversal, booking) if reversal.named else 0 <= reversal.row.at_ms - booking.at_ms <= _NEAR_MS
            for reversal in self._of(booking)
        )

    def _of(self, booking: Booking) -> list[Reversal]:
        return self._by_sum.get((booking.account, booking.currency, booking.moved), [])


def _names(reversal: Reversal, booking: Booking) -> bool:
    return bool(booking.reference) and booking.reference.casefold() in reversal.words
