"""The class of a record by the word of who gives it: read strictly, and held against what the version says."""

from __future__ import annotations

from typing import Final

from services.access.class_text import known_class
from services.access.decision import RecordClass
from services.access.errors import Violation
from services.records.law import ages
from services.records.protection.classes import Own, own_of_class
from services.records.protection.stricter import STANDING_ORDER
from services.vocabulary.protection import OFFENDER_ROLES, PROTECTED_ROLES

UNKNOWN: Final = Violation("class", "unknown-class", "is no class that this version knows")
OTHER: Final = Violation("class", "class-of-another", "says something else of the record than its version")


def copied_class(text: str, own: Own) -> RecordClass | Violation:
    """The class in a sender's text; what is wrong with it otherwise. ``own``: what the version says of itself."""
    klass = known_class(text)
    if klass is None or klass.standing not in STANDING_ORDER or klass.juvenile not in ages.ORDER:
        return UNKNOWN
    said = own_of_class(klass)
    if said.role != own.role and own.role in OFFENDER_ROLES and said.role in PROTECTED_ROLES:
        said = said._replace(role=own.role)
    return klass if said == own else OTHER
