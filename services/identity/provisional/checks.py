"""What a child's registration must hold, field by field. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.identity.provisional.age import ages
from services.values.dates import span, span_or_none, today
from services.values.identifiers import is_canonical
from services.values.identity import Guardian, Provisional
from services.values.records import Birth, Identifier, Name
from services.values.validation.field_forms import Rule, line, pattern, when, word

MAX_NAMES: Final = 10
DOCUMENTS: Final = frozenset({"CNIC", "NICOP", "POC", "POR", "ACC", "PASSPORT"})
"""Numbers by which a guardian is designated, and under which a child is registered."""
_FIELDS: Final[tuple[tuple[str, Rule], ...]] = (
    ("found_place", line(300, required=True)),
    ("found_on", when()),
    ("language", pattern("[a-z]{3}", "an ISO 639-3 language")),
    ("mark", word()),
    ("nationality", pattern("[A-Z]{2}", "an ISO 3166-1 alpha-2 country")),
)
_NAME: Final = line(200, required=True)
_TYPES: Final = frozenset({"OWN", "ALIAS", "FATHER"})
_DAY: Final = when()
_BASIS: Final = word()
_NO_DOCUMENT: Final = ("identifier-canonical", "is not the number of an identity document in canonical form")
_REASON: Final = line(500, required=True)
_THE_BODYS: Final = (
    "id", "state", "review_ms", "expires_ms", "refused", "token", "holder", "age_to_be_determined", "task",
    "merged_into", "closed",
)  # fmt: skip
"""What the registry says of a child, and no caller."""
_SOUGHT: Final = frozenset({"names", "birth", "gender", "found_place", "found_on"})
"""What a child is looked for by."""


def check_child(child: Provisional, now_ms: int) -> None:
    """Raise InvalidArgument with every broken rule. ``child``: as a body states it."""
    refuse(
        [
            *(Violation(name, "not-yours", "is the registry's to say") for name in _THE_BODYS if getattr(child, name)),
            *_broken(_FIELDS, child),
            *_names(child.names),
            *_birth(child.birth, now_ms),
            *_found(child.found_on, now_ms),
            *(guardian_broken(child.guardian) if child.guardian else ()),
        ]
    )


def guardian_broken(guardian: Guardian) -> Iterator[Violation]:
    """Every broken rule of a designated guardian."""
    if broken := _NAME(guardian.name):
        yield Violation("guardian.name", *broken)
    if guardian.identifier is None:
        yield Violation("guardian.identifier", "required", "is missing")
    elif guardian.identifier.type not in DOCUMENTS or not is_canonical(guardian.identifier):
        yield Violation("guardian.identifier.value", *_NO_DOCUMENT)


def check_reason(text: str) -> None:
    """Raise InvalidArgument for a reason that is none."""
    if broken := _REASON(text):
        raise InvalidArgument(Violation("reason", *broken))


def check_number(number: Identifier | None) -> Identifier:
    """The number of an identity document in canonical form. Raises InvalidArgument."""
    if number is None or number.type not in DOCUMENTS or not is_canonical(number):
        raise InvalidArgument(Violation("identifier", *_NO_DOCUMENT))
    return number


def check_sought(child: Provisional, now_ms: int) -> None:
    """Raise InvalidArgument with every broken rule of what is looked for; whatever is not known is left out."""
    others = [name for name in child.__slots__ if name not in _SOUGHT and getattr(child, name)]
    refuse(
        [
            *(Violation(name, "not-sought", "is nothing that a child is looked for by") for name in others),
            *_broken((("found_place", line(300)), ("found_on", when(required=False))), child),
            *_names(child.names),
            *(range_broken(child.birth, now_ms) if child.birth else ()),
        ]
    )


def refuse(broken: list[Violation]) -> None:
    """Raise InvalidArgument where a rule is broken."""
    if broken:
        raise InvalidArgument(*broken)


def range_broken(birth: Birth, now_ms: int) -> Iterator[Violation]:
    """Every broken rule of a range of birth that is looked for or stated."""
    ends = (("earliest", birth.earliest), ("latest", birth.latest))
    broken = [Violation(f"birth.{name}", *found) for name, text in ends if (found := _DAY(text))]
    yield from broken
    if broken:
        return
    first, last = span(birth.earliest), span(birth.latest)
    if last.last_day < first.first_day:
        yield Violation("birth.latest", "ends-before-start", "lies before its start")
    elif first.first_day > today(now_ms):
        yield Violation("birth.earliest", "future", "lies in the future")


def _broken(fields: tuple[tuple[str, Callable[[str], tuple[str, str] | None]], ...], of: object) -> Iterator[Violation]:
    for name, rule in fields:
        if broken := rule(getattr(of, name)):
            yield Violation(name, *broken)


def _names(names: tuple[Name, ...]) -> Iterator[Violation]:
    if len(names) > MAX_NAMES:
        yield Violation("names", "too-many", f"has more than {MAX_NAMES} values")
    for place, name in enumerate(names[:MAX_NAMES]):
        if broken := _NAME(name.text):
            yield Violation(f"names[{place}].text", *broken)
        if name.type not in _TYPES:
            yield Violation(f"names[{place}].type", "word-unfit", "is not own, alias or father's")


def _birth(birth: Birth | None, now_ms: int) -> Iterator[Violation]:
    if birth is None:
        yield Violation("birth", "required", "is missing: a range, and what it rests on")
        return
    if broken := _BASIS(birth.basis):
        yield Violation("birth.basis", *broken)
    if any((birth.at, birth.issuer, birth.number, birth.sha256, birth.attestation)):
        yield Violation("birth", "range-alone", "holds a document; who has one is registered by it")
    broken_range = list(range_broken(birth, now_ms))
    yield from broken_range
    if not broken_range and ages(birth, now_ms).of_age:
        yield Violation("birth", "of-age", "is that of an adult on every day of the range")


def _found(day: str, now_ms: int) -> Iterator[Violation]:
    found = span_or_none(day)
    if found and found.first_day > today(now_ms):
        yield Violation("found_on", "future", "lies in the future")
