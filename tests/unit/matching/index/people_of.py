"""Persons who do not exist, drawn from the published names: what index tests are filled with."""

from __future__ import annotations

import random
from datetime import date, timedelta

from services.matching.person import Born, Described, Gender
from services.names import tables
from services.names.parse import parsed
from services.names.words import RelationKind
from services.values.districts import DISTRICTS

FIRST_BIRTH = date(1960, 1, 1)


def drawn(count: int, seed: int = 1) -> list[Described]:
    """As many persons, each told fully and in Roman letters; the same for the same seed."""
    dice = random.Random(seed)
    return [_person(dice) for _ in range(count)]


def _person(dice: random.Random) -> Described:
    gender = dice.choice((Gender.MAN, Gender.WOMAN))
    area = dice.choice(DISTRICTS).prefix
    last = dice.choice("13579" if gender is Gender.MAN else "02468")
    return Described(
        name=parsed(_name(dice, "f" if gender is Gender.MAN else "m")),
        related=parsed(_name(dice, "f")),
        relation=RelationKind.SON if gender is Gender.MAN else RelationKind.DAUGHTER,
        cnic=f"{area}00{dice.randrange(100_000):05}{last}",
        born=Born.on(FIRST_BIRTH + timedelta(days=dice.randrange(20_000))),
        gender=gender,
        area=area,
        phones=frozenset({f"+92300{dice.randrange(10**7):07}"}),
    )


def _name(dice: random.Random, without: str) -> str:
    share = tables.frequencies()
    names = [name for name in tables.ranked() if name.kind != without]
    chosen = dice.choices(names, [share[name.urdu] for name in names], k=2)
    return " ".join(name.roman[0] for name in chosen)
