"""A person as the register holds them. Pure.

Days are ISO 8601, "" where the register holds none; a birth is a range, a known day has equal ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from services.values.identifiers import search_keys
from services.values.identity import Identifier
from services.vocabulary.identity import CardState

TYPES: Final = frozenset({"CNIC", "NICOP", "POC", "OLD_NIC", "POR", "PASSPORT"})
"""Types of number that the register keeps; a B-Form's is a CNIC."""


def filed_under(identifier: Identifier) -> str:
    """The one ``TYPE:canonical`` text that a number is filed under: cards over one series share it."""
    return min(search_keys(identifier))


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a person. ``expires``: last day that it holds."""

    type: str
    value: str
    country: str = ""
    expires: str = ""
    blocked: bool = False
    replaced: bool = False

    @property
    def number(self) -> Identifier:
        """Its number in canonical form."""
        return Identifier(self.type, self.value, self.country)

    @property
    def key(self) -> str:
        """What it is filed under, ``TYPE:canonical``; see :func:`filed_under`."""
        return filed_under(self.number)


class Kin(NamedTuple):
    """A relative by their place in the register; ``kind`` is a RelativeKind."""

    kind: str
    person: int


@dataclass(frozen=True, slots=True)
class Person:
    """``shielded``: under protection, so that no value is stated, and each question about them is an alarm."""

    id: int
    name: str
    name_ur: str = ""
    father: str = ""
    father_ur: str = ""
    husband: str = ""
    husband_ur: str = ""
    gender: str = ""
    earliest: str = ""
    latest: str = ""
    address: str = ""
    deceased: str = ""
    shielded: bool = False
    documents: tuple[Document, ...] = ()
    relatives: tuple[Kin, ...] = ()

    def document(self, identifier: Identifier) -> Document | None:
        """The document of this number."""
        key = filed_under(identifier)
        return next((one for one in self.documents if one.key == key), None)

    def card(self, identifier: Identifier, today: str) -> CardState | None:
        """What became of the document of this number; None where the person has none of it."""
        held = self.document(identifier)
        if held is None:
            return None
        if self.deceased:
            return CardState.DECEASED
        if held.replaced:
            return CardState.REPLACED
        if held.blocked:
            return CardState.BLOCKED
        return CardState.EXPIRED if held.expires and held.expires < today else CardState.VALID

    def changed(self, document: Document) -> Person:
        """The same person with another state of a document of theirs."""
        return replace(self, documents=tuple(document if one.key == document.key else one for one in self.documents))


class PersonChange(NamedTuple):
    """What became of a person of the register. ``kind``: a ChangeKind; ``others``: further persons that it concerns."""

    kind: str
    person: int
    others: tuple[int, ...]
    at_ms: int
