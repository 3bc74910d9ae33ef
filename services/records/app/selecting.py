"""How a person is asked for: one number in canonical form, the same for index, log and the insider check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from services.access.errors import InvalidArgument, Violation
from services.access.trail import Trail
from services.records.sealing import Keys
from services.records.tokens import Blinder
from services.values import identifiers
from services.values.records import Identifier, Selector

if TYPE_CHECKING:
    from services.records.app.context import Context

FIELD = "selector.identifier"


class Asked(NamedTuple):
    """``token``: what the number is found by; ``counted``: what the log knows it by, 32 bytes.

    ``texts``: every ``TYPE:canonical`` it may be declared as.
    """

    identifier: Identifier
    token: str
    counted: bytes
    texts: tuple[str, ...]


def asked_for(context: Context, selector: Selector | None, trail: Trail) -> Asked:
    """The number asked for, noted in the trail. Raises InvalidArgument naming field and rule."""
    given = selector.identifier if selector else None
    if given is None or not given.type:
        raise InvalidArgument(Violation(FIELD, "required", "is missing, or of no type"))
    asked = context.asked(given)
    trail.selectors.append(asked.counted)
    return asked


def ask(keys: Keys, blinder: Blinder, given: Identifier) -> Asked:
    """A number as it was typed, in its canonical form. Raises InvalidArgument."""
    identifier = identifiers.parse(given.type, given.value, given.country, field=f"{FIELD}.value")
    texts = identifiers.search_keys(identifier)
    return Asked(identifier, blinder.token(min(texts)), keys.selectors.token(texts[0]), texts)
