"""What two Subjects agree or differ in, by a plain comparison of names. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.rows import Properties
from services.tables.text import comparable
from services.values.network import LinkGround

RULE: Final = "shared-number-and-name/3"
"""Name and version of the rule that proposes candidates. Version 2: a handset or vehicle is a number, too. Version 3:
letters of an old keyboard (Arabic yeh and kaf, presentation forms, joiners) are the Urdu ones."""


@dataclass(frozen=True, slots=True)
class Known:
    """A Subject as a caller sees it, with the numbers through which the caller sees it."""

    properties: Properties
    numbers: frozenset[str]

    def text(self, name: str) -> str:
        """A property; empty where there is none."""
        return str(self.properties.get(name) or "")

    @property
    def klass(self) -> int:
        """Number of its policy class."""
        return int(self.properties["klass"] or 0)

    @property
    def father(self) -> str:
        """The father's name, where the record has one."""
        try:
            note = json.loads(self.text("note") or "{}")
        except ValueError:
            return ""
        return str(note.get("father", "")) if isinstance(note, dict) else ""


def grounds(one: Known, other: Known) -> tuple[LinkGround, ...]:
    """Shared numbers, and each name that both have."""
    found = [LinkGround("number", number, number, True) for number in sorted(one.numbers & other.numbers)]
    for field, mine, theirs in (
        ("name", one.text("label"), other.text("label")),
        ("name_ur", one.text("label_ur"), other.text("label_ur")),
        ("father", one.father, other.father),
    ):
        if mine and theirs:
            found.append(LinkGround(field, mine, theirs, agree(mine, theirs)))
    return tuple(found)


def agree_in_name(found: Iterable[LinkGround]) -> bool:
    """Whether a name, in Roman letters or in Urdu, agrees."""
    return any(ground.agrees for ground in found if ground.field in ("name", "name_ur"))


def agree(one: str, other: str) -> bool:
    """Whether the words of one name are all in the other, two at least; a single word only by itself."""
    mine, theirs = words(one), words(other)
    fewer = min(mine, theirs, key=len)
    return mine == theirs != frozenset() or (len(fewer) > 1 and (mine <= theirs or theirs <= mine))


def words(name: str) -> frozenset[str]:
    """Words of a name as names are compared everywhere (:func:`services.tables.text.comparable`)."""
    return frozenset(comparable(name).split())
