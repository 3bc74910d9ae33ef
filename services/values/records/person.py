"""The search for a person by description, and the view of one person, message for message."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.exchange import CopyAge, SubjectMatch
from services.values.records.history import Banner, Conflict, Hit, PersonLink, SignedPageHeader, SignedVersion
from services.values.records.subject import Birth, Identifier, Name


@dataclass(frozen=True, slots=True)
class PersonDescription:
    """What is known of whom is looked for; fields as of a :class:`Subject`."""

    names: tuple[Name, ...] = ()
    gender: str = ""
    birth: Birth | None = None
    district: str = ""
    address: str = ""
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """What one field adds, in bits, with the sentence that a person reads."""

    field: str = ""
    level: str = ""
    bits: float = 0.0
    text: str = ""
    text_ur: str = ""


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """A record whose person may be the one described. ``zone``: LINK REVIEW REJECT; ``bits``: logarithm of the odds."""

    match: SubjectMatch | None = None
    bits: float = 0.0
    zone: str = ""
    fields: tuple[FieldWeight, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPersonRequest:
    """Who is like a description, in pages of ``page_size`` candidates."""

    person: PersonDescription | None = None
    page_size: int = 0
    page_token: str = ""
    break_glass: str = ""


@dataclass(frozen=True, slots=True)
class SearchPersonResponse:
    """Candidates, best first; hits on the first page; ``model``: version and checksum."""

    candidates: tuple[PersonCandidate, ...] = ()
    hits: tuple[Hit, ...] = ()
    model: str = ""
    braked: tuple[str, ...] = ()
    next_page_token: str = ""
    copies: tuple[CopyAge, ...] = ()


@dataclass(frozen=True, slots=True)
class GetPersonRequest:
    """Whose person is asked for: ``agencies/{agency}/records/{id}``."""

    record: str = ""
    break_glass: str = ""


@dataclass(frozen=True, slots=True)
class GetPersonResponse:
    """One person as each record describes them; ``versions`` stand behind ``members``, in their order."""

    members: tuple[SubjectMatch, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    links: tuple[PersonLink, ...] = ()
    hits: tuple[Hit, ...] = ()
    banners: tuple[Banner, ...] = ()
    versions: tuple[SignedVersion, ...] = ()
    pages: tuple[SignedPageHeader, ...] = ()
    copies: tuple[CopyAge, ...] = ()
