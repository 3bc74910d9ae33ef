"""The forms a field can have: one line, prose, a date, a word, a number, a digest. Used by ``field_rules.py`` alone.

A rule takes the field's value and answers ``(rule id, reason)`` or None. Reasons never hold the value. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from services.tables.text import unsafe_at
from services.values.dates import span_or_none

Broken = tuple[str, str]
Rule = Callable[[Any], Broken | None]

_REQUIRED: Final = ("required", "is missing")
_UNSAFE: Final = ("unsafe-text", "holds control characters, directional overrides or invisible formats")
_ISO: Final = ("iso-date", "is not an ISO 8601 date or time")
_DIGEST_BYTES: Final = 32
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


def blob(limit: int) -> Rule:
    """Bytes of at most ``limit``."""
    return lambda value: None if len(value) <= limit else ("too-long", f"is longer than {limit} bytes")


def digest(*, required: bool) -> Rule:
    """SHA-256 of a deposited copy."""

    def rule(value: bytes) -> Broken | None:
        if not value:
            return _REQUIRED if required else None
        return None if len(value) == _DIGEST_BYTES else ("length", f"has {_DIGEST_BYTES} bytes")

    return rule
