"""Blind tokens of a version: by which numbers its person and its case are found.

``people`` is ``-`` for a person without any number, else tokens with their strength in front: 2 names one
person, 1 is a name key, 0 may be shared (phone, account, vehicle). ``cases`` is ``TYPE:token`` each. Both
are space separated and say nothing without the key. Pure.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from services.records.sealing import Index
from services.values import case_references, identifiers
from services.values.once import Once
from services.values.records import CaseReference, Identifier, RecordVersion, Subject

NO_NUMBER: Final = "-"
JOINING: Final = frozenset(
    {
        "FIR",
        "ENQUIRY",
        "COMPLAINT",
        "MISSING_CHILD",
        "CHALLAN",
        "COURT_CASE",
        "APPEAL",
        "PRISON_UNDER_TRIAL",
        "PRISON_CONVICT",
        "ARREST",
    }
)
"""Registers by which records of one case find each other; all that ``cases.py`` groups by."""
BLIND: Final = "BLIND"
"""Type of an identifier that is itself the token of a number of strength 2."""


def filed_under(identifier: Identifier) -> str:
    """The one ``TYPE:canonical`` text a number is indexed and found by: cards over one series share it."""
    return min(identifiers.search_keys(identifier))


class Blinder:
    """Makes tokens; remembers those of late, since a person's versions come together."""

    def __init__(self, index: Index) -> None:
        self.token = lru_cache(maxsize=16384)(index.token)
        self._people = Once(self._of_subject)
        self._case = Once(self._of_reference)

    def of_identifier(self, identifier: Identifier) -> str:
        """The token a number is found by."""
        return self.token(filed_under(identifier))

    def of_case(self, kind: str, key: str) -> str:
        """The token a case number is found by."""
        return self.token(f"{kind}:{key}")

    def people(self, subject: Subject | None) -> str:
        """See the module; empty for a version about no person."""
        return "" if subject is None else self._people(subject)

    def cases(self, record: RecordVersion) -> str:
        """Tokens of the record's case numbers, each once, parted by blanks."""
        held = record.case_references
        if len(held) == 1:
            return self._case(held[0])
        return " ".join(dict.fromkeys(self._case(one) for one in held))

    def _of_subject(self, subject: Subject) -> str:
        each = (*subject.identifiers, *identifiers.name_keys(subject))
        found = {_strength(one) + self.of_identifier(one): None for one in each}
        return " ".join(found) or NO_NUMBER

    def _of_reference(self, reference: CaseReference) -> str:
        return f"{reference.type}:{self.token(case_references.text_form(reference))}"


def names_one(identifier: Identifier) -> bool:
    """Whether a number, or the token of one, names one person (strength 2)."""
    return identifier.type == BLIND or identifiers.names_one(identifier)


def _strength(identifier: Identifier) -> str:
    if names_one(identifier):
        return "2"
    return "1" if identifier.type == "NAME_KEY" else "0"


@lru_cache(maxsize=16384)
def people_tokens(people: str) -> tuple[tuple[str, int], ...]:
    """(token, strength) of a head's ``people``."""
    return () if people == NO_NUMBER else tuple((each[1:], int(each[0])) for each in people.split())


@lru_cache(maxsize=16384)
def case_tokens(cases: str) -> tuple[str, ...]:
    """Tokens of a head's ``cases``."""
    return tuple(each.partition(":")[2] for each in cases.split())


@lru_cache(maxsize=16384)
def joining(cases: str) -> tuple[str, ...]:
    """Of a head's ``cases``, the ``TYPE:token`` of numbers that records of one case share."""
    return tuple(each for each in cases.split() if each.partition(":")[0] in JOINING)
