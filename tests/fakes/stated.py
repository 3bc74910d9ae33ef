"""What a test may state of a record version, a person or a caller, by the names of their fields, checked as types."""

from __future__ import annotations

from typing import TypedDict

from services.access.caller import Approver
from services.values.records import Body, CaseReference, Subject, Voice


class Stated(TypedDict, total=False):
    """Fields of ``RecordVersion`` besides its place, its writer and its person."""

    status: str
    handling: str
    releasable_to: tuple[str, ...]
    clearance: int
    source_grade: str
    information_grade: str
    valid_from: str
    valid_to: str
    case_references: tuple[CaseReference, ...]
    str_derived: bool
    status_note: str


class Owned(Stated, total=False):
    """The same with the agency that writes it."""

    agency: str


class About(Owned, total=False):
    """The same with the person and their part in the case."""

    subject: Subject | None
    role: str


class OfCase(TypedDict, total=False):
    """The cases of a paper."""

    case_references: tuple[CaseReference, ...]


class Written(OfCase, total=False):
    """Who writes a paper in which cases."""

    agency: str


class Maker(TypedDict, total=False):
    """Who makes an order: the agency, and the court as the order names it."""

    agency: str
    court: str


class ByCourt(Maker, OfCase, total=False):
    """The same in which cases."""


class InCase(TypedDict, total=False):
    """A person and a case, for papers of every kind and agency."""

    subject: Subject
    case_references: tuple[CaseReference, ...]


class Changes(About, total=False):
    """Every field of ``RecordVersion``."""

    record_id: str
    version: int
    previous_sha256: bytes
    kind: str
    body: Body | None
    voice: Voice


class Described(TypedDict, total=False):
    """Fields of ``Subject`` besides those that the maker of persons asks for itself."""

    address: str
    nationalities: tuple[str, ...]
    dangers: tuple[str, ...]
    age_claimed: bool


class Standing(TypedDict, total=False):
    """Fields of ``Caller`` besides agency and officer."""

    agency_kind: str
    system: str
    roles: frozenset[str]
    clearance: int
    jurisdictions: frozenset[str]
    trained_until_ms: int
    undertaking_signed: bool
    suspended: bool
    superiors: frozenset[str]
    purpose: str
    legal_basis: str
    second_basis: str
    query_class: str
    case_type: str
    case_key: str
    token_id: str
    token_sha256: bytes
    token_expires_ms: int
    own_and_kin: frozenset[bytes]
    approver: Approver | None


class CallerFacts(Standing, total=False):
    """Every field of ``Caller``."""

    agency: str
    officer: str
