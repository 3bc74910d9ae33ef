"""Tokens in the place of numbers, for an agency's own system."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.identity.app.admit import admit_system, checked, kept
from services.identity.app.again import answer_again
from services.identity.app.context import Context, System, day_of
from services.identity.app.one import shielded
from services.identity.domain import Person, filed_under
from services.values.identity import Identifier, Resolved, ResolveTokenRequest, ResolveTokenResponse
from services.vocabulary.identity import ResolveOutcome

MAX_NUMBERS: Final = 500


async def resolve_token(context: Context, system: System, request: ResolveTokenRequest, question: bytes) -> bytes:
    """A serialised ResolveTokenResponse. Every number is in the entry of the log, as a token of it.

    Raises InvalidArgument, PurposeUnfit, TooManyUnknown, TransactionReused, RegisterUnavailable.
    """
    asked = admit_system(system, request.asked)
    if not 0 < len(request.identifiers) <= MAX_NUMBERS:
        raise InvalidArgument(Violation("identifiers", "identifiers", f"is not 1 to {MAX_NUMBERS} numbers"))
    numbers = [checked(one, f"identifiers[{index}]") for index, one in enumerate(request.identifiers)]
    system.trail.selectors.extend(dict.fromkeys(context.keys.selectors.token(filed_under(one)) for one in numbers))
    return await answer_again(context, system, asked, question, partial(_resolved, context, system, numbers))


async def _resolved(context: Context, system: System, numbers: Sequence[Identifier]) -> ResolveTokenResponse:
    held = [one for one in numbers if kept(one)]
    given = await context.register.give(system.agency, held, _anybody, day=day_of(system.now_ms))
    shielded(system.trail, [person for persons in given.found for person in persons])
    found = iter(given.found)
    told = [_one(context, system.agency, next(found), given.sequence) if kept(one) else CANNOT_TELL for one in numbers]
    return ResolveTokenResponse(tuple(told))


def _anybody(_: Person) -> bool:
    """Whoever is under protection has a token as anybody does."""
    return True


CANNOT_TELL: Final = Resolved(ResolveOutcome.CANNOT_TELL)


def _one(context: Context, agency: str, persons: Sequence[Person], sequence: int) -> Resolved:
    if len(persons) != 1:
        return Resolved(ResolveOutcome.AMBIGUOUS if persons else ResolveOutcome.NOT_REGISTERED)
    return Resolved(ResolveOutcome.TOKEN, context.keys.pairwise.token(agency, persons[0].id), sequence)
