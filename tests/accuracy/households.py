"""Kin of one household, of names that no table of the model holds: how often two of them are taken for one person.

Brothers share father, home, telephone and district, and often a word of their names; twins share the day of birth too,
wives of one man share the husband. Numbers of brothers who were registered together are neighbours. Each pair is
described as two offices describe people, with every field stated: what is shared then speaks loudest.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from services.demo.population import dice_of
from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.person import Born, Described, Gender
from services.matching.score import Score, Zone, score
from services.names.likeness import likeness
from services.names.parse import parsed
from services.names.words import RelationKind
from tests.accuracy.figures import Figure

PAIRS: Final = 2_000
SEED: Final = "households"
_MEN: Final = (
    "Adeel Ahsan Aqeel Arsalan Asif Atif Awais Azhar Babar Bashir Bilal Danish Ehsan Faheem Fahad Faisal Farhan Farooq "
    "Fawad Ghazanfar Habib Haider Hamid Hammad Hanif Haris Hasnain Hassan Hussain Ibrahim Idrees Iftikhar Ijaz Ilyas "
    "Imtiaz Intizar Irfan Ishfaq Ismail Jameel Javed Junaid Kaleem Kamran Kashif Khalil Liaquat Luqman Majid Mansoor "
    "Maqsood Mazhar Mohsin Mubashir Mudassar Mujahid Munir Murtaza Musa Mushtaq Nadeem Naeem Naseer Naveed Nisar Noman "
    "Qaiser Qasim Rafiq Rashid Rehan Rizwan Sabir Sadiq Saeed Sajid Saleem Salman Sarfraz Shafiq Shahbaz Shahid Shakeel "
    "Sohail Sultan Tahir Tanveer Tariq Tauqeer Umair Usman Waheed Waqar Waqas Waseem Yaqoob Yasir Yousaf Zafar Zahid "
    "Zaheer Zeeshan Zubair Zulqarnain"
)
_WOMEN: Final = (
    "Aasia Abida Amna Anila Asma Atiqa Bushra Fakhra Farah Farzana Ghazala Hajra Hina Humaira Iffat Iqra Kausar Khalida "
    "Kishwar Lubna Maria Memoona Mussarat Nadia Naila Najma Nargis Nasreen Nazia Nighat Parveen Rabia Rahat Razia "
    "Robina Rukhsana Saadia Saba Safia Saima Sajida Samina Sania Shabana Shagufta Shahnaz Shaista Shamim Sidra Sobia "
    "Sumaira Tabassum Tahira Tanzeela Uzma Yasmeen Zahida Zainab Zakia Zubaida"
)
MEN: Final = tuple(_MEN.split())
WOMEN: Final = tuple(_WOMEN.split())
SHARED: Final = ("", "Muhammad {}", "{} Ahmed", "{} Ali", "{} Hussain", "{} Khan", "{} Jatoi", "{} Durrani", "{} Masih")
"""Words that kin share: none, before all names, or behind them."""


class Kin(NamedTuple):
    """Two persons of one household."""

    one: Described
    other: Described


@dataclass(frozen=True, slots=True)
class Home:
    """What everybody of one household states alike."""

    related: str
    shared: str
    phone: str
    area: str
    address: frozenset[str]
    born: date
    number: int


def home(dice: random.Random) -> Home:
    """A household. ``born``: of its eldest; ``number``: where the numbers of its members begin."""
    area = dice.choice(("35202", "42101", "17301", "54400", "33100", "41303"))
    return Home(
        related=f"{dice.choice(MEN)} {dice.choice(('Ahmed', 'Khan', 'Din', 'Hussain', 'Bukhsh'))}",
        shared=dice.choice(SHARED) or "{}",
        phone=f"+92300{dice.randrange(10**7):07}",
        area=area,
        address=frozenset((f"{dice.randrange(1, 400)}", f"{dice.randrange(1, 30)}", "shadman", "bazar")),
        born=date(1960, 1, 1) + timedelta(days=dice.randrange(40 * 365)),
        number=dice.randrange(10**6) * 10,
    )


def member(of: Home, name: str, born: date, place: int, *, man: bool = True, card: bool = True) -> Described:
    """One of the household; ``place``: among those who were registered together."""
    digit = 2 * place + (1 if man else 2)
    return Described(
        name=parsed(of.shared.format(name)),
        related=parsed(of.related),
        relation=RelationKind.SON if man else RelationKind.WIFE,
        cnic=f"{of.area}{of.number + place:07}{digit}" if card else "",
        born=Born.on(born),
        gender=Gender.MAN if man else Gender.WOMAN,
        area=of.area,
        phones=frozenset({of.phone}),
        address=of.address,
    )


def brothers(dice: random.Random) -> Kin:
    """Two sons of one father, one to nine years apart; half of them without cards."""
    of, card = home(dice), dice.random() < 0.5
    one, other = dice.sample(MEN, 2)
    later = of.born + timedelta(days=dice.randrange(300, 9 * 365))
    return Kin(member(of, one, of.born, 1, card=card), member(of, other, later, 2, card=card))


def twins(dice: random.Random) -> Kin:
    """Two sons of one day."""
    of, card = home(dice), dice.random() < 0.5
    one, other = dice.sample(MEN, 2)
    return Kin(member(of, one, of.born, 1, card=card), member(of, other, of.born, 2, card=card))


def wives(dice: random.Random) -> Kin:
    """Two wives of one man."""
    of, card = home(dice), dice.random() < 0.5
    one, other = dice.sample(WOMEN, 2)
    later = of.born + timedelta(days=dice.randrange(9 * 365))
    return Kin(member(of, one, of.born, 1, man=False, card=card), member(of, other, later, 2, man=False, card=card))


KINDS: Final = {"brothers": brothers, "twins": twins, "wives": wives}


def scores(kind: str, pairs: int = PAIRS) -> Iterator[tuple[Kin, Score]]:
    """Pairs of a kind with what the shipped model says of them."""
    aligner, dice = Aligner(likeness()), dice_of(SEED, kind)
    for _ in range(pairs):
        kin = KINDS[kind](dice)
        yield kin, score(aligner, default_model(), *kin)


def figures() -> Iterator[Figure]:
    """Of each kind of kin, how many pairs are linked by no machine and how many no reviewer is shown."""
    for kind in KINDS:
        zones = [each.zone for _, each in scores(kind)]
        yield Figure(f"households.{kind}.not_linked", 1 - zones.count(Zone.LINK) / len(zones), 1.0)
        yield Figure(f"households.{kind}.not_shown", zones.count(Zone.REJECT) / len(zones), 0.98)
