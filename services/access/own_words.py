"""What a record is to its own agency's officers: as it was written, whatever hidden records say (AUTHORITY 6).

A class in force rests on the words of everybody. Where an agency's own words, and what is addressed to it, come to
something else, the class says so beside (``RecordClass.written``), and its officers are decided by that. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from types import SimpleNamespace
from typing import Final

from services.access.class_text import canonical
from services.access.decision import BESIDE, RecordClass

FIELDS: Final = (
    "juvenile", "sealed", "own_sealed", "from_owner_too", "protected_person", "interim", "pseudonym", "spared",
    "favourable",
)  # fmt: skip
"""Attributes that protect by others' words; a role that oversight upholds is the tenth."""


_OTHERS: Final = tuple(each.name for each in fields(RecordClass) if each.name != BESIDE)


def written_text(values: Mapping[str, object]) -> str:
    """Attributes that are otherwise to the owner's officers, as ``RecordClass.written`` has them; empty for none."""
    if not values:
        return ""
    return canonical({name: sorted(each) if isinstance(each, frozenset) else each for name, each in values.items()})


def read_written(text: str) -> dict[str, object]:
    """Attributes by name out of a text of :func:`written_text`."""
    values: dict[str, object] = json.loads(text) if text else {}
    return {name: frozenset(each) if isinstance(each, list) else each for name, each in values.items()}


def seen_by(klass: RecordClass, agency: str) -> RecordClass:
    """The class as officers of an agency are decided by it."""
    return _seen(klass, klass.owner == agency) if klass.written else klass


@lru_cache(maxsize=16384)
def _seen(klass: RecordClass, own: bool) -> RecordClass:
    values = SimpleNamespace(**(read_written(klass.written) if own else {}))
    return RecordClass(*(getattr(values, name, getattr(klass, name)) for name in _OTHERS))
