"""Lines of a statement that are no bookings: balances brought and carried forward, and totals. Pure."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from services.sources.feeds.sheet import Line

_BALANCE: Final = r"(?:balance|bal\.?)"
_FORWARD: Final = r"(?:forward|fwd\.?)"
_BALANCES: Final = (
    rf"(?:opening|closing|initial|final|ending|previous) {_BALANCE}",
    rf"(?:{_BALANCE} )?(?:brought|carried|b|c) ?/? ?(?:{_FORWARD}|f|d)",
    "(?:ابتدائی|سابقہ|پچھلا|اختتامی|آخری) بقایا",
)
_TOTALS: Final = (r"(?:grand )?totals?", "میزان", "ٹوٹل", "کل رقم")
_PARTS: Final = (r"(?:sub ?-? ?|page )totals?",)
_TAIL: Final = r"(?:[ :.,-]*(?:as )?(?:of|on|at|dated?|for)? ?[0-9][0-9./:, -]*)?"
_EDGE: Final = " *-=:.#_|"


class What(Enum):
    """What a line is."""

    BOOKING = "booking"
    BALANCE = "balance"
    TOTAL = "total"
    PART = "part"
    """A total of some of the rows, which nobody can check."""


def _form(*words: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words)}){_TAIL}", re.IGNORECASE)


_FORMS: Final = {What.BALANCE: _form(*_BALANCES), What.TOTAL: _form(*_TOTALS), What.PART: _form(*_PARTS)}


def what_is(line: Line) -> What:
    """By the words of any cell: offices write them in whatever column is free."""
    for cell in line.cells.values():
        words = " ".join(cell.split()).strip(_EDGE) if isinstance(cell, str) and len(cell) < 100 else ""
        for what, form in _FORMS.items():
            if words and form.fullmatch(words):
                return what
    return What.BOOKING
