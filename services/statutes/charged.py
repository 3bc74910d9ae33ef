"""Whether a section as charged is the one that a row means. Pure.

A row writes ``PPC 371-A``, or an Act alone for all of its sections. An Act that the wire does not name stands after
the provision of a section, as in ``11 BLSA``.
"""

from __future__ import annotations

from typing import Final

from services.values.records import Section
from services.values.sections import is_of, same_provision

NAMED: Final = frozenset({"PPC", "PTPA", "POSM", "CNSA", "FCA", "CUSTOMS"})


def means(text: str, section: Section) -> bool:
    """Whether the text of a row is about a section."""
    act, _, provision = text.partition(" ")
    of_act = section.statute == act if act in NAMED else is_of(section, act)
    if not of_act or not provision:
        return of_act
    return same_provision(Section(act, number(section.provision)), Section(act, provision))


def number(provision: str) -> str:
    """A section without its subsection and its Act: ``3(2)`` and ``11 BLSA`` -> ``3`` and ``11``."""
    words = provision.upper().split()
    first = words[0].split("(")[0] if words else ""
    joined = len(words) > 1 and len(words[1]) == 1
    return first + words[1] if joined else first
