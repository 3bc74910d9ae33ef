"""Keys under which an entry is filed, and those that a description is looked for under.

A key of common words alone would bring thousands. How common comes from the published table, never from counts of the
index: a key that more than one in `BRAKED` would bear is not filed, and words that make no other key are told. Common
words count beside a year of birth, a father or a district instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from itertools import combinations, product
from typing import Final, NamedTuple

from services.matching.index.filed import Filed, Filing
from services.matching.levels import NEAR_YEARS
from services.matching.person import Described

BRAKED: Final = 0.004
"""A key that a greater share of all persons would bear is no key."""
ENOUGH: Final = 0.004
"""The share of all persons that one description is looked for among, by the published table."""
LONE: Final = 3e-4
"""A word rarer than this is a key by itself."""
YEARS: Final = 40
DISTRICTS: Final = 20
"""Years of birth and districts that persons spread over, for what a key of one of them is borne by."""
PLACES: Final = 2
"""A word may stand in any of as many places of a name."""
KEY_BITS: Final = (1 << 64) - 1
KEYED_TOKENS: Final = 3
"""Of a name, the rarest of them make keys."""
CARD_DIGITS: Final = 13
_HALVES: Final = ((0, 1, 2, 3, 4, 9, 10), (5, 6, 7, 8, 11, 12))
"""Digits of a number in two halves, one of which stays where a digit is wrong. Each takes some of the serial, whose
first digits many neighbours have in common."""


class Kind(IntEnum):
    """What a key is made of."""

    CARD = 1
    CARD_OTHER = 2
    PHONE = 3
    TOKEN = 4
    WORD = 5
    WORDS = 6
    WORD_RELATED = 7
    WORD_YEAR = 8
    WORD_DISTRICT = 9
    RELATED_YEAR = 10
    WORDS_YEAR = 11
    WORDS_RELATED = 12
    WORDS_DISTRICT = 13


class Cost(NamedTuple):
    """What a key costs: the share of all persons who would bear it, and its years from the stated birth."""

    bearers: float
    apart: int = 0


class Part(NamedTuple):
    """One kind of value beside words: ``value``, and those as far as ``apart`` from it.

    ``bearers``: the share of all persons who would have one of them.
    """

    value: int
    bearers: float
    apart: int = 0


class Made(NamedTuple):
    """What keys are made of: single words, pairs of words, and words of the related name."""

    words: list[Filed]
    pairs: list[list[Filed]]
    related: list[Filed]


def entry_keys(filing: Filing, who: Described) -> set[int]:
    """Keys of an entry, 64 bits each."""
    related = _rarest(map(filing.entry, who.related.tokens))[:2]
    found = _exact(who)
    for name in _names(who):
        words = _rarest(map(filing.entry, name))
        found |= _named(Made(words, [sorted(pair) for pair in combinations(words, 2)], related), who, apart=0).keys()
    return found


def sought_keys(filing: Filing, who: Described) -> set[int]:
    """Keys of a description: every word that a token may stand for, and every near year of birth.

    Of those that words make, the ones that fewest would bear, until all bearers together are the `ENOUGH`.
    """
    related = [word for token in _rare(filing, who.related.tokens)[:2] for word in filing.sought(token)]
    made: dict[int, Cost] = {}
    for name in _names(who):
        tokens = [filing.sought(token) for token in _rare(filing, name)]
        words = [word for token in tokens for word in token]
        pairs = [sorted(pair) for one, other in combinations(tokens, 2) for pair in product(one, other)]
        made |= _named(Made(words, pairs, related), who, apart=NEAR_YEARS)
    return _exact(who) | _fewest(made)


def _fewest(made: Mapping[int, Cost]) -> set[int]:
    found: set[int] = set()
    left = ENOUGH
    for key, cost in sorted(made.items(), key=lambda each: (each[1], each[0])):
        left -= cost.bearers
        if found and left < 0:
            break
        found.add(key)
    return found


def braked(filing: Filing, tokens: Sequence[str]) -> tuple[str, ...]:
    """Tokens of a name that make no key by themselves or with another of it: so common that they alone find nobody."""
    words = [filing.sought(token)[0] for token in tokens]
    found = []
    for at, (token, word) in enumerate(zip(tokens, words, strict=True)):
        others = [other for there, other in enumerate(words) if there != at]
        if word.share > LONE and all(_bearers((word, other)) > BRAKED for other in others):
            found.append(token)
    return tuple(dict.fromkeys(found))


def card_keys(number: str) -> set[int]:
    """Keys of the halves of an identity number of 13 digits; none for any other."""
    if len(number) != CARD_DIGITS:
        return set()
    kinds = (Kind.CARD, Kind.CARD_OTHER)
    return {_key(kind, *(ord(number[at]) for at in half)) for kind, half in zip(kinds, _HALVES, strict=True)}


def phone_key(number: str) -> int:
    """Key of a telephone number."""
    return _key(Kind.PHONE, *number.encode())


def token_key(token: str) -> int:
    """Key of a registry token."""
    return _key(Kind.TOKEN, *token.encode())


def _exact(who: Described) -> set[int]:
    found = {phone_key(number) for number in who.phones}
    if who.token:
        found.add(token_key(who.token))
    return found | card_keys(who.cnic)


def _named(made: Made, who: Described, *, apart: int) -> dict[int, Cost]:
    """Keys of one name, with what each costs.

    ``apart``: years of birth that are looked for on either side.
    """
    lone = [[word] for word in made.words if word.share <= LONE]
    ones = [[word] for word in made.words]
    rare = [pair for pair in made.pairs if _bearers(pair) <= BRAKED]
    common = [pair for pair in made.pairs if _bearers(pair) > BRAKED]
    of = [[word] for word in made.related]
    found = _filed(Kind.WORD, lone) | _filed(Kind.WORDS, rare)
    found |= _related(Kind.WORD_RELATED, ones, of) | _related(Kind.WORDS_RELATED, common, of)
    if who.born:
        years = Part(who.born.year, 1 / YEARS, apart)
        found |= _beside(Kind.WORD_YEAR, ones, years) | _beside(Kind.WORDS_YEAR, common, years)
        found |= _beside(Kind.RELATED_YEAR, of, years)
    if who.area.isdecimal():
        area = Part(int(who.area), 1 / DISTRICTS)
        found |= _beside(Kind.WORD_DISTRICT, ones, area) | _beside(Kind.WORDS_DISTRICT, common, area)
    return found


def _filed(kind: Kind, words: Iterable[Sequence[Filed]]) -> dict[int, Cost]:
    return {_key(kind, *_digests(each)): Cost(_bearers(each)) for each in words}


def _beside(kind: Kind, words: Iterable[Sequence[Filed]], part: Part) -> dict[int, Cost]:
    return {
        _key(kind, part.value + apart, *_digests(each)): Cost(bearers, abs(apart))
        for each in words
        if (bearers := _bearers(each) * part.bearers) <= BRAKED
        for apart in range(-part.apart, part.apart + 1)
    }


def _related(kind: Kind, words: Iterable[Sequence[Filed]], related: Sequence[Sequence[Filed]]) -> dict[int, Cost]:
    return {
        _key(kind, *_digests(each), *_digests(of)): Cost(bearers)
        for each, of in product(words, related)
        if (bearers := _bearers(each) * _bearers(of)) <= BRAKED
    }


def _bearers(words: Sequence[Filed]) -> float:
    """The share of all persons in whose names these words would stand, were words drawn one by one."""
    share = 1.0
    for word in words:
        share *= PLACES * word.share
    return share


def _rare(filing: Filing, tokens: Sequence[str]) -> list[str]:
    """The three tokens of the rarest words, by the likeliest word of each."""
    return sorted(dict.fromkeys(tokens), key=lambda token: (filing.sought(token)[0].share, token))[:KEYED_TOKENS]


def _rarest(words: Iterable[Filed]) -> list[Filed]:
    once = {word.word: word for word in words}
    return sorted(once.values(), key=lambda word: (word.share, word.word))[:KEYED_TOKENS]


def _names(who: Described) -> list[tuple[str, ...]]:
    return [name for name in (who.name.tokens, *who.name.aliases) if name]


def _digests(words: Sequence[Filed]) -> list[int]:
    return [word.word for word in words]


def _key(kind: Kind, *parts: int) -> int:
    """64 bits; Python's hash of whole numbers, the same in every process of one build."""
    return hash((int(kind), *parts)) & KEY_BITS
