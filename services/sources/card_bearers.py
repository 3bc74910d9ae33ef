"""Cards that a file writes beside the names of several persons: nobody knows whose they are, so they tie nobody.

Names are compared as everywhere (:mod:`services.matching.alignment`), and in doubt two writings are one person's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import cache
from typing import Final

from services.matching.alignment import Aligner, aligned
from services.matching.levels import RARE
from services.names.letters import script_of
from services.names.likeness import likeness
from services.names.parse import parsed
from services.store.seen import Seen

SERIES: Final = frozenset({"CNIC", "NICOP", "POC"})
"""Cards over one series of numbers of the registry."""
_BESIDE: Final = frozenset(
    ("bibi", "begum", "khatoon", "khatun", "bano", "mai", "بیبی", "بی", "بیگم", "خاتون", "بانو", "مائی")
)
"""Words beside a woman's name that writers take for one another."""
_SHORTENED: Final = 2
"""Letters of a token that stands for a longer one: `Gh` for `Ghulam`."""
_WRITES: Final = 0.02
"""Tokens of two scripts that are less alike than this write two words; of two names likeness is 0.0."""
WRITINGS: Final = 50
"""Most writings of one card that are compared, each with each; a card in more ties nobody."""
Tokens = tuple[str, ...]
Bearer = frozenset[Tokens]
"""The names that one row gives to the bearer of a card, each as its tokens."""
Cards = Iterable[tuple[str, Bearer]]


def bearer(names: Iterable[str]) -> Bearer:
    """Own names and aliases, as written, in the form in which they are compared; empty where nobody is named."""
    return frozenset(tokens for name in names if (tokens := parsed(name).tokens))


def of_several(rows: Callable[[], Cards]) -> frozenset[str]:
    """Cards of which two names are of two persons. ``rows``: each card with its bearer, from the file's first row on.

    The file is read a second time only where a card stands beside two writings; names of other cards are not kept.
    """
    with closing(Seen()) as seen:
        names: dict[str, set[Bearer]] = {card: set() for card in _written_twice(_of_named(rows()), seen)}
    if not names:
        return frozenset()
    for card, one in _of_named(rows()):
        if card in names and len(names[card]) <= WRITINGS:
            names[card].add(one)
    return frozenset(card for card, bearers in names.items() if _differ(bearers))


def _of_named(rows: Cards) -> Iterator[tuple[str, Bearer]]:
    return ((card, one) for card, one in rows if one)


def _written_twice(rows: Cards, seen: Seen) -> set[str]:
    twice: set[str] = set()
    for card, one in rows:
        of_card, of_both = seen.count(card), seen.count(f"{card} {sorted(one)}")
        if of_card != of_both:
            twice.add(card)
    return twice


def _differ(bearers: set[Bearer]) -> bool:
    """Whether two of them are of two persons, or there are more than are compared."""
    each = sorted(bearers, key=sorted)
    return len(each) > WRITINGS or any(not _alike(one, other) for at, one in enumerate(each) for other in each[:at])


def _alike(one: Bearer, other: Bearer) -> bool:
    return any(_one_name(first, second) for first in one for second in other)


def _one_name(first: Tokens, second: Tokens) -> bool:
    """Whether two writings may be of one name: one may leave out tokens, both may not have others of their own."""
    pairs = aligned(_own(first), _own(second), _likeness, _aligner().rarity)
    return bool(pairs.pairs) and (not (pairs.left and pairs.right) or pairs.shared >= RARE)


def _own(name: Tokens) -> Tokens:
    return tuple(token for token in name if token not in _BESIDE) or name


def _likeness(first: str, second: str) -> float:
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) <= _SHORTENED and longer.startswith(shorter):
        return 1.0
    alike = likeness().of(first, second)
    return 1.0 if script_of(first) is not script_of(second) and alike >= _WRITES else alike


@cache
def _aligner() -> Aligner:
    return Aligner(likeness())
