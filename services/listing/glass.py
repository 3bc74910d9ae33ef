"""Break-glass sessions: who opened which, until when, how each stands, and why it was opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.audit.v1.receipt_pb2 import BreakGlassState, Notice

from services.listing.part import Part, word
from services.tables.times import shown

NOTICES: Final = ("session", "agency", "officer", "opened", "expires", "state", "justification")


def notices(found: Iterable[Notice]) -> Part:
    """Sessions in the order in which they were opened."""
    return Part("Break-glass sessions", NOTICES, [_row(each) for each in found])


def _row(notice: Notice) -> tuple[str, ...]:
    state, times = word(BreakGlassState, notice.state), (shown(notice.opened_ms), shown(notice.expires_ms))
    return (notice.break_glass, notice.agency, notice.officer, *times, state, notice.justification)
