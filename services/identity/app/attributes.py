"""Values of attributes, against the hub's word that the cited case names the person.

Without that word every attribute is withheld, whatever was wrong with it. A person under protection is answered in the
same form. The address of anybody but the missing child takes a second person, who is of another agency or of oversight
(``services/access/second.py``). The entry of the log names each value that was stated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from services.access.caller import Caller
from services.access.errors import InvalidArgument, Violation
from services.access.facts import second_person
from services.access.trail import Inquiry
from services.identity.app.admit import admit, kept
from services.identity.app.again import answer_again
from services.identity.app.context import Context
from services.identity.app.one import refuse_own, shielded
from services.identity.clean import clean
from services.identity.compare import district_of
from services.identity.domain import Person, filed_under
from services.identity.purposes import STATEMENT_MS, told
from services.values.identity import (
    Asked,
    AttributeStatement,
    AttributeValue,
    Birth,
    GetAttributesRequest,
    GetAttributesResponse,
    Identifier,
)
from services.values.records import ConfirmPersonResponse
from services.vocabulary.access import Permission
from services.vocabulary.identity import Attribute


async def get_attributes(
    context: Context,
    inquiry: Inquiry,
    request: GetAttributesRequest,
    question: bytes,
    confirmed: ConfirmPersonResponse | None = None,
) -> bytes:
    """A serialised GetAttributesResponse. ``confirmed``: the hub's word on a person of the cited case, once verified.

    The word decides what may be stated, so it is part of the question: what was stated is not stated again without it.
    Raises InvalidArgument, what the gates name, OwnOrKin, TransactionReused, RegisterUnavailable.
    """
    asked, number = admit(context, inquiry, Permission.IDENTITY_READ, request.asked, request.identifier)
    wanted = request.attributes
    if not wanted or len(set(wanted)) < len(wanted):
        raise InvalidArgument(Violation("attributes", "attributes", "is not 1 to 8 attributes, each once"))
    may = _may_state(inquiry.caller, number, confirmed)
    question += " ".join(sorted(may)).encode()
    body = await answer_again(
        context, inquiry, asked, question, partial(_statement, context, inquiry, asked, number, wanted, may)
    )
    statement = context.read_statement(body).statement
    if statement:
        inquiry.trail.records.extend(f"attributes/{value.attribute}" for value in statement.values)
    return body


def _may_state(caller: Caller, number: Identifier, confirmed: ConfirmPersonResponse | None) -> frozenset[Attribute]:
    """Attributes that may be stated: an address only of the missing child whom the case seeks, or before two."""
    if confirmed is None or confirmed.identifier is None or filed_under(confirmed.identifier) != filed_under(number):
        return frozenset()
    values = told(caller.purpose).values
    addressed = confirmed.missing_child or second_person(caller) == "VALID"
    return values if addressed else values - {Attribute.ADDRESS}


async def _statement(
    context: Context,
    inquiry: Inquiry,
    asked: Asked,
    number: Identifier,
    wanted: tuple[str, ...],
    may: frozenset[Attribute],
) -> GetAttributesResponse:
    agency, purpose = inquiry.caller.agency, inquiry.caller.purpose
    given = await context.register.give(agency, (number,) if kept(number) else (), refuse_own(inquiry))
    person = given.one
    open_person = person if person and not shielded(inquiry.trail, [person]) else None
    values = [_value(Attribute(one), open_person, number) for one in wanted if one in may] if open_person else []
    held = tuple(value for value in values if value)
    stated = {value.attribute for value in held}
    return GetAttributesResponse(
        AttributeStatement(
            subject_token=context.keys.pairwise.token(agency, person.id) if person else b"",
            purpose=purpose,
            basis=asked.basis,
            audience=agency,
            issued_ms=inquiry.now_ms,
            expires_ms=inquiry.now_ms + STATEMENT_MS,
            values=held,
            withheld=tuple(one for one in wanted if one not in stated),
        )
    )


def _value(attribute: Attribute, person: Person, number: Identifier) -> AttributeValue | None:
    """The attribute as it leaves the registry; None where the register does not hold it."""
    if attribute == Attribute.BIRTH:
        known = bool(person.earliest)
        return AttributeValue(attribute, birth=Birth(person.earliest, person.latest)) if known else None
    if attribute == Attribute.GENDER:
        return AttributeValue(attribute, gender=person.gender) if person.gender else None
    if attribute == Attribute.DISTRICT:
        district = district_of(person, number)
        return AttributeValue(attribute, district) if district else None
    text, urdu = _TEXTS[attribute](person)
    return AttributeValue(attribute, clean(text), clean(urdu)) if text or urdu else None


_TEXTS: Final[Mapping[Attribute, Callable[[Person], tuple[str, str]]]] = {
    Attribute.NAME: lambda person: (person.name, person.name_ur),
    Attribute.FATHER_NAME: lambda person: (person.father, person.father_ur),
    Attribute.HUSBAND_NAME: lambda person: (person.husband, person.husband_ur),
    Attribute.ADDRESS: lambda person: (person.address, ""),
    Attribute.PHOTO: lambda _: ("", ""),
}
