"""How a person is asked for by description: as it is compared, as it is counted, and by which numbers."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from services.access.errors import InvalidArgument, Violation
from services.access.trail import Trail
from services.matching.person import Described
from services.names.parse import LONGEST
from services.records.described import described
from services.records.tokens import filed_under
from services.values import identifiers
from services.values.dates import span
from services.values.records import Birth, Identifier, Name, PersonDescription, Subject

if TYPE_CHECKING:
    from services.records.app.context import Context

MAX_GIVEN: Final = 8
"""Names, and numbers, of one description."""
_ASKABLE: Final = frozenset({"OWN", "ALIAS", "FATHER", "HUSBAND"})
_FIELD: Final = "person"
_COUNTED: Final = "PERSON:"


class Wanted(NamedTuple):
    """``who``: as compared; ``digest``: of all that was asked, 32 bytes.

    ``tokens``: what its numbers are found by; ``texts``: every ``TYPE:canonical`` that they may be declared as.
    """

    who: Described
    digest: bytes
    tokens: tuple[str, ...]
    texts: tuple[str, ...]


def wanted(context: Context, person: PersonDescription | None, trail: Trail) -> Wanted:
    """Whom a call asks for, noted in the trail: each number as a search by it notes it, and the whole as one more.

    The log thus holds no word of the description: who has the same description can find the reads of it, and nobody
    can read it there. Raises InvalidArgument naming field and rule.
    """
    asked = person or PersonDescription()
    numbers = _numbers(asked.identifiers)
    trail.selectors.extend(context.keys.selectors.token(identifiers.search_keys(each)[0]) for each in numbers)
    subject = Subject(
        _names(asked.names), numbers, asked.gender, _birth(asked.birth), asked.district[:LONGEST],
        asked.address[:LONGEST],
    )  # fmt: skip
    who = described(subject)
    if not who.name.tokens and not who.name.aliases:
        raise _broken("names", "required", "has no name of the person's own")
    digest = sha256(_text(subject).encode()).digest()
    trail.selectors.append(context.keys.selectors.token(_COUNTED + digest.hex()))
    tokens = tuple(context.blinder.token(filed_under(each)) for each in numbers)
    return Wanted(who, digest, tokens, tuple(text for each in numbers for text in identifiers.search_keys(each)))


def _names(names: tuple[Name, ...]) -> tuple[Name, ...]:
    if len(names) > MAX_GIVEN:
        raise _broken("names", "too-many", f"are more than {MAX_GIVEN}")
    for index, name in enumerate(names):
        if name.type not in _ASKABLE:
            raise _broken(f"names[{index}].type", "name-type", "is no name that a person is looked for by")
        if len(name.text) > LONGEST:
            raise _broken(f"names[{index}].text", "too-long", f"has more than {LONGEST} characters")
    return names


def _numbers(given: tuple[Identifier, ...]) -> tuple[Identifier, ...]:
    if len(given) > MAX_GIVEN:
        raise _broken("identifiers", "too-many", f"are more than {MAX_GIVEN}")
    path = f"{_FIELD}.identifiers"
    return tuple(
        identifiers.parse(each.type, each.value, each.country, field=f"{path}[{index}].value")
        for index, each in enumerate(given)
    )


def _birth(birth: Birth | None) -> Birth | None:
    """The range. Raises InvalidArgument for a day that is none, and for what it rests on: nobody is found by that."""
    if birth is None:
        return None
    if birth != Birth(birth.earliest, birth.latest):
        raise _broken("birth", "birth-range", "may say no more than the range of days")
    for field, text in (("earliest", birth.earliest), ("latest", birth.latest)):
        try:
            if text:
                span(text)
        except ValueError:
            raise _broken(f"birth.{field}", "iso-date", "is not an ISO 8601 date") from None
    return birth


def _text(subject: Subject) -> str:
    """The same for the same words in any order, whatever they are compared as."""
    birth = subject.birth
    return json.dumps(
        [
            sorted((name.type, name.text) for name in subject.names),
            sorted(identifiers.key(each) for each in subject.identifiers),
            subject.gender,
            [birth.earliest, birth.latest] if birth else [],
            subject.district,
            subject.address,
        ]
    )


def _broken(field: str, rule: str, text: str) -> InvalidArgument:
    return InvalidArgument(Violation(f"{_FIELD}.{field}", rule, text))
