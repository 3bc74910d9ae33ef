"""Yes and no make a value where they may be asked often enough: how often, of one person."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from services.access.trail import Inquiry
from services.identity.app.context import Context
from services.identity.domain import Person

MONTH_MS: Final = 30 * 86_400_000
"""How long a question is remembered."""
MISMATCHES: Final = 10
AGES: Final = 6
"""Questions of a month by one agency about one person: claims that did not agree, and days and ages."""
ALARM: Final = "identity-guessing"


async def guesses(context: Context, inquiry: Inquiry, person: Person, kind: str, question: str, most: int) -> bool:
    """Whether this question is one too many; oversight is alarmed in the sealed part of its entry.

    The same question counts once. Raises RegisterUnavailable.
    """
    digest = sha256(question.encode()).digest()
    number = await context.register.doubt(inquiry.caller.agency, person.id, kind, digest, inquiry.now_ms)
    if number > most:
        inquiry.trail.alarms.append(ALARM)
    return number > most
