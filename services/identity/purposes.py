"""What each purpose is told: the rule is yes or no, and values are the exception (``docs/identity.md``).

Who may ask for a purpose is the policies' (``services/access/policies/gates.cedar``). Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from services.access.purpose import TOKEN_HOLDERS, bases_of, seconds_of
from services.identity.domain import Person
from services.vocabulary.access import Purpose, QueryClass
from services.vocabulary.identity import Attribute

DAY_MS: Final = 86_400_000
STATEMENT_MS: Final = DAY_MS
"""How long a statement of attributes holds."""

_NAMES: Final = frozenset({Attribute.NAME, Attribute.FATHER_NAME, Attribute.HUSBAND_NAME})
_PERSON: Final = _NAMES | {Attribute.BIRTH, Attribute.GENDER}


class Told(NamedTuple):
    """``values``: attributes that may be stated; ``card``: whether the state of the document is told."""

    values: frozenset[Attribute]
    card: bool


BY_PURPOSE: Final[Mapping[str, Told]] = {
    Purpose.INVESTIGATE_CASE: Told(_PERSON | {Attribute.DISTRICT}, card=True),
    Purpose.PRELIMINARY_ENQUIRY: Told(frozenset(), card=True),
    Purpose.CUSTODY: Told(_PERSON, card=True),
    Purpose.PROTECT_VICTIM: Told(_PERSON | {Attribute.DISTRICT}, card=False),
    Purpose.FIND_MISSING_CHILD: Told(_PERSON | {Attribute.DISTRICT, Attribute.ADDRESS}, card=False),
    Purpose.RECORD_UPKEEP: Told(frozenset(), card=True),
}
"""A purpose that is not here is told nothing."""
NOTHING: Final = Told(frozenset(), card=False)


def told(purpose: str) -> Told:
    """What a purpose is told."""
    return BY_PURPOSE.get(purpose, NOTHING)


def shows(purpose: str, person: Person) -> bool:
    """Whether this purpose is told the person's name, as one of a family."""
    return not person.shielded or purpose == Purpose.PROTECT_VICTIM


def system_may_ask(agency_kind: str, purpose: str, basis: str) -> bool:
    """Whether an agency's system may ask for tokens without an officer: to keep the agency's own records up."""
    bases = bases_of(purpose) | seconds_of(QueryClass.IDENTITY)
    return purpose == Purpose.RECORD_UPKEEP and basis in bases and agency_kind in TOKEN_HOLDERS
