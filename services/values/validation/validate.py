"""Field rules of a record version: what is missing, malformed or contradicts itself is refused.

``violations`` names every broken field with its path and rule; what several records say together is for
``rules/``. Pure: no clock, no other record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter, call
from typing import Final, NamedTuple

from services.access.errors import Violation
from services.values import case_references, identifiers
from services.values.dates import span_or_none
from services.values.once import Once
from services.values.records import (
    Birth,
    CaseReference,
    CustodyEvent,
    Party,
    ProtectionOrder,
    RecordVersion,
    Statement,
    Subject,
    kind_of,
)
from services.values.validation.field_forms import Rule
from services.values.validation.field_rules import BIRTH, BODIES, NAME, SUBJECT, VERSION, Fields
from services.vocabulary.protection import is_numbers_of_case
from services.vocabulary.records import PartyRole, RecordKind, RecordStatus

_MAX_NAMES: Final = 20
_MAX_IDENTIFIERS: Final = 30
_MAX_REFERENCES: Final = 20

# Kinds that are always about a person, and kinds that always belong to a case.
ABOUT_PERSON: Final = frozenset(
    {
        RecordKind.PARTY,
        RecordKind.CUSTODY_EVENT,
        RecordKind.PROCLAMATION,
        RecordKind.BAIL,
        RecordKind.CHARGE,
        RecordKind.SENTENCE,
        RecordKind.COMPENSATION_ORDER,
        RecordKind.BORDER_CROSSING,
        RecordKind.STATEMENT,
        RecordKind.MISUSED_IDENTITY,
        RecordKind.FOREIGN_RECORD,
        RecordKind.PROTECTION_ORDER,
        RecordKind.REFERRAL,
    }
)
IN_CASE: Final = frozenset(
    {
        RecordKind.CASE_FILE,
        RecordKind.PARTY,
        RecordKind.INVESTIGATION_EVENT,
        RecordKind.CHARGE,
        RecordKind.COURT_EVENT,
        RecordKind.SENTENCE,
        RecordKind.COMPENSATION_ORDER,
        RecordKind.BAIL,
        RecordKind.STATEMENT,
        RecordKind.PROCLAMATION,
        RecordKind.REFERRAL,
        RecordKind.REVIEW,
    }
)


class _Table(NamedTuple):
    """Rules with one getter for all their fields. ``names`` and ``rules`` go together."""

    get: Callable[[object], tuple[object, ...]]
    names: tuple[str, ...]
    rules: tuple[Rule, ...]


def _table(fields: Fields) -> _Table:
    names, rules = zip(*fields, strict=True)
    return _Table(attrgetter(*names), names, rules)


_VERSION, _SUBJECT, _NAME, _BIRTH = _table(VERSION), _table(SUBJECT), _table(NAME), _table(BIRTH)
_BODIES: Final = {noun: _table(fields) for noun, fields in BODIES.items()}

# What cannot lie before what, wherever a body holds both.
_ORDERED: Final = (
    ("act_to", "act_from"),
    ("exploited_to", "exploited_from"),
    ("expires", "issued"),
    ("cancelled", "issued"),
    ("lifted", "at"),
    ("until", "at"),
    ("ended", "at"),
    ("ended", "opened"),
)


def violations(version: RecordVersion) -> tuple[Violation, ...]:
    """Every broken field rule; empty for a sound version."""
    found = [*_fields(_VERSION, version, ""), *_chain(version.version, len(version.previous_sha256))]
    if version.body is None or kind_of(version.body) != version.kind:
        found.append(Violation("kind", "body-matches-kind", "differs from the body that is set"))
    elif version.status == RecordStatus.EXPUNGED:
        found += _expunged(version)
    else:
        found += _whole(version)
    return tuple(found)


def _whole(version: RecordVersion) -> list[Violation]:
    body = version.body
    found: list[Violation] = []
    if body is not None:
        found += _fields(_BODIES[type(body)], body, f"{version.kind.lower()}.")
        found += _body_order(version)
    if isinstance(body, Party) and version.role != PartyRole.VICTIM and _of_victim(body):
        found.append(Violation("party.victim_status", "victim-alone", "is said of a victim alone"))
    if isinstance(body, Statement):
        found += _relation(body, version.record_name)
    if isinstance(body, ProtectionOrder):
        found += _measures(body)
    if version.valid_to:
        found += _order("valid_to", version.valid_from, version.valid_to)
    found += _role(version.subject is not None, version.role, version.kind)
    if version.subject is not None:
        found += _of_subject(version.subject)
        if is_numbers_of_case(version.role, version.kind) and _is_known(version.subject):
            found.append(Violation("subject", "listed-party-named", "names a person; a listed party is nobody known"))
    found += _references(version)
    if version.status == RecordStatus.WITHDRAWN and not version.status_note:
        found.append(Violation("status_note", "required", "says why it was withdrawn"))
    return found


def _fields(table: _Table, value: object, prefix: str) -> Sequence[Violation]:
    held = table.get(value)
    if not any(map(call, table.rules, held)):
        return ()
    broken = map(call, table.rules, held)
    return [Violation(prefix + name, *each) for name, each in zip(table.names, broken, strict=True) if each]


@lru_cache(maxsize=1024)
def _chain(version: int, length: int) -> tuple[Violation, ...]:
    found = []
    if not 1 <= version < 2**31:
        found.append(Violation("version", "range", "starts with 1"))
    wanted = 0 if version <= 1 else 32
    if length != wanted:
        found.append(Violation("previous_sha256", "length", f"has {wanted} bytes in this version"))
    return tuple(found)


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
    body = version.body
    noun: object = type(body)
    for later, earlier in _ordered(noun):
        if ends := getattr(body, later):
            yield from _order(f"{version.kind.lower()}.{later}", getattr(body, earlier), ends)
    if isinstance(body, CustodyEvent) and (body.type == "RELEASE") != bool(body.release_reason):
        field = f"{version.kind.lower()}.release_reason"
        yield Violation(field, "release-reason", "belongs to a release, and every release has one")


def _of_victim(body: Party) -> bool:
    return bool(body.victim_status or body.exploited_from or body.exploited_to)


def _relation(body: Statement, name: str) -> Iterator[Violation]:
    """What a statement says of earlier ones does not contradict itself."""
    if body.retracts and body.relation not in ("", "RETRACTS"):
        yield Violation("statement.retracts", "relation-differs", "contradicts the relation")
    if body.relation == "FIRST" and body.earlier:
        yield Violation("statement.earlier", "first-has-earlier", "names an earlier one, though this is the first")
    if name in body.earlier:
        yield Violation("statement.earlier", "earlier-itself", "names this record")
    left, said = span_or_none(body.left_shelter), span_or_none(body.at)
    if left and said and said.last_ms < left.first_ms:
        yield Violation("statement.left_shelter", "after-statement", "lies after the statement")


def _measures(body: ProtectionOrder) -> Iterator[Violation]:
    """An order of measures names them, and no other order does."""
    if (body.type == "MEASURES") != bool(body.measures):
        yield Violation("protection_order.measures", "measures", "belong to an order of measures, which has some")


@cache
def _ordered(noun: type) -> tuple[tuple[str, str], ...]:
    """Of a body's dates, those that follow others."""
    return tuple(pair for pair in _ORDERED if all(hasattr(noun, name) for name in pair))


