"""Whether what an officer has of a person agrees with the register: never a value."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.access.trail import Inquiry
from services.identity.app.admit import admit
from services.identity.app.again import answer_again
from services.identity.app.context import Context, day_of
from services.identity.app.guessing import too_many_births, too_many_claims
from services.identity.app.one import find_one
from services.identity.compare import verified
from services.identity.purposes import told
from services.values.dates import span_or_none
from services.values.identity import Birth, Claimed, Identifier, Verified, VerifyRequest, VerifyResponse
from services.vocabulary.access import Permission
from services.vocabulary.identity import Attribute, Verdict

MAX_CLAIMS: Final = len(Attribute)
MAX_TEXT: Final = 400
_DISTRICT: Final = re.compile(r"[1-9][0-9]{4}", re.ASCII)


async def verify(context: Context, inquiry: Inquiry, request: VerifyRequest, question: bytes) -> bytes:
    """A serialised VerifyResponse.

    Raises InvalidArgument, what the gates name, OwnOrKin, TransactionReused, RegisterUnavailable.
    """
    asked, number = admit(context, inquiry, Permission.IDENTITY_READ, request.asked, request.identifier)
    _check(request.claimed)
    return await answer_again(
        context, inquiry, asked, question, partial(_verified, context, inquiry, number, request.claimed)
    )


async def _verified(
    context: Context, inquiry: Inquiry, number: Identifier, claims: tuple[Claimed, ...]
) -> VerifyResponse:
    person = await find_one(context, inquiry, number)
    found = tuple(verified(claim, person, number) for claim in claims)
    if person is None:
        return VerifyResponse(found)
    birth = next((claim.birth for claim in claims if claim.birth), None)
    if birth and await too_many_births(context, inquiry, person, birth):
        found = tuple(_silent(one) if one.attribute == Attribute.BIRTH else one for one in found)
    amiss = sorted(repr(claim) for claim, one in zip(claims, found, strict=True) if one.verdict in _AMISS)
    if amiss and await too_many_claims(context, inquiry, person, "\n".join(amiss)):
        found = tuple(_silent(one) for one in found)
    card = person.card(number, day_of(inquiry.now_ms)) if told(inquiry.caller.purpose).card else None
    return VerifyResponse(found, card or "")


_AMISS: Final = frozenset({Verdict.NO, Verdict.PARTIAL})


def _silent(one: Verified) -> Verified:
    return replace(one, verdict=Verdict.CANNOT_TELL)


def _check(claims: tuple[Claimed, ...]) -> None:
    if not 0 < len(claims) <= MAX_CLAIMS or len({claim.attribute for claim in claims}) < len(claims):
        raise InvalidArgument(Violation("claimed", "claims", "is not 1 to 8 attributes, each once"))
    for index, claim in enumerate(claims):
        if problem := _problem(claim):
            raise InvalidArgument(Violation(f"claimed[{index}]", "claim", problem))


def _problem(claim: Claimed) -> str:
    """What is wrong with a claim, "" for nothing: one value is set, that which the attribute is of."""
    given = [name for name in ("text", "birth", "gender") if getattr(claim, name)]
    wanted = {Attribute.BIRTH: ["birth"], Attribute.GENDER: ["gender"], Attribute.PHOTO: []}
    if not claim.attribute or given != wanted.get(Attribute(claim.attribute), ["text"]):
        return "does not hold the one value that its attribute is of"
    if len(claim.text) > MAX_TEXT:
        return f"is longer than {MAX_TEXT} characters"
    if claim.attribute == Attribute.DISTRICT and not _DISTRICT.fullmatch(claim.text):
        return "is not the five digits that a district's numbers begin with"
    return "" if claim.birth is None or _one_date(claim.birth) else "is not one day, one month or one year, and no more"


def _one_date(birth: Birth) -> bool:
    """Whether a range is what one date says: a day, a month or a year. Other ranges would halve their way to a day."""
    first, last = span_or_none(birth.earliest), span_or_none(birth.latest)
    if first is None or last is None or birth != Birth(birth.earliest, birth.latest):
        return False
    whole = (span_or_none(birth.earliest[:length]) for length in (4, 7, 10))
    return any(one and (one.first_day, one.last_day) == (first.first_day, last.last_day) for one in whole)
