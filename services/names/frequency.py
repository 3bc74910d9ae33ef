"""How common each part of a name is: a published law over a ranked list, never counted in a store.

A count of the store would let a caller see in a score who else is in it. Two published figures fix the law
(`docs/adr/0102-names-of-persons.md`): one token in seven is Muhammad, and the hundred commonest tokens make up 64 %.
By Zipf's law with the exponent 1.064 both hold. The order below these is common knowledge, not a count. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, log
from typing import Final

COMMONEST: Final = 0.14
EXPONENT: Final = 1.064


def share(rank: int) -> float:
    """Share of all tokens that the token of this rank has, from 1; ValueError for a rank below 1."""
    if rank < 1:
        raise ValueError("ranks begin with 1")
    return COMMONEST * exp(-EXPONENT * log(rank))


def shares(ranked: Iterable[str]) -> Mapping[str, float]:
    """Shares of the ranked tokens by the law; what they leave of 1 is borne by names that no list has.

    Where one token is ranked twice, its first rank counts.
    """
    found: dict[str, float] = {}
    for token in ranked:
        found.setdefault(token, share(len(found) + 1))
    return found
