"""The class of a record by the word of who gives it: read strictly, and held against what the version says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from services.access.class_text import class_text, read_class
from services.access.decision import RecordClass
from services.access.errors import Violation
from services.records.law import ages
from services.records.protection.classes import Own, own_of_class
from services.records.protection.stricter import STANDING_ORDER
from services.vocabulary.protection import OFFENDER_ROLES, PROTECTED_ROLES

UNKNOWN: Final = Violation("class", "unknown-class", "is no class that this version knows")
OTHER: Final = Violation("class", "class-of-another", "says something else of the record than its version")
_TYPES: Final[Mapping[str, str]] = {each.name: str(each.type) for each in fields(RecordClass)}


def copied_class(text: str, own: Own) -> RecordClass | Violation:
    """The class in a sender's text; what is wrong with it otherwise. ``own``: what the version says of itself."""
    try:
        klass = read_class(text)
        fits = _fits(klass) and class_text(klass) == text
    except (ValueError, TypeError, KeyError, RecursionError):
        return UNKNOWN
    if not fits:
        return UNKNOWN
    said = own_of_class(klass)
    if said.role != own.role and own.role in OFFENDER_ROLES and said.role in PROTECTED_ROLES:
        said = said._replace(role=own.role)
    return klass if said == own else OTHER


def _fits(klass: RecordClass) -> bool:
    kinds: dict[str, type] = {"str": str, "bool": bool, "int": int, "frozenset[str]": frozenset}
    if any(type(getattr(klass, name)) is not kinds[kind] for name, kind in _TYPES.items()):
        return False
    words = [*klass.spared, *klass.releasable_to]
    known = klass.standing in STANDING_ORDER and klass.juvenile in ages.ORDER
    return known and all(isinstance(word, str) for word in words)
