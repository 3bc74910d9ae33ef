"""Whether a person has an age on a day: never a birth."""

from __future__ import annotations

from functools import partial
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.access.trail import Inquiry
from services.identity.app.admit import admit
from services.identity.app.again import answer_again
from services.identity.app.context import Context
from services.identity.app.guessing import too_many_days
from services.identity.app.one import find_one
from services.identity.compare import of_age
from services.values.dates import Span, span_or_none
from services.values.identity import AgeOnRequest, AgeOnResponse, Identifier
from services.vocabulary.access import Permission
from services.vocabulary.identity import Modality, Verdict

MAJORITY: Final = 18
"""Majority Act 1875 s. 3; JJSA 2018 s. 2(b): a child is below 18 on the day of the act."""
OLDEST: Final = 120


async def age_on(context: Context, inquiry: Inquiry, request: AgeOnRequest, question: bytes) -> bytes:
    """A serialised AgeOnResponse.

    Raises InvalidArgument, what the gates name, OwnOrKin, TransactionReused, RegisterUnavailable.
    """
    asked, number = admit(context, inquiry, Permission.IDENTITY_READ, request.asked, request.identifier)
    day = span_or_none(request.day)
    if day is None or day.first_day != day.last_day or day.timed:
        raise InvalidArgument(Violation("day", "day", "is not a day"))
    if request.age > OLDEST:
        raise InvalidArgument(Violation("age", "age", f"is more than {OLDEST}"))
    told = partial(_told, context, inquiry, number, day, request.age or MAJORITY)
    return await answer_again(context, inquiry, asked, question, told)


async def _told(context: Context, inquiry: Inquiry, number: Identifier, day: Span, age: int) -> AgeOnResponse:
    person = await find_one(context, inquiry, number)
    verdict = of_age(person, day.first_day, age)
    if person and await too_many_days(context, inquiry, person, day.first_day, age):
        verdict = Verdict.CANNOT_TELL
    return AgeOnResponse(verdict, Modality.DEMOGRAPHIC)
