"""How far two descriptions agree in each field. The docstring of each function is what is published of the field.

A function gives the name of a level, or None where a side says nothing. None weighs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from services.matching.alignment import Aligner, Alignment
from services.matching.numbers import number_level
from services.matching.person import Born, Described, Gender
from services.names.parse import ParsedName
from services.names.words import RelationKind
from services.tables.text import comparable

Feature = Callable[[Described, Described], str | None]
NameFeature = Callable[[Aligner, Described, Described], str | None]

RARE: Final = 18.0
TELLING: Final = 11.0
COMMON: Final = 5.0
"""Bits of shared tokens from which an agreement is called rare, telling, or common."""
NEAR_YEARS: Final = 3
_ANYWHERE: Final = (
    "house h no number street st gali road rd lane block sector flat floor plot near mohalla muhalla colony town abad "
    "village chak tehsil district city post office po r o resident of مکان نمبر گلی سڑک محلہ کالونی ٹاؤن گاؤں چک تحصیل "
    "ضلع شہر ڈاکخانہ سکنہ نزد بلاک سیکٹر"
)
ANYWHERE: Final = frozenset(map(comparable, _ANYWHERE.split()))
"""Words by which no address is told from another."""
SPOUSE: Final = frozenset({RelationKind.WIFE, RelationKind.WIDOW})


def name(aligner: Aligner, one: Described, other: Described) -> str | None:
    """Names agree token by token, in any order and script. An agreement in rare tokens says more than one in common
    ones: how rare a token is comes from a published table. The best of name and aliases counts.
    """
    written = [n for n in (one.name.tokens, *one.name.aliases) if n]
    others = [n for n in (other.name.tokens, *other.name.aliases) if n]
    levels = [agreement(aligner.align(a, b)) for a in written for b in others]
    return max(levels, key=_ORDER.__getitem__, default=None)


def related(aligner: Aligner, one: Described, other: Described) -> str | None:
    """The father's or husband's names agree token by token. Where one source names a woman's husband and the other her
    father, nothing is compared.
    """
    if (one.relation in SPOUSE) != (other.relation in SPOUSE) and one.relation and other.relation:
        return None
    return _parsed(aligner, one.related, other.related)


def cnic(one: Described, other: Described) -> str | None:
    """Identity numbers are equal, confirmed by the registry or not, or differ in one digit, in two neighbours that
    changed places, or in more.
    """
    if not one.cnic or not other.cnic:
        return None
    level = number_level(one.cnic, other.cnic)
    return "same-verified" if level == "same" and one.verified and other.verified else level


def parity(one: Described, other: Described) -> str | None:
    """The last digit of the one number that is known fits the gender that the other source states, or does not: it is
    odd for a man and even for a woman.
    """
    for numbered, described in ((one, other), (other, one)):
        if numbered.cnic and not described.cnic and described.gender in (Gender.MAN, Gender.WOMAN):
            return "fits" if (int(numbered.cnic[-1]) % 2 == 1) == (described.gender is Gender.MAN) else "contradicts"
    return None


def prefix(one: Described, other: Described) -> str | None:
    """The one number that is known was first given in the district, or in the province, where the other source
    describes the person.
    """
    for numbered, described in ((one, other), (other, one)):
        if numbered.cnic and not described.cnic and described.area:
            if numbered.cnic.startswith(described.area):
                return "district"
            return "province" if numbered.cnic[0] == described.area[0] else "elsewhere"
    return None


def token(one: Described, other: Described) -> str | None:
    """The registry gave this agency one token for both descriptions, or one for each."""
    if not one.token or not other.token:
        return None
    return "same" if one.token == other.token else "differs"


def born(one: Described, other: Described) -> str | None:
    """Days of birth are equal, equal with day and month changed over, in one month, in one year, one year apart, up to
    three years apart, or more. A first of January counts as a year alone.
    """
    if one.born is None or other.born is None:
        return None
    return _born(one.born, other.born)


def gender(one: Described, other: Described) -> str | None:
    """Both sources state a gender, and it is one, or it is not."""
    if one.gender is None or other.gender is None:
        return None
    return "same" if one.gender is other.gender else "differs"


def phone(one: Described, other: Described) -> str | None:
    """Both sources state telephone numbers, and one number is shared, or none is."""
    if not one.phones or not other.phones:
        return None
    return "shared" if one.phones & other.phones else "none"


def area(one: Described, other: Described) -> str | None:
    """Both were described in one district, in one province, or in two."""
    if not one.area or not other.area:
        return None
    if one.area == other.area:
        return "district"
    return "province" if one.area[0] == other.area[0] else "elsewhere"


def address(one: Described, other: Described) -> str | None:
    """Addresses share more than half of the shorter one's words, some of them, or none. Words that stand in any
    address, as house and street, are left out.
    """
    here, there = one.address - ANYWHERE, other.address - ANYWHERE
    if not here or not there:
        return None
    shared = len(here & there) / min(len(here), len(there))
    return "most" if shared > 0.5 else "some" if shared else "none"


NAME_FEATURES: Final[Mapping[str, NameFeature]] = MappingProxyType({f.__name__: f for f in (name, related)})
FEATURES: Final[Mapping[str, Feature]] = MappingProxyType(
    {f.__name__: f for f in (cnic, parity, prefix, token, born, gender, phone, area, address)}
)
NAME_LEVELS: Final = (
    "differs",
    "conflict",
    "part-common",
    "part-telling",
    "common",
    "part-rare",
    "telling",
    "rare",
)
"""From least to most: no token agrees; some agree and both have others; one has more; all agree."""
LEVELS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "name": NAME_LEVELS,
        "related": NAME_LEVELS,
        "cnic": ("differs", "transposed", "one-digit", "same", "same-verified"),
        "parity": ("contradicts", "fits"),
        "prefix": ("elsewhere", "province", "district"),
        "token": ("differs", "same"),
        "born": ("differs", "years-apart", "one-year", "year", "month", "swapped", "day"),
        "gender": ("differs", "same"),
        "phone": ("none", "shared"),
        "area": ("elsewhere", "province", "district"),
        "address": ("none", "some", "most"),
    }
)
"""Every level of each field, from least to most agreement."""
_ORDER: Final = {level: number for number, level in enumerate(NAME_LEVELS)}


def compared(aligner: Aligner, one: Described, other: Described) -> dict[str, str]:
    """The level of each field that both descriptions have."""
    found = {field: feature(aligner, one, other) for field, feature in NAME_FEATURES.items()}
    found |= {field: feature(one, other) for field, feature in FEATURES.items()}
    return {field: level for field, level in found.items() if level is not None}


def _parsed(aligner: Aligner, one: ParsedName, other: ParsedName) -> str | None:
    return agreement(aligner.align(one.tokens, other.tokens)) if one.tokens and other.tokens else None


def agreement(found: Alignment) -> str:
    """The level of two names whose tokens stand beside each other."""
    if not found.pairs:
        return "differs"
    if found.left and found.right:
        return "part-common" if found.shared >= RARE else "conflict"
    size = "rare" if found.shared >= RARE else "telling" if found.shared >= TELLING else "common"
    if not found.left and not found.right:
        return size
    return f"part-{size}" if found.shared >= COMMON else "conflict"


def _born(one: Born, other: Born) -> str:
    apart = abs(one.year - other.year)
    if apart:
        return "one-year" if apart == 1 else "years-apart" if apart <= NEAR_YEARS else "differs"
    if not one.day or not other.day:
        return "month" if one.month and one.month == other.month else "year"
    if (one.month, one.day) == (other.month, other.day):
        return "day"
    if (one.month, one.day) == (other.day, other.month):
        return "swapped"
    return "month" if one.month == other.month else "year"
