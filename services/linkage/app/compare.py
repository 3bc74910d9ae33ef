"""What two Subjects agree or differ in, by a plain comparison of names. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.rows import Properties
from services.matching.alignment import Aligner
from services.matching.levels import name
from services.matching.person import Described
from services.names.likeness import likeness
from services.names.parse import parsed
from services.tables.text import comparable
from services.values.network import LinkGround

RULE: Final = "shared-number-and-name/4"
"""Name and version of the rule that proposes candidates. Version 2: a handset or vehicle is a number, too. Version 3:
letters of an old keyboard (Arabic yeh and kaf, presentation forms, joiners) are the Urdu ones. Version 4: spellings of
one name agree, in either script."""
AGREEING: Final = frozenset({"common", "part-telling", "telling", "part-rare", "rare"})
"""Levels of the matcher's field `name` at which two names may be one person's."""


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
        *_across(one, other),
        ("father", one.father, other.father),
    ):
        if mine and theirs:
            found.append(LinkGround(field, mine, theirs, agree(mine, theirs)))
    return tuple(found)


def _across(one: Known, other: Known) -> list[tuple[str, str, str]]:
    """The name in one script against that in the other, where no script has both."""
    if any(one.text(name) and other.text(name) for name in ("label", "label_ur")):
        return []
    pairs = ((one.text("label"), other.text("label_ur")), (one.text("label_ur"), other.text("label")))
    return [("name", mine, theirs) for mine, theirs in pairs if mine and theirs]


def agree_in_name(found: Iterable[LinkGround]) -> bool:
    """Whether a name, in Roman letters or in Urdu, agrees."""
    return any(ground.agrees for ground in found if ground.field in ("name", "name_ur"))


def agree(one: str, other: str) -> bool:
    """Whether the words of one name are all in the other, or write the same; two at least, a single word by itself."""
    mine, theirs = words(one), words(other)
    fewer = min(mine, theirs, key=len)
    if mine == theirs != frozenset() or (len(fewer) > 1 and (mine <= theirs or theirs <= mine)):
        return True
    first, second = Described(name=parsed(one)), Described(name=parsed(other))
    fewest = min(len(first.name.tokens), len(second.name.tokens))
    return fewest > 1 and name(_aligner(), first, second) in AGREEING


@cache
def _aligner() -> Aligner:
    return Aligner(likeness())


def words(name: str) -> frozenset[str]:
    """Words of a name as names are compared everywhere (:func:`services.tables.text.comparable`)."""
    return frozenset(comparable(name).split())
