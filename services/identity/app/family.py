"""Who is a person's family: for child protection and to find a missing child, before a second person."""

from __future__ import annotations

from functools import partial
from typing import Final

from services.access.trail import Inquiry
from services.identity.app.admit import admit, kept
from services.identity.app.again import answer_again
from services.identity.app.context import Context
from services.identity.app.one import shown_to
from services.identity.clean import clean
from services.identity.domain import Person
from services.values.identity import GetFamilyRequest, GetFamilyResponse, Identifier, Relative
from services.vocabulary.access import Permission
from services.vocabulary.identity import RelativeKind

ORDER: Final = tuple(RelativeKind)


async def get_family(context: Context, inquiry: Inquiry, request: GetFamilyRequest, question: bytes) -> bytes:
    """A serialised GetFamilyResponse.

    Raises InvalidArgument, what the gates name, OwnOrKin, TransactionReused, RegisterUnavailable.
    """
    asked, number = admit(context, inquiry, Permission.FAMILY_READ, request.asked, request.identifier)
    return await answer_again(context, inquiry, asked, question, partial(_relatives, context, inquiry, number))


async def _relatives(context: Context, inquiry: Inquiry, number: Identifier) -> GetFamilyResponse:
    agency = inquiry.caller.agency
    given = await context.register.give(agency, (number,) if kept(number) else (), shown_to(inquiry), family=True)
    relatives = given.one.relatives if given.one else ()
    kin = [(one.kind, given.relatives[one.person]) for one in relatives if one.person in given.relatives]
    named = sorted(kin, key=lambda one: (ORDER.index(RelativeKind(one[0])), one[1].id))
    return GetFamilyResponse(tuple(_relative(context, agency, kind, relative) for kind, relative in named))


def _relative(context: Context, agency: str, kind: str, person: Person) -> Relative:
    token = context.keys.pairwise.token(agency, person.id)
    return Relative(kind, clean(person.name), clean(person.name_ur), token, bool(person.deceased))
