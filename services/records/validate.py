"""Field rules of a record version: what is missing, malformed or contradicts itself is refused.

``violations`` names every broken field with its path and rule; what several records say together is for
``rules/``. Pure: no clock, no other record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from services.access.errors import Violation
from services.records import case_references, identifiers
from services.records.dates import span_or_none
from services.records.domain import Birth, CaseReference, RecordVersion, Subject, kind_of
from services.records.errors import VersionInvalid
from services.records.field_rules import BIRTH, BODIES, NAME, SUBJECT, VERSION, Broken, Fields
from services.records.once import Once

_MAX_NAMES: Final = 20
_MAX_IDENTIFIERS: Final = 30
_MAX_REFERENCES: Final = 20

# Kinds that are always about a person, and kinds that always belong to a case.
ABOUT_PERSON: Final = frozenset(
    {
        "PARTY",
        "CUSTODY_EVENT",
        "PROCLAMATION",
        "BAIL",
        "CHARGE",
        "SENTENCE",
        "COMPENSATION_ORDER",
        "BORDER_CROSSING",
        "STATEMENT",
        "MISUSED_IDENTITY",
        "FOREIGN_RECORD",
        "PROTECTION_ORDER",
    }
)
IN_CASE: Final = frozenset(
    {
        "CASE_FILE",
        "PARTY",
        "INVESTIGATION_EVENT",
        "CHARGE",
        "COURT_EVENT",
        "SENTENCE",
        "COMPENSATION_ORDER",
        "BAIL",
        "STATEMENT",
        "PROCLAMATION",
    }
)


class _Table(NamedTuple):
    """Rules with one getter for all their fields."""

    get: Callable[[Any], tuple[Any, ...]]
    rules: Fields


def _table(fields: Fields) -> _Table:
    return _Table(attrgetter(*(name for name, _ in fields)), fields)


_VERSION, _SUBJECT, _NAME, _BIRTH = _table(VERSION), _table(SUBJECT), _table(NAME), _table(BIRTH)
_BODIES: Final = {noun: _table(fields) for noun, fields in BODIES.items()}
_ORDERED: Final = (("act_to", "act_from"), ("expires", "issued"), ("cancelled", "issued"), ("lifted", "at"))


def require(version: RecordVersion) -> None:
    """Raises ``VersionInvalid`` with every violation, if there is one."""
    found = violations(version)
    if found:
        raise VersionInvalid(*found)


def violations(version: RecordVersion) -> tuple[Violation, ...]:
    """Every broken field rule; empty for a sound version."""
    found = [*_fields(_VERSION, version, ""), *_chain(version)]
    if version.body is None or kind_of(version.body) != version.kind:
        found.append(Violation("kind", "body-matches-kind", "differs from the body that is set"))
    elif version.status == "EXPUNGED":
        found += _expunged(version)
    else:
        found += _whole(version)
    return tuple(found)


def _whole(version: RecordVersion) -> Iterator[Violation]:
    body = version.body
    if body is not None:
        yield from _fields(_BODIES[type(body)], body, f"{version.kind.lower()}.")
        yield from _body_order(version)
    if version.valid_to:
        yield from _order("valid_to", version.valid_from, version.valid_to)
    yield from _role(version)
    if version.subject is not None:
        yield from _of_subject(version.subject)
    yield from _references(version)
    if version.status == "WITHDRAWN" and not version.status_note:
        yield Violation("status_note", "required", "says why it was withdrawn")


def _fields(table: _Table, value: object, prefix: str) -> list[Violation]:
    held = zip(table.rules, table.get(value), strict=True)
    return [Violation(prefix + name, *broken) for (name, rule), part in held if (broken := rule(part))]


def _chain(version: RecordVersion) -> Iterator[Violation]:
    if not 1 <= version.version < 2**31:
        yield Violation("version", "range", "starts with 1")
    length = 0 if version.version <= 1 else 32
    if len(version.previous_sha256) != length:
        yield Violation("previous_sha256", "length", f"has {length} bytes in this version")


def _expunged(version: RecordVersion) -> Iterator[Violation]:
    """Proof stays, data goes (docs/vocabulary.md, row 40)."""
    if version.version < 2:
        yield Violation("status", "expunged-first", "a record cannot begin expunged")
    bare: object = type(version.body)() if version.body is not None else None
    holds = (
        ("subject", version.subject),
        ("case_references", version.case_references),
        ("role", version.role),
        (version.kind.lower(), version.body != bare),
    )
    for name, held in holds:
        if held:
            yield Violation(name, "expunged-holds-data", "must be empty in an expunged version")


def _body_order(version: RecordVersion) -> Iterator[Violation]:
    body, prefix = version.body, version.kind.lower()
    noun: Any = type(body)
    for later, earlier in _ordered(noun):
        if ends := getattr(body, later):
            yield from _order(f"{prefix}.{later}", getattr(body, earlier), ends)
    if version.kind == "CUSTODY_EVENT" and (getattr(body, "type", "") == "RELEASE") != bool(
        getattr(body, "release_reason", "")
    ):
        yield Violation(f"{prefix}.release_reason", "release-reason", "belongs to a release, and every release has one")


@cache
def _ordered(noun: type) -> tuple[tuple[str, str], ...]:
    """Of a body's dates, those that follow others."""
    return tuple(pair for pair in _ORDERED if all(hasattr(noun, name) for name in pair))


