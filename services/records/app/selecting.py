"""How a person is asked for: one number in canonical form, the same for index, log and the insider check."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from services.access.errors import InvalidArgument, Violation
from services.access.trail import Trail
from services.records import identifiers
from services.records.app.room import Room
from services.records.domain import Identifier, Selector

FIELD = "selector.identifier"


class Asked(NamedTuple):
    """``token``: what the number is found by; ``texts``: every ``TYPE:canonical`` it may be declared as."""

    identifier: Identifier
    token: str
    texts: tuple[str, ...]


def asked_for(room: Room, selector: Selector | None, trail: Trail) -> Asked:
    """The number asked for, noted in the trail. Raises InvalidArgument naming field and rule."""
    given = selector.identifier if selector else None
    if given is None or not given.type:
        raise InvalidArgument(Violation(FIELD, "required", "is missing, or of no type"))
    identifier, texts = _canonical(given.type, given.value, given.country)
    trail.selectors.append(room.keys.selectors.token(texts[0]))
    return Asked(identifier, room.blinder.token(min(texts)), texts)


@lru_cache(maxsize=4096)
def _canonical(kind: str, value: str, country: str) -> tuple[Identifier, tuple[str, ...]]:
    identifier = identifiers.parse(kind, value, country, field=f"{FIELD}.value")
    return identifier, identifiers.search_keys(identifier)
