"""Tokens of two names beside each other, in whatever order they stand, and how much the pairs say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import Final

from services.names.letters import Script, script_of
from services.names.lexicon import REMEMBERED, UNSEEN
from services.names.likeness import Likeness

ALIKE: Final = 0.3
"""Two tokens less alike than this write two words."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """``shared``: bits that the paired tokens say, each by its rarity and likeness.

    ``left`` and ``right``: how many tokens of either name have no pair.
    """

    shared: float
    pairs: int
    left: int
    right: int


def aligned(
    first: Sequence[str], second: Sequence[str], likeness: Callable[[str, str], float], rarity: Callable[[str], float]
) -> Alignment:
    """The pairs of the most alike tokens first, each token in one pair; the same in any order of either.

    ``likeness``: of two tokens, 0 to 1; ``rarity``: of a token, in bits.
    """
    scored = sorted(
        (-alike, min(a, b), max(a, b), i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if (alike := likeness(a, b)) >= ALIKE
    )
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    shared = 0.0
    for negative, _, _, i, j in scored:
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            shared -= negative * min(rarity(first[i]), rarity(second[j]))
    pairs = len(taken_first)
    return Alignment(shared, pairs, len(first) - pairs, len(second) - pairs)


class Aligner:
    """Pairs tokens by the fitted likeness; how rare a token is comes from the published table."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness
        self.rarity = lru_cache(maxsize=REMEMBERED)(self._rarity)

    def align(self, first: Sequence[str], second: Sequence[str]) -> Alignment:
        """The pairs of two names, by the fitted likeness and the published table."""
        return aligned(first, second, self._likeness.of, self.rarity)

    def posterior(self, token: str) -> tuple[tuple[str, float], ...]:
        """Urdu words that a token may stand for, likeliest first; an Urdu token stands for itself."""
        if script_of(token) is Script.URDU:
            return ((token, 1.0),)
        return self._likeness.lexicon.posterior(token).words

    def _rarity(self, token: str) -> float:
        """Minus the binary logarithm of the share of tokens that write what this one writes, in bits."""
        prior = self._likeness.lexicon.prior
        return -log2(max(sum(chance * prior(word) for word, chance in self.posterior(token)), UNSEEN))
