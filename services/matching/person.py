"""What one source says of one person, as far as it is compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.names.parse import ParsedName
from services.names.words import RelationKind

NOBODY = ParsedName(())


class Gender(StrEnum):
    """As a source states it."""

    MAN = "M"
    WOMAN = "F"
    OTHER = "X"


@dataclass(frozen=True, slots=True)
class Born:
    """``month`` and ``day``: 0 where the source knows the year alone. A first of January counts as a year alone."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def on(cls, day: date) -> Born:
        """What a date of a register says: offices write 01-01 where they know the year alone."""
        return cls(day.year) if (day.month, day.day) == (1, 1) else cls(day.year, day.month, day.day)


@dataclass(frozen=True, slots=True)
class Described:
    """One description. Everything may be absent, which speaks neither for nor against.

    ``related``: the name after s/o, d/o or w/o, with ``relation``; ``cnic``: 13 digits, ``verified`` where the registry
    confirmed them for this person; ``token``: the registry's pairwise token; ``area``: the district's five digits, as
    its numbers begin; ``phones``: whole numbers; ``address``: folded words.
    """

    name: ParsedName = NOBODY
    related: ParsedName = NOBODY
    relation: RelationKind | None = None
    cnic: str = ""
    verified: bool = False
    token: str = ""
    born: Born | None = None
    gender: Gender | None = None
    area: str = ""
    phones: frozenset[str] = frozenset()
    address: frozenset[str] = frozenset()
