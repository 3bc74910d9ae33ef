"""Persons of the generator as the matcher reads them: a register, and questions of other offices about some of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from services.demo.described import Description, Wear, describe
from services.demo.population import People, Person, dice_of
from services.matching.person import Born, Described, Gender
from services.names.parse import parsed
from services.names.words import RelationKind
from services.tables.text import comparable

LATEST: Final = date(2025, 12, 31)
WOMEN: Final = 0.3
VERIFIED: Final = 0.2
"""How many of the right numbers the registry was asked about, which then gave its token."""
_RELATIONS: Final = {"S/O": RelationKind.SON, "D/O": RelationKind.DAUGHTER, "W/O": RelationKind.WIFE}


@dataclass(frozen=True, slots=True)
class World:
    """``register``: one description of each person; ``asked``: another of some, by the place in the register.

    ``strangers``: descriptions of persons whom the register does not hold; ``persons``: who they are, apart.
    """

    persons: Sequence[Person]
    register: Sequence[Described]
    asked: Sequence[tuple[int, Described]]
    strangers: Sequence[Described]


def world(seed: str, persons: int, asked: int, strangers: int, wear: Wear) -> World:
    """A register of so many persons; ``asked`` of them, spread evenly, are described a second time."""
    people, dice = People(seed, LATEST, WOMEN), dice_of(seed, "described")
    everybody = [people.adult() for _ in range(persons)]
    return World(
        persons=everybody,
        register=[seen(person, wear, dice_of(seed, f"register/{person.cnic}")) for person in everybody],
        asked=[(at, seen(everybody[at], wear, dice)) for at in range(0, persons, persons // asked)][:asked],
        strangers=[seen(people.adult(), wear, dice) for _ in range(strangers)],
    )


def seen(person: Person, wear: Wear, dice: random.Random) -> Described:
    """A person as one office describes them; the registry was asked about some of the right numbers."""
    written = describe(person, wear, dice)
    found = read(written)
    if written.cnic == person.cnic and dice.random() < VERIFIED:
        return replace(found, verified=True, token=person.cnic)
    return found


def read(written: Description) -> Described:
    """What an office wrote, as the matcher compares it."""
    return Described(
        name=parsed(written.name),
        related=parsed(written.related),
        relation=_RELATIONS.get(written.relation),
        cnic=written.cnic,
        born=Born.on(date.fromisoformat(written.born)) if written.born else None,
        gender=Gender(written.gender) if written.gender else None,
        area=written.district,
        phones=frozenset({written.phone}) - {""},
        address=frozenset(comparable(written.address).split()),
    )
