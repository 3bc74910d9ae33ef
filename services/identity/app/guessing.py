"""Yes and no make a value where they may be asked often enough: how often, of one person.

Claims that do not agree are counted for each agency. Questions about a day of birth, of age or by a claim, are counted
over all agencies together, since agencies that ask in turn halve their way to a birthday.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from services.access.trail import Inquiry
from services.identity.app.context import Context
from services.identity.domain import Person
from services.identity.ports import Days
from services.values.identity import Birth
from services.vocabulary.access import AgencyKind

MISMATCHES: Final = 10
"""Claims of a month by one agency about one person that did not agree."""
DAYS_A_YEAR: Final = 3
"""Different questions of a year about one person's day of birth, over all agencies. As many again are for the first
question of a custodian."""
_RESERVED: Final = frozenset({AgencyKind.PRISON, AgencyKind.CHILD_PROTECTION})
ALARM: Final = "identity-guessing"


async def too_many_claims(context: Context, inquiry: Inquiry, person: Person, claims: str) -> bool:
    """Whether these claims are one too many; oversight is alarmed in the sealed part of the entry.

    The same claims count once. Raises RegisterUnavailable.
    """
    digest = sha256(claims.encode()).digest()
    number = await context.register.doubt(inquiry.caller.agency, person.id, "claim", digest, inquiry.now_ms)
    return _alarmed(inquiry, number > MISMATCHES)


async def too_many_days(context: Context, inquiry: Inquiry, person: Person, day: int, age: int) -> bool:
    """Whether this question of age is one too many; oversight is alarmed as for claims. Raises RegisterUnavailable."""
    return await _too_many_of_birth(context, inquiry, person, f"{day} {age}")


async def too_many_births(context: Context, inquiry: Inquiry, person: Person, birth: Birth) -> bool:
    """Whether this claim of a birth is one too many, whether it agrees or not; as for questions of age."""
    return await _too_many_of_birth(context, inquiry, person, f"born {birth.earliest} {birth.latest}")


async def _too_many_of_birth(context: Context, inquiry: Inquiry, person: Person, question: str) -> bool:
    caller, digest = inquiry.caller, sha256(question.encode()).digest()
    most = 2 * DAYS_A_YEAR
    days = Days(DAYS_A_YEAR, most if caller.agency_kind in _RESERVED else DAYS_A_YEAR, most)
    return _alarmed(
        inquiry, not await context.register.admit_day(caller.agency, person.id, digest, inquiry.now_ms, days)
    )


def _alarmed(inquiry: Inquiry, amiss: bool) -> bool:
    if amiss:
        inquiry.trail.alarms.append(ALARM)
    return amiss
