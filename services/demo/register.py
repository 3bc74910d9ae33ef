"""What a registry of persons knows of people who do not exist: parents, husbands, cards replaced and blocked, deaths.

The same people and seed give the same register. Parents of drawn people are made here, with numbers of a part of the
synthetic block that nobody else is given.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from services.demo.given_names import Spelt
from services.demo.population import Person, cnic, dice_of

PARENTS_SERIAL, OLDER_CARDS_SERIAL = 60_000, 90_000
"""Parts of a district's block of 100,000; drawn people are numbered from its beginning."""
CARD_AT: Final = 18 * 366
REPLACED: Final = 0.04
BLOCKED: Final = 0.02
DEAD: Final = 0.02
DEAD_PARENT: Final = 0.3
PARENT_AT: Final = (28 * 366, 40 * 365)
"""Ages, in days, at which parents had the first drawn of their children, who may have older brothers."""


class CardState(StrEnum):
    """What holds of a card on the register's day."""

    VALID = "valid"
    REPLACED = "replaced"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Card:
    """One document number of a person. ``kind``: as identifiers name it; ``since``: day of its state."""

    kind: str
    number: str
    state: CardState
    since: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A person of the register. ``father``, ``mother``: their numbers, empty for who has none there.

    ``cards``: the number in force first, then an older one that it replaced; ``died``: None for the living.
    """

    person: Person
    father: str
    mother: str
    cards: tuple[Card, ...]
    died: date | None


class Register:
    """Makes entries. ``today``: no card is replaced and nobody dies after it.

    ``older``: numbers of cards that were replaced, by those in force; of others they are drawn.
    """

    def __init__(self, seed: object, today: date, older: Mapping[str, str] = MappingProxyType({})) -> None:
        self._seed, self._today, self._older = seed, today, older
        self._parents: dict[int, tuple[str, str]] = {}
        self._next: dict[tuple[str, int], int] = {}

    def entries(self, people: Iterable[Person]) -> Iterator[Entry]:
        """Each person, parents before the first of their children; ValueError once a district's block is used up."""
        for person in people:
            dice = dice_of(self._seed, f"register/{person.cnic}")
            if person.family and person.family not in self._parents:
                father, mother = self._couple(person, dice)
                self._parents[person.family] = father.cnic, mother.cnic
                yield self._entry(father, dice, DEAD_PARENT)
                yield self._entry(mother, dice, DEAD_PARENT)
            yield self._entry(person, dice, DEAD)

    def _couple(self, child: Person, dice: random.Random) -> tuple[Person, Person]:
        return self._parent(child, "M", child.father, dice), self._parent(child, "F", child.mother, dice)

    def _parent(self, child: Person, gender: str, name: tuple[Spelt, ...], dice: random.Random) -> Person:
        return replace(
            child,
            cnic=self._number(child, PARENTS_SERIAL, "13579" if gender == "M" else "02468", dice),
            name=name,
            father=(),
            mother=(),
            gender=gender,
            born=child.born - timedelta(days=dice.randint(*PARENT_AT)),
            family=0,
            husband=child.father if gender == "F" else (),
            misdated=(),
        )

    def _entry(self, person: Person, dice: random.Random, dead: float) -> Entry:
        father, mother = self._parents.get(person.family, ("", ""))
        died = self._day(person, dice) if dice.random() < dead else None
        return Entry(person, father, mother, self._cards(person, dice), died)

    def _cards(self, person: Person, dice: random.Random) -> tuple[Card, ...]:
        issued = min(person.born + timedelta(days=CARD_AT), self._today)
        replaced, blocked = dice.random() < REPLACED, dice.random() < BLOCKED
        if known := self._older.get(person.cnic):
            card = Card("CNIC", person.cnic, CardState.VALID, self._today)
            return card, Card("CNIC", known, CardState.REPLACED, self._today)
        changed = self._day(person, dice)
        state, since = (CardState.BLOCKED, changed) if blocked else (CardState.VALID, changed if replaced else issued)
        card = Card("CNIC", person.cnic, state, since)
        if not replaced:
            return (card,)
        number = self._number(person, OLDER_CARDS_SERIAL, person.cnic[-1], dice)
        return card, Card("CNIC", number, CardState.REPLACED, changed)

    def _day(self, person: Person, dice: random.Random) -> date:
        """A day between the person's coming of age and today; today for who is not of age."""
        first = person.born + timedelta(days=CARD_AT)
        days = (self._today - first).days
        return first + timedelta(days=dice.randrange(days)) if days > 0 else self._today

    def _number(self, person: Person, first: int, last: str, dice: random.Random) -> str:
        prefix = person.home.prefix
        serial = self._next.get((prefix, first), first)
        self._next[prefix, first] = serial + 1
        if first < OLDER_CARDS_SERIAL <= serial:
            raise ValueError("the parents' part of this district's block is used up")
        return cnic(prefix, serial, dice.choice(last))
