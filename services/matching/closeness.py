"""How close a record comes to a description, in words for whoever searches: exact, close or weak. Pure.

Bits weigh a pair of whole records among a million people. Of a name and a district they say of the right person, too,
that it is more likely somebody else; so a search shows how close each record comes, and no bits.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Closeness(StrEnum):
    """``EXACT``: all that both state agrees wholly; ``CLOSE``: nothing contradicts; ``WEAK``: something does."""

    EXACT = "EXACT"
    CLOSE = "CLOSE"
    WEAK = "WEAK"


_NAMES: Final = frozenset({"common", "telling", "rare"})
_OTHERS: Final = frozenset({"differs", "conflict"})
_AGREE: Final = MappingProxyType(
    {
        "name": _NAMES,
        "related": _NAMES,
        "cnic": frozenset({"same", "same-verified"}),
        "parity": frozenset({"fits"}),
        "prefix": frozenset({"district"}),
        "token": frozenset({"same"}),
        "born": frozenset({"day", "month", "year"}),
        "gender": frozenset({"same"}),
        "phone": frozenset({"shared"}),
        "area": frozenset({"district"}),
        "address": frozenset({"most"}),
    }
)
"""Levels of each field at which the two agree wholly."""
_CONTRADICT: Final = MappingProxyType(
    {
        "name": _OTHERS,
        "related": _OTHERS,
        "cnic": frozenset({"differs"}),
        "token": frozenset({"differs"}),
        "born": frozenset({"differs"}),
        "gender": frozenset({"differs"}),
    }
)
"""Levels at which a field speaks of somebody else; a phone, a home or a district changes with time."""
TELLS_APART: Final = ("related", "born", "area")
"""Fields that tell bearers of one name apart, in the order in which a searcher knows them."""


def closeness(levels: Iterable[tuple[str, str]]) -> Closeness:
    """How close a record comes, by the level of each compared field; of nothing compared, weak."""
    compared = [(field, level) for field, level in levels if field in _AGREE]
    if not compared or any(level in _CONTRADICT.get(field, ()) for field, level in compared):
        return Closeness.WEAK
    return Closeness.EXACT if all(level in _AGREE[field] for field, level in compared) else Closeness.CLOSE


def missing(compared: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Fields that would tell the records apart and were compared in none; empty for one record or none.

    ``compared``: the compared fields of each record.
    """
    all_fields = [frozenset(fields) for fields in compared]
    if len(all_fields) < 2:
        return ()
    return tuple(field for field in TELLS_APART if not any(field in fields for fields in all_fields))
