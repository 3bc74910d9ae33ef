"""Break-glass sessions: who opened which, until when, how each stands, and why it was opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.audit.v1.audit_service_pb2 import GlassMonth
from rabta.audit.v1.receipt_pb2 import BreakGlassState, Notice

from services.listing.part import Part, word
from services.tables.times import shown

NOTICES: Final = ("session", "agency", "officer", "opened", "expires", "state", "second", "justification")
MONTHS: Final = ("month", "sessions")
WRITE_NOT: Final = (
    "Oversight alone reads these words. Write what threatens a life and why there is no time. Write no name, no "
    "number, no place, no hour and no plan.",
    "یہ الفاظ صرف نگران ادارہ پڑھتا ہے۔ لکھیں کہ جان کو کیا خطرہ ہے اور وقت کیوں نہیں۔ کوئی نام، نمبر، جگہ، وقت یا "
    "منصوبہ نہ لکھیں۔",
)
"""What whoever breaks a glass reads before they write why: English, then Urdu."""


def notices(found: Iterable[Notice]) -> Part:
    """Sessions in the order in which they were opened."""
    return Part("Break-glass sessions", NOTICES, [_row(each) for each in found])


def months(counted: Iterable[GlassMonth]) -> Part:
    """How many sessions of other agencies read records of one's own agency, by month."""
    return Part("Read under broken glass", MONTHS, [(each.month, str(each.sessions)) for each in counted])


def _row(notice: Notice) -> tuple[str, ...]:
    state, times = word(BreakGlassState, notice.state), (shown(notice.opened_ms), shown(notice.expires_ms))
    return (notice.break_glass, notice.agency, notice.officer, *times, state, notice.second, notice.justification)