def _order(field: str, earlier: str, later: str) -> Iterator[Violation]:
    first, last = span_or_none(earlier), span_or_none(later)
    if first and last and last.last_ms < first.first_ms:
        yield Violation(field, "ends-before-start", "lies before its start")


@lru_cache(maxsize=1024)
def _role(about_person: bool, role: str, kind: str) -> tuple[Violation, ...]:
    found = []
    if not about_person:
        if role:
            found.append(Violation("role", "role-without-subject", "is somebody's, but no subject is named"))
        if kind in ABOUT_PERSON:
            found.append(Violation("subject", "required", "is missing; this kind is about a person"))
    elif not role:
        found.append(Violation("role", "required", "is missing; a subject has a role"))
    return tuple(found)


def _is_known(subject: Subject) -> bool:
    """Whether a name, or a number that names one person, says who it is."""
    return bool(subject.names) or any(map(identifiers.names_one, subject.identifiers))


def _subject(subject: Subject) -> Iterator[Violation]:
    yield from _fields(_SUBJECT, subject, "subject.")
    if not subject.names and not subject.identifiers:
        yield Violation("subject", "subject-unnamed", "has neither a name nor a number")
    for limit, part in ((_MAX_NAMES, "names"), (_MAX_IDENTIFIERS, "identifiers")):
        if len(getattr(subject, part)) > limit:
            yield Violation(f"subject.{part}", "too-many", f"has more than {limit} values")
    for index, name in enumerate(subject.names):
        yield from _fields(_NAME, name, f"subject.names[{index}].")
    for index, identifier in enumerate(subject.identifiers):
        if not identifiers.is_canonical(identifier):
            field = f"subject.identifiers[{index}].value"
            yield Violation(field, "identifier-canonical", "is not a number of its type in canonical form")
    if subject.birth is not None:
        yield from _birth(subject.birth)


_of_subject: Final = Once[Subject, tuple[Violation, ...]](lambda subject: tuple(_subject(subject)))


def _birth(birth: Birth) -> Iterator[Violation]:
    yield from _fields(_BIRTH, birth, "subject.birth.")
    yield from _order("subject.birth.latest", birth.earliest, birth.latest)


def _references(version: RecordVersion) -> Sequence[Violation]:
    if not version.case_references and version.kind in IN_CASE:
        return (Violation("case_references", "required", "is missing; this kind belongs to a case"),)
    return _of_references(version.case_references)


def _numbers(held: tuple[CaseReference, ...]) -> Iterator[Violation]:
    if len(held) > _MAX_REFERENCES:
        yield Violation("case_references", "too-many", f"has more than {_MAX_REFERENCES} values")
    if len(held) > 1 and len({(reference.type, reference.key) for reference in held}) < len(held):
        yield Violation("case_references", "repeated", "names one number twice")
    for index, reference in enumerate(held):
        if not case_references.is_canonical(reference):
            text = "is not a number of its register in canonical form"
            yield Violation(f"case_references[{index}].key", "case-reference-canonical", text)
        if reference.dated and span_or_none(reference.dated) is None:
            yield Violation(f"case_references[{index}].dated", "iso-date", "is not an ISO 8601 date or time")


_of_references: Final = Once[tuple[CaseReference, ...], tuple[Violation, ...]](lambda held: tuple(_numbers(held)))
