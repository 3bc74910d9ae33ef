"""Which persons of a register are compared with a description at all: those that share a key with it.

A key that too many share is a hub and is not searched. Keys of names go through the likeliest Urdu words of a token.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Final

import numpy as np

from services.matching.alignment import Aligner
from services.matching.person import Described

TOO_MANY: Final = 150
"""Persons of one key beyond these are a hub."""
POSSIBLE: Final = 0.12
"""A token is also searched under words that it stands for with at least this probability."""
YEARS: Final = (0, 1, -1, 2, -2, 3, -3)
Key = tuple[str | int, ...]


class Blocking:
    """The keys of a register, sorted."""

    def __init__(self, aligner: Aligner, register: Sequence[Described]) -> None:
        self._aligner = aligner
        found = [(hash(key), at) for at, one in enumerate(register) for key in self._keys(one, 1, (0,))]
        hashes = np.fromiter((key for key, _ in found), np.int64, len(found))
        places = np.fromiter((at for _, at in found), np.int32, len(found))
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._places = hashes[order], places[order]

    def candidates(self, one: Described) -> list[int]:
        """Places in the register, in order, each once."""
        keys = np.fromiter({hash(key) for key in self._keys(one, 3, YEARS)}, np.int64)
        first, last = (np.searchsorted(self._hashes, keys, side) for side in ("left", "right"))
        found: set[int] = set()
        for begin, end in zip(first.tolist(), last.tolist(), strict=True):
            if end - begin <= TOO_MANY:
                found.update(self._places[begin:end].tolist())
        return sorted(found)

    def _keys(self, one: Described, words: int, years: Sequence[int]) -> Iterator[Key]:
        """``words``: the most that a token is searched under; ``years``: how far from the year of birth."""
        if one.cnic:
            yield from (("cnic", one.cnic[:8]), ("cnic-end", one.cnic[5:]))
        for phone in one.phones:
            yield "phone", phone
        own = [self._words(token, words) for token in rarest(self._aligner, one.name.tokens, 3)]
        related = [self._words(token, words) for token in rarest(self._aligner, one.related.tokens, 2)]
        for first, second in combinations(own, 2):
            yield from (("names", *sorted(pair)) for pair in product(first, second))
        for mine in own:
            yield from (("father", *pair) for of in related for pair in product(mine, of))
            if one.born:
                yield from (("year", word, one.born.year + by) for word in mine for by in years)
            if one.area:
                yield from (("area", word, one.area) for word in mine)
        if one.born:
            for of in related:
                yield from (("father-year", word, one.born.year + by) for word in of for by in years)

    def _words(self, token: str, most: int) -> list[str]:
        posterior = self._aligner.posterior(token)
        likely = [word for word, chance in posterior[:most] if chance >= POSSIBLE]
        return likely or [skeleton(token)]


def rarest(aligner: Aligner, tokens: Sequence[str], most: int) -> list[str]:
    """The rarest tokens, rarest first."""
    return sorted(set(tokens), key=lambda token: (-aligner.rarity(token), token))[:most]


def skeleton(token: str) -> str:
    """An unknown token without Roman vowels and doubled letters."""
    kept = [letter for letter in token if letter not in "aeiouy"]
    return "".join(letter for at, letter in enumerate(kept) if not at or kept[at - 1] != letter)
