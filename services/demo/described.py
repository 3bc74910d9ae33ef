"""How offices describe people: worn, in either script, in parts. A description does not say whose it is."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.demo.given_names import Spelt
from services.demo.population import Person
from services.values.districts import DISTRICTS

SERIAL_DIGITS: Final = (7, 11)
"""Where in a number a digit may be wrong, the last of them before its neighbour: after the block's own two digits."""
SHORTEST: Final = 4
"""Letters of a word in which a slip of the pen leaves something to read."""


@dataclass(frozen=True, slots=True)
class Wear:
    """How often, 0 to 1, a description has each fault.

    ``absent``: a field is empty (the name never is); ``slip``: a letter of a word, or a digit of a number, is wrong;
    ``urdu``: names are in Urdu; ``by_husband``: a married woman is named by her husband.
    """

    absent: float = 0.35
    slip: float = 0.06
    other_spelling: float = 0.5
    urdu: float = 0.4
    dropped_token: float = 0.12
    year_alone: float = 0.2
    wrong_year: float = 0.1
    changed_over: float = 0.04
    moved: float = 0.15
    other_phone: float = 0.2
    by_husband: float = 0.5


@dataclass(frozen=True, slots=True)
class Description:
    """What an office wrote; empty where it wrote nothing.

    ``related``: the father, or the husband where ``relation`` is ``W/O`` (else ``S/O`` or ``D/O``). ``born``: an ISO
    date, 1 January where only the year is known; ``district``: five digits, as its numbers begin.
    """

    name: str
    related: str
    relation: str
    cnic: str
    gender: str
    born: str
    district: str
    phone: str
    address: str


def describe(person: Person, wear: Wear, dice: random.Random) -> Description:
    """One office's description of a person."""

    def stated(value: str) -> str:
        return "" if dice.random() < wear.absent else value

    by_husband = bool(person.husband) and dice.random() < wear.by_husband
    urdu = dice.random() < wear.urdu
    moved = dice.random() < wear.moved
    related = stated(_written(person.husband if by_husband else person.father, wear, dice, urdu))
    relation = "W/O" if by_husband else "S/O" if person.gender == "M" else "D/O"
    return Description(
        name=_written(person.name, wear, dice, urdu),
        related=related,
        relation=relation if related else "",
        cnic=stated(_mistyped(person.cnic, wear, dice)),
        gender=stated(person.gender),
        born=stated(_dated(person.born, wear, dice).isoformat()),
        district=stated(_elsewhere(person, dice) if moved else person.home.prefix),
        phone=stated(_other(person.phone, dice) if dice.random() < wear.other_phone else person.phone),
        address="" if moved else stated(_shortened(person.address, wear, dice)),
    )


def _elsewhere(person: Person, dice: random.Random) -> str:
    return dice.choice([district.prefix for district in DISTRICTS if district is not person.home])


def _other(number: str, dice: random.Random) -> str:
    """Another number of the same block."""
    return f"{number[:-4]}{(int(number[-4:]) + dice.randrange(1, 10_000)) % 10_000:04}"


def _dated(born: date, wear: Wear, dice: random.Random) -> date:
    if dice.random() < wear.wrong_year:
        born = born.replace(year=born.year + dice.choice((-3, -2, -1, 1, 2, 3)), day=min(born.day, 28))
    if dice.random() < wear.changed_over and born.day <= 12:
        born = born.replace(month=born.day, day=born.month)
    return born.replace(month=1, day=1) if dice.random() < wear.year_alone else born


def _written(name: Sequence[Spelt], wear: Wear, dice: random.Random, urdu: bool) -> str:
    tokens = list(name)
    if len(tokens) > 1 and dice.random() < wear.dropped_token:
        del tokens[dice.randrange(len(tokens))]
    return " ".join(
        _slipped(urdu_form if urdu else _roman(forms, wear, dice), wear, dice) for forms, urdu_form in tokens
    )


def _roman(forms: Sequence[str], wear: Wear, dice: random.Random) -> str:
    return dice.choice(forms) if dice.random() < wear.other_spelling else forms[0]


def _slipped(word: str, wear: Wear, dice: random.Random) -> str:
    """A letter left out or written twice, never the first or last."""
    if dice.random() >= wear.slip or len(word) < SHORTEST:
        return word
    at = dice.randrange(1, len(word) - 1)
    return dice.choice((word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]))


def _shortened(address: str, wear: Wear, dice: random.Random) -> str:
    """The house, the street, or both left out, as often as a token of a name."""
    words = address.split()
    return " ".join(words[dice.choice((2, 4)) :]) if dice.random() < wear.dropped_token else address


def _mistyped(number: str, wear: Wear, dice: random.Random) -> str:
    """One digit of the serial changed, or two neighbours changed over: within the block that is nobody's."""
    if dice.random() >= wear.slip:
        return number
    at = dice.randrange(*SERIAL_DIGITS)
    if dice.random() < 0.5:
        return number[:at] + str((int(number[at]) + dice.randrange(1, 10)) % 10) + number[at + 1 :]
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
