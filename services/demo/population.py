"""People who do not exist: drawn from a seed, the same for the same seed everywhere.

Every number is synthetic by convention (``reference.SYNTHETIC_SERIAL``); the project
reserves nothing with the registry, it only keeps to a block of its own.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

from services.demo.families import Families, phone
from services.demo.given_names import Spelt, drawn_name
from services.demo.reference import BANKS, SYNTHETIC_SERIAL
from services.values.districts import DISTRICTS, District

AGENCIES = ("pk.punjab-police", "pk.sindh-police", "pk.fia", "pk.customs", "pk.prisons")
NEVER_MISDATED_FROM = 1990  # so that no wrong year makes a child of a man, or a man of a child
STORY_SERIALS = 100
WOMEN_ON_RECORD, MARRIED, OWN_PHONE = 0.08, 0.7, 0.7
BULK_YEARS = range(2012, 2026)
ROWS_OF_A_PERSON = 3
VERSIONS_OF_A_ROW = 5
PERSONS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Person:
    """One synthetic person. ``cnic``: 13 digits; names as tokens, each with its spellings and Urdu.

    ``misdated``: years by which an agency states the birth too late, for each agency that does. ``family``: number of
    the family among the people of one seed, 0 for one apart; ``husband``: of a married woman; ``address``: in English;
    ``numbered``: whether offices wrote the number down.
    """

    cnic: str
    name: tuple[Spelt, ...]
    father: tuple[Spelt, ...]
    gender: str
    born: date
    home: District
    phone: str
    misdated: tuple[tuple[str, int], ...] = ()
    family: int = 0
    mother: tuple[Spelt, ...] = ()
    husband: tuple[Spelt, ...] = ()
    address: str = ""
    numbered: bool = True

    def dashed(self) -> str:
        """CNIC as cards print it, 5-7-1."""
        return f"{self.cnic[:5]}-{self.cnic[5:12]}-{self.cnic[12]}"


def english(name: tuple[Spelt, ...], variant: int = 0) -> str:
    """Roman spelling of a name; another ``variant`` takes other spellings where there are any."""
    return " ".join(spellings[variant % len(spellings)] for spellings, _ in name)


def misdated(cnic_number: str, agencies: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Every seventh time, an agency has another year of birth."""
    chances = {agency: crc32(f"{cnic_number}/{agency}".encode()) % 14 for agency in agencies}
    return tuple((agency, 1 if chance else -2) for agency, chance in chances.items() if chance < 2)


def urdu(name: tuple[Spelt, ...]) -> str:
    """The name in Urdu."""
    return " ".join(written for _, written in name)


def dice_of(seed: object, what: str) -> random.Random:
    """Dice of their own for each purpose, so that one more throw here changes nothing there."""
    return random.Random(f"{seed}/{what}")  # noqa: S311 - repeatable on purpose, nothing secret


class People:
    """Draws people one by one. ``latest``: day that births are measured from; ``women``: their share, 0 to 1."""

    def __init__(self, seed: object, latest: date, women: float = WOMEN_ON_RECORD) -> None:
        self._dice = dice_of(seed, "people")
        self._latest = latest
        self._women = women
        self._families = Families()
        self._serials: dict[str, int] = {}

    def adult(self, gender: str = "") -> Person:
        """Someone of 19 to 65."""
        return self._someone(gender, timedelta(days=self._dice.randrange(19 * 366, 65 * 365)), self._latest)

    def child_at(self, day: date) -> Person:
        """Someone of 13 to 17 on ``day``."""
        return self._someone("", timedelta(days=self._dice.randrange(13 * 366, 17 * 365)), day)

    def _someone(self, gender: str, age: timedelta, day: date) -> Person:
        dice = self._dice
        gender = gender or ("F" if dice.random() < self._women else "M")
        family = self._families.next(dice, day - age)
        number = self._cnic(family.home.prefix, gender)
        married = gender == "F" and age.days > 20 * 365 and dice.random() < MARRIED
        return Person(
            cnic=number,
            name=drawn_name(dice, gender),
            father=family.father,
            gender=gender,
            born=day - age,
            home=family.home,
            phone=phone(dice) if dice.random() < OWN_PHONE else family.phone,
            misdated=misdated(number, AGENCIES) if (day - age).year < NEVER_MISDATED_FROM else (),
            family=family.number,
            mother=family.mother,
            husband=drawn_name(dice, "M") if married else (),
            address=family.address,
        )

    def _cnic(self, prefix: str, gender: str) -> str:
        serial = self._serials.get(prefix, STORY_SERIALS)
        self._serials[prefix] = serial + 1
        return cnic(prefix, serial, self._dice.choice("13579" if gender == "M" else "02468"))


def cnic(prefix: str, serial: int, last: str) -> str:
    """A number of the synthetic block; ValueError once a prefix's block of 100,000 is used up."""
    if not 0 <= serial < 100_000:
        raise ValueError("the synthetic block of this district is used up")
    return f"{prefix}{SYNTHETIC_SERIAL + serial}{last}"


def iban(dice: random.Random) -> str:
    """A well-formed Pakistani account number (ISO 13616) of a synthetic block."""
    account = f"{dice.choice(BANKS)}00000000{dice.randrange(10**8):08}"
    digits = "".join(str(int(char, 36)) for char in account + "PK00")
    return f"PK{98 - int(digits) % 97:02}{account}"


def bulk(versions: int, seed: object) -> Iterator[dict[str, str]]:
    """Rows of an FIR register by column name, enough for ``versions`` record versions, five a row.

    For measurements without files: each person has about three rows, so a history keeps its size at any number.
    """
    people, dice = People(f"{seed}/bulk", date(2012, 1, 1)), dice_of(seed, "bulk")
    known: deque[Person] = deque(maxlen=PERSONS_AT_ONCE)
    for number in range(-(-versions // VERSIONS_OF_A_ROW)):
        if number % ROWS_OF_A_PERSON == 0:
            known.append(people.adult())
        yield _bulk_row(dice, number, known[dice.randrange(len(known))])


def _bulk_row(dice: random.Random, number: int, person: Person) -> dict[str, str]:
    at = date(dice.choice(BULK_YEARS), dice.randint(1, 12), dice.randint(1, 28))
    return {
        "fir_no": str(number // len(DISTRICTS) % 99_999 + 1),
        "province": "PB",
        "district": DISTRICTS[number % len(DISTRICTS)].name,
        "station": f"Station {number // (99_999 * len(DISTRICTS)) + 1}",
        "registered": at.isoformat(),
        "sections": dice.choice(("371-A/34 PPC r/w 3 PTPA", "6 POSM", "9(c) CNSA", "406/420 PPC")),
        "accused": f"{english(person.name)} s/o {english(person.father)}",
        "accused_cnic": person.dashed(),
        "accused_phone": person.phone,
        "accused_born": person.born.isoformat(),
        "accused_district": person.home.name,
        "accused_arrested": (at + timedelta(days=dice.randrange(9))).isoformat(),
        "step": "challan",
        "step_date": (at + timedelta(days=dice.randrange(10, 40))).isoformat(),
    }
