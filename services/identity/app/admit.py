"""How every question begins: what it says of itself, then the gates (vocabulary, rows 1 to 3).

Cases are not resolved here: a registry holds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from services.access.caller import CaseFacts
from services.access.errors import InvalidArgument, OwnOrKin, PurposeUnfit, Violation
from services.access.gates import ask_gates, is_own_or_kin
from services.access.trail import Inquiry
from services.identity.app.context import Context, System
from services.identity.domain import TYPES, Person, filed_under
from services.identity.purposes import system_may_ask
from services.values.identifiers import is_canonical, key, search_keys
from services.values.identity import Asked, Identifier
from services.vocabulary.access import CaseState, Permission

TRANSACTION: Final = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
UNRESOLVED: Final = CaseFacts(CaseState.UNRESOLVED, False)


def admit(
    context: Context, inquiry: Inquiry, permission: Permission, asked: Asked | None, number: Identifier | None
) -> tuple[Asked, Identifier]:
    """What an officer asks under and about. The number counts against limits whatever comes of it.

    Raises InvalidArgument, PurposeUnfit where the token says another purpose or statute, and what the gates name.
    """
    why, one = _said(asked), checked(number, "identifier")
    inquiry.trail.selectors.append(context.keys.selectors.token(filed_under(one)))
    _pass_gates(inquiry, permission, why, search_keys(one))
    return why, one


def admit_officer(inquiry: Inquiry, permission: Permission, asked: Asked | None) -> Asked:
    """What an officer asks under whose question names no number. Raises as :func:`admit` does."""
    why = _said(asked)
    _pass_gates(inquiry, permission, why, ())
    return why


def _pass_gates(inquiry: Inquiry, permission: Permission, why: Asked, texts: Iterable[str]) -> None:
    """Purpose and statute are those of the token, and the gates admit it; else raise the refusal."""
    caller = inquiry.caller
    if why.purpose != caller.purpose or why.basis not in (caller.legal_basis, caller.second_basis):
        raise PurposeUnfit
    ask_gates(inquiry, UNRESOLVED, permission, texts)


def admit_system(system: System, asked: Asked | None) -> Asked:
    """What an agency's system asks under. Raises InvalidArgument, PurposeUnfit."""
    why = _said(asked)
    if not system_may_ask(system.agency_kind, why.purpose, why.basis):
        raise PurposeUnfit
    return why


def checked(number: Identifier | None, field: str) -> Identifier:
    """A number of one person in its canonical form; types that the register does not keep are no error here.

    Raises InvalidArgument naming ``field``.
    """
    if number is None or not is_canonical(number):
        raise InvalidArgument(Violation(field, "identifier", "is not a number in its canonical form"))
    return number


def kept(number: Identifier) -> bool:
    """Whether the register keeps numbers of this type."""
    return number.type in TYPES


def not_own(inquiry: Inquiry, person: Person) -> None:
    """Raise OwnOrKin, with an alarm, where any document of the person is the officer's own or of declared kin."""
    if is_own_or_kin(inquiry.caller, (key(one.number) for one in person.documents)):
        inquiry.trail.alarms.append("own-or-kin")
        raise OwnOrKin


def _said(asked: Asked | None) -> Asked:
    if asked is None or not TRANSACTION.fullmatch(asked.transaction_id):
        rule = "transaction-id", "is not 16 to 64 letters, digits, _ or -"
        raise InvalidArgument(Violation("asked.transaction_id", *rule))
    if not asked.basis or not asked.purpose:
        raise InvalidArgument(Violation("asked", "basis-and-purpose", "names no statute or no purpose"))
    return asked