def _order(field: str, earlier: str, later: str) -> Iterator[Violation]:
    first, last = span_or_none(earlier), span_or_none(later)
    if first and last and last.last_ms < first.first_ms:
        yield Violation(field, "ends-before-start", "lies before its start")


def _role(version: RecordVersion) -> Iterator[Violation]:
    if version.subject is None:
        if version.role:
            yield Violation("role", "role-without-subject", "is somebody's, but no subject is named")
        if version.kind in ABOUT_PERSON:
            yield Violation("subject", "required", "is missing; this kind is about a person")
    elif not version.role:
        yield Violation("role", "required", "is missing; a subject has a role")


def _subject(subject: Subject) -> Iterator[Violation]:
    yield from _fields(_SUBJECT, subject, "subject.")
    if not subject.names and not subject.identifiers:
        yield Violation("subject", "subject-unnamed", "has neither a name nor a number")
    for limit, part in ((_MAX_NAMES, "names"), (_MAX_IDENTIFIERS, "identifiers")):
        if len(getattr(subject, part)) > limit:
            yield Violation(f"subject.{part}", "too-many", f"has more than {limit} values")
    for index, name in enumerate(subject.names):
        yield from _fields(_NAME, name, f"subject.names.{index}.")
    for index, identifier in enumerate(subject.identifiers):
        if not identifiers.is_canonical(identifier):
            field = f"subject.identifiers.{index}.value"
            yield Violation(field, "identifier-canonical", "is not a number of its type in canonical form")
    if subject.birth is not None:
        yield from _birth(subject.birth)


_of_subject: Final = Once[Subject, tuple[Violation, ...]](lambda subject: tuple(_subject(subject)))


def _birth(birth: Birth) -> Iterator[Violation]:
    yield from _fields(_BIRTH, birth, "subject.birth.")
    yield from _order("subject.birth.latest", birth.earliest, birth.latest)


def _references(version: RecordVersion) -> Iterator[Violation]:
    held = version.case_references
    if not held and version.kind in IN_CASE:
        yield Violation("case_references", "required", "is missing; this kind belongs to a case")
    if len(held) > _MAX_REFERENCES:
        yield Violation("case_references", "too-many", f"has more than {_MAX_REFERENCES} values")
    if len(held) > 1 and len({(reference.type, reference.key) for reference in held}) < len(held):
        yield Violation("case_references", "repeated", "names one number twice")
    for index, reference in enumerate(held):
        for name, broken in _of_reference(reference):
            yield Violation(f"case_references.{index}.{name}", *broken)


def _reference(reference: CaseReference) -> Iterator[tuple[str, Broken]]:
    if not case_references.is_canonical(reference):
        yield "key", ("case-reference-canonical", "is not a number of its register in canonical form")
    if reference.dated and span_or_none(reference.dated) is None:
        yield "dated", ("iso-date", "is not an ISO 8601 date or time")


_of_reference: Final = Once[CaseReference, tuple[tuple[str, Broken], ...]](lambda held: tuple(_reference(held)))
