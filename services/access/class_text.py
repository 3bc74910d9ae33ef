"""The one text form of a policy class: canonical JSON, as every store keeps it and every id is made of. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any, Final

from services.access.decision import BESIDE, OF_NOBODY, RecordClass
from services.vocabulary.records import Age

_SETS: Final = ("spared", "releasable_to")
_BEFORE: Final = {"CLAIMED": Age.POSSIBLE}
"""Ages that classes had until a claim was no class any more (ADR 166)."""
_ADDED: Final = "stranger_to"
_KINDS: Final[Mapping[str, type]] = {"str": str, "bool": bool, "int": int, "frozenset[str]": frozenset}
USUAL: Final = 4096
"""Characters of a text that is remembered: a page of copies has few classes, and nobody fills memory with long ones."""
_TYPES: Final = {each.name: _KINDS[str(each.type)] for each in fields(RecordClass)}


def class_text(klass: RecordClass) -> str:
    """Every attribute by its name, names and sets sorted, no white space, ASCII alone.

    What is beside a class is left out where it is empty, so that classes of before have the text that they had.
    """
    values = {name: getattr(klass, name) for name in RecordClass.__slots__ if name != BESIDE or klass.written}
    return canonical(values | {name: sorted(values[name]) for name in _SETS})


@lru_cache(maxsize=16384)
def read_class(text: str) -> RecordClass:
    """The class of a text that :func:`class_text` made; one of before is read as the word that protects more.

    Who accused a victim was a stranger to nobody before ADR 167, and is read as a stranger to everybody.
    """
    values: dict[str, Any] = json.loads(text)
    if _ADDED not in values and values.get("contradicted"):
        values[_ADDED] = OF_NOBODY
    if (age := values.get("juvenile")) in _BEFORE:
        values["juvenile"] = _BEFORE[age]
    return RecordClass(**(values | {name: frozenset(values[name]) for name in _SETS}))


def known_class(text: str) -> RecordClass | None:
    """The class of a text that another node made; None unless it is the one text of a class that is known here.

    None for one that says what the owner's own officers see: no node says that of another's records.
    """
    return _known_usual(text) if len(text) <= USUAL else _known(text)


def _known(text: str) -> RecordClass | None:
    try:
        klass = read_class(text)
        typed = all(type(getattr(klass, name)) is kind for name, kind in _TYPES.items())
        words = all(isinstance(word, str) for word in (*klass.spared, *klass.releasable_to))
        known = typed and words and not klass.written
        return klass if known and text in (class_text(klass), _text_before(klass)) else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


_known_usual = lru_cache(maxsize=4096)(_known)


def _text_before(klass: RecordClass) -> str:
    """As a node of before ADR 167 writes the class."""
    values = json.loads(class_text(klass))
    del values[_ADDED]
    return canonical(values)


def canonical(values: dict[str, Any]) -> str:
    """JSON with sorted names and no white space."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"))
