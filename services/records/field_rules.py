"""What each field of a record version may hold, as tables. Used by ``validate.py`` alone.

A rule takes the field's value and answers ``(rule id, reason)`` or None. Reasons never hold the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from services.records.dates import span_or_none
from services.records.domain import (
    Bail,
    BorderCrossing,
    CaseFile,
    Charge,
    CompensationOrder,
    CourtEvent,
    CustodyEvent,
    ForeignRecord,
    InvestigationEvent,
    ListEntry,
    MisusedIdentity,
    Party,
    Proclamation,
    ProtectionOrder,
    Section,
    Sentence,
    Statement,
)
from services.records.once import Once
from services.records.transitions import OF_COURT, OF_INVESTIGATION
from services.tables.text import unsafe_at

Broken = tuple[str, str]
Rule = Callable[[Any], Broken | None]

_REQUIRED: Final = ("required", "is missing")
_UNSAFE: Final = ("unsafe-text", "holds control characters, directional overrides or invisible formats")
_ISO: Final = ("iso-date", "is not an ISO 8601 date or time")
_LAYOUT: Final = str.maketrans("", "", "\n\t")


def line(limit: int, *, required: bool = False) -> Rule:
    """One line of text."""
    return _text(limit, required, lambda text: text)


def prose(limit: int) -> Rule:
    """Text with line breaks and tabs."""
    return _text(limit, False, lambda text: text.translate(_LAYOUT))


def pattern(expression: str, meaning: str, *, required: bool = False) -> Rule:
    """Text of a closed shape; empty where not required."""
    fits = re.compile(expression, re.ASCII).fullmatch
    missing, broken = _REQUIRED if required else None, ("pattern", f"is not {meaning}")

    def rule(text: str) -> Broken | None:
        if not text:
            return missing
        return None if fits(text) else broken

    return rule


def when(*, required: bool = True) -> Rule:
    """ISO 8601 date or time."""

    def rule(text: str) -> Broken | None:
        if not text:
            return _REQUIRED if required else None
        return _ISO if span_or_none(text) is None else None

    return rule


def word(allowed: frozenset[str] | None = None) -> Rule:
    """A required enum word, of ``allowed`` where given; the wire has checked that it is one at all."""
    if allowed is None:
        return {"": _REQUIRED}.get

    def rule(text: str) -> Broken | None:
        if not text:
            return _REQUIRED
        return None if text in allowed else ("word-unfit", "is a step of another kind of record")

    return rule


def number(limit: int) -> Rule:
    """A count or an amount of 0 to ``limit``."""
    return lambda value: None if 0 <= value <= limit else ("range", f"is not between 0 and {limit}")


def each(limit: int, rule: Rule) -> Rule:
    """At most ``limit`` values, each by ``rule``."""

    def checked(values: tuple[Any, ...]) -> Broken | None:
        if not values:
            return None
        if len(values) > limit:
            return "too-many", f"has more than {limit} values"
        return next((broken for value in values if (broken := rule(value))), None)

    return checked


def _text(limit: int, required: bool, stripped: Callable[[str], str]) -> Rule:
    def rule(text: str) -> Broken | None:
        if not text:
            return _REQUIRED if required else None
        if len(text) > limit:
            return "too-long", f"is longer than {limit} characters"
        return _UNSAFE if unsafe_at(stripped(text)) >= 0 else None

    return rule


_SECTION_NAME: Final = line(60, required=True)
_STATUTES: Final = frozenset({"PPC", "PTPA", "POSM", "CNSA", "FCA", "CUSTOMS", "OTHER"})
_MONEY: Final = 10**15
_DAYS: Final = 36_525


def _section(section: Section) -> Broken | None:
    if section.statute not in _STATUTES:
        return "statute", "is not a known statute; use OTHER"
    return _SECTION_NAME(section.provision)


SECTIONS: Final = Once[tuple[Section, ...], Broken | None](each(40, _section))
COUNTRY: Final = pattern("[A-Z]{2}", "an ISO 3166-1 alpha-2 country")
AGENCY: Final = pattern(r"[a-z0-9][a-z0-9.-]{0,62}", "an agency id", required=True)
OFFICER: Final = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "an officer id", required=True)
SPARED: Final = pattern(
    r"[a-z0-9][a-z0-9.-]{0,62}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,63})?", "an agency, or agency/officer", required=True
)
CODE: Final = pattern("[A-Z][A-Z0-9_]{1,39}", "a code word in capitals")

Fields = tuple[tuple[str, Rule], ...]

BODIES: Final[dict[type, Fields]] = {
    CaseFile: (
        ("act_from", when(required=False)),
        ("act_to", when(required=False)),
        ("reported", when()),
        ("place", line(300)),
        ("station", line(120)),
        ("sections", SECTIONS),
        ("summary", prose(8000)),
        ("officers", each(50, OFFICER)),
        ("investigator_rank", CODE),
    ),
    Party: (("sections", SECTIONS), ("note", prose(2000))),
    InvestigationEvent: (
        ("type", word(OF_INVESTIGATION)),
        ("at", when()),
        ("sections", SECTIONS),
        ("by", line(200)),
        ("note", prose(2000)),
    ),
    CustodyEvent: (
        ("type", word()),
        ("at", when()),
        ("place", line(300)),
        ("days", number(_DAYS)),
        ("note", prose(2000)),
    ),
    Proclamation: (("type", word()), ("at", when()), ("court", line(200)), ("cancelled", when(required=False))),
    Bail: (
        ("type", word()),
        ("at", when()),
        ("court", line(200)),
        ("surety_minor", number(_MONEY)),
        ("note", prose(2000)),
    ),
    Charge: (("sections", SECTIONS), ("framed", when()), ("court", line(200)), ("plea", line(200))),
    CourtEvent: (
        ("type", word(OF_COURT)),
        ("at", when()),
        ("court", line(200)),
        ("sections", SECTIONS),
        ("note", prose(2000)),
    ),
    Sentence: (
        ("at", when()),
        ("court", line(200)),
        ("sections", SECTIONS),
        ("imprisonment_days", number(_DAYS)),
        ("fine_minor", number(_MONEY)),
        ("in_lieu_days", number(_DAYS)),
        ("form", word()),
    ),
    CompensationOrder: (("at", when()), ("court", line(200)), ("amount_minor", number(_MONEY))),
    ListEntry: (
        ("type", word()),
        ("action", CODE),
        ("caution", line(500)),
        ("authority", line(300)),
        ("scope", line(300)),
        ("issued", when()),
        ("expires", when(required=False)),
        ("cancelled", when(required=False)),
    ),
    BorderCrossing: (
        ("direction", word()),
        ("at", when()),
        ("post", line(120, required=True)),
        ("carrier", line(120)),
        ("other_country", COUNTRY),
    ),
    Statement: (
        ("type", word()),
        ("at", when()),
        ("recorded_by", line(200)),
        ("present", each(50, line(200, required=True))),
        ("text", prose(60_000)),
    ),
    MisusedIdentity: (("since", when(required=False)), ("note", prose(2000))),
    ForeignRecord: (
        ("country", pattern("[A-Z]{2}", "an ISO 3166-1 alpha-2 country", required=True)),
        ("court", line(200)),
        ("offence_as_worded", line(1000)),
        ("at", when()),
        ("outcome", word()),
    ),
    ProtectionOrder: (
        ("type", word()),
        ("at", when()),
        ("court", line(200, required=True)),
        ("spared", each(50, SPARED)),
        ("pseudonym", line(120)),
        ("lifted", when(required=False)),
    ),
}

VERSION: Final[Fields] = (
    ("agency", AGENCY),
    ("record_id", pattern(r"[a-z0-9][a-z0-9._-]{0,63}", "a record id", required=True)),
    ("kind", word()),
    ("status", word()),
    ("handling", word()),
    ("releasable_to", each(50, AGENCY)),
    ("clearance", number(3)),
    ("source_grade", word()),
    ("information_grade", word()),
    ("valid_from", when()),
    ("valid_to", when(required=False)),
    ("status_note", prose(2000)),
)
SUBJECT: Final[Fields] = (
    ("district", line(120)),
    ("address", line(500)),
    ("nationalities", each(10, pattern("[A-Z]{2}", "an ISO 3166-1 alpha-2 country", required=True))),
    ("dangers", each(20, pattern("[A-Z][A-Z0-9_]{1,39}", "a code word in capitals", required=True))),
)
NAME: Final[Fields] = (
    ("type", word()),
    ("text", line(200, required=True)),
    ("script", pattern("[A-Z][a-z]{3}", "an ISO 15924 script")),
)
BIRTH: Final[Fields] = (("earliest", when()), ("latest", when()))
