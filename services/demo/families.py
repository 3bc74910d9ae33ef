"""Families of people who do not exist: brothers and sisters share parents, a home, an address and often a phone."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.demo.given_names import Spelt, drawn_name
from services.demo.reference import MOBILE_RANGES, SYNTHETIC_PHONE
from services.values.districts import DISTRICTS, District

JOIN: Final = 0.4
"""How many of the people drawn are of a family of which somebody was drawn."""
REMEMBERED: Final = 50
YEARS_APART: Final = 8
"""Between the first drawn of a family and each other, at most."""
QUARTERS: Final = tuple(
    f"{name} {kind}"
    for kind in ("Town", "Colony", "Mohalla", "Abad")
    for name in ("Iqbal", "Jinnah", "Model", "Gulshan", "Qasim", "Madina", "Shah Faisal", "Nishat", "Firdous", "Millat")
)


@dataclass(frozen=True, slots=True)
class Family:
    """``number``: from 1; ``born``: when the first drawn of it was; ``father``, ``mother``: names as tokens.

    ``address``: English words without the district.
    """

    number: int
    born: date
    father: tuple[Spelt, ...]
    mother: tuple[Spelt, ...]
    home: District
    phone: str
    address: str


class Families:
    """Gives each new person a family: one of those drawn lately, or one more."""

    def __init__(self) -> None:
        self._recent: deque[Family] = deque(maxlen=REMEMBERED)
        self._count = 0

    def next(self, dice: random.Random, born: date) -> Family:
        """The family of a person who was born on this day."""
        near = [family for family in self._recent if abs((family.born - born).days) < YEARS_APART * 365]
        if near and dice.random() < JOIN:
            return dice.choice(near)
        self._count += 1
        family = Family(
            number=self._count,
            born=born,
            father=drawn_name(dice, "M"),
            mother=drawn_name(dice, "F"),
            home=dice.choices(DISTRICTS, [district.weight for district in DISTRICTS])[0],
            phone=phone(dice),
            address=f"House {dice.randint(1, 400)} Street {dice.randint(1, 60)} {dice.choice(QUARTERS)}",
        )
        self._recent.append(family)
        return family


def phone(dice: random.Random) -> str:
    """A mobile number of a synthetic block, ``03xx000xxxx``."""
    low, high = dice.choice(MOBILE_RANGES)
    return f"0{dice.randint(low, high)}{SYNTHETIC_PHONE}{dice.randrange(10_000):04}"
