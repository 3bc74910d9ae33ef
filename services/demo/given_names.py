"""Names of people who do not exist, as often as the published law says (`services/names/frequency.py`).

The ranked list of `services/names` bears three quarters of all tokens. The rest is borne by names that no list has:
words drawn letter by letter after those of the list, as far down the law as it takes to sum to 1.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from services.names import tables
from services.names.frequency import share
from services.names.letters import folded
from services.names.parse import parsed
from services.names.spelling import EDGE, contexts
from services.names.tables import RankedName

Spelt = tuple[tuple[str, ...], str]
"""A token: its Roman spellings, the usual one first, and its Urdu."""

SIZES: Final = (2, 2, 2, 3)
"""Tokens of a name, each as likely."""
OF_WOMEN: Final = 0.35
"""Part of the tokens that either sex bears which women bear."""
WOMENS_RARE: Final = 0.25
RARE_SPELLINGS: Final = 3
ROUNDS: Final = 10
LIKELY: Final = 0.05
"""A Roman piece less likely than this is not drawn."""
SHORTEST, LONGEST = 3, 7
AND: Final = frozenset({"اور", "And"})
_FIRST: Final = ("محمد", "غلام", "عبدال")
_LAST: Final = ("اللہ", "دین", "رحمن", "خان", "شاہ", "بٹ", "ملک", "بیگ", "بی", "بیگم", "خاتون")


class _Law(NamedTuple):
    tokens: Sequence[Spelt]
    summed: Sequence[float]


def drawn_name(dice: random.Random, gender: str) -> tuple[Spelt, ...]:
    """A name of two or three tokens, none twice; ``gender``: M or F."""
    law, size = _law(gender), dice.choice(SIZES)
    while True:
        name = dice.choices(law.tokens, cum_weights=law.summed, k=size)
        if len(set(name)) == size:
            return tuple(sorted(name, key=lambda token: _place(token[1])))


def _place(token: str) -> int:
    if token in _FIRST:
        return _FIRST.index(token) - len(_FIRST)
    return _LAST.index(token) + 1 if token in _LAST else 0


@cache
def _law(gender: str) -> _Law:
    """Tokens of one sex with weights that leave them their shares although no name has a token twice."""
    borne = [(_spelt(name), part * tables.frequencies()[name.urdu]) for name, part in _listed(gender)]
    first = len(tables.frequencies()) + 1
    women = gender == "F"
    for rank, token in enumerate(rare_names(), first):
        borne.append((token, share(rank) * (WOMENS_RARE if women else 1 - WOMENS_RARE)))
    total = sum(weight for _, weight in borne)
    wanted = [weight / total for _, weight in borne]
    weights = wanted
    for _ in range(ROUNDS):
        weights = [w * want / got for w, want, got in zip(weights, wanted, _drawn(weights), strict=True)]
    return _Law([token for token, _ in borne], list(accumulate(weights)))


def _drawn(weights: Sequence[float]) -> list[float]:
    """Share of each token in names that are drawn anew where a token would stand twice."""
    total = sum(weights)
    once = [weight / total for weight in weights]
    twice = sum(w * w for w in once)
    of_two = [w * (1 - w) for w in once]
    of_three = [w * ((1 - w) ** 2 - (twice - w * w)) for w in once]
    sum_two, sum_three = sum(of_two), sum(of_three)
    twos, threes = (SIZES.count(size) * size for size in (2, 3))
    two, three = (count / (twos + threes) for count in (twos, threes))
    return [two * a / sum_two + three * b / sum_three for a, b in zip(of_two, of_three, strict=True)]


def _listed(gender: str) -> list[tuple[RankedName, float]]:
    """The listed tokens that a sex bears, each once, with the part of them that it bears."""
    own, other = ("f", "m") if gender == "F" else ("m", "f")
    either = OF_WOMEN if gender == "F" else 1 - OF_WOMEN
    once = {name.urdu: name for name in reversed(tables.ranked())}
    return [(name, 1.0 if name.kind == own else either) for name in once.values() if name.kind != other]


def _spelt(name: RankedName) -> Spelt:
    return tuple(form.capitalize() for form in name.roman), name.urdu


@cache
def rare_names() -> tuple[Spelt, ...]:
    """Tokens below the ranked list, commonest first; the same everywhere."""
    dice = random.Random("names that no list has")  # noqa: S311 - repeatable on purpose, nothing secret
    after = _letters_after()
    taken = set(tables.frequencies())
    found: list[Spelt] = []
    left = 1 - sum(tables.frequencies().values())
    while left > 0:
        word = _word(dice, after)
        forms = tuple(dict.fromkeys(_roman(dice, word) for _ in range(RARE_SPELLINGS)))
        if word not in taken and len(word) <= LONGEST and all(map(_is_plain, (word, *forms))):
            taken.add(word)
            left -= share(len(taken))
            found.append((forms, word))
    return tuple(found)


def _is_plain(word: str) -> bool:
    """Whether a reader takes the word for one token of a name: no title, no marker, no compound, no "and"."""
    return word not in AND and len(word) >= SHORTEST and parsed(word).tokens == (folded(word),)


def _letters_after() -> Mapping[str, Counter[str]]:
    """How often each letter follows two others in the listed tokens; the edge of a word is a letter too."""
    after: dict[str, Counter[str]] = defaultdict(Counter)
    for word in tables.frequencies():
        for (a, b), (_, c) in pairwise(pairwise((EDGE, EDGE, *word, EDGE))):
            after[a + b][c] += 1
    return after


def _word(dice: random.Random, after: Mapping[str, Counter[str]]) -> str:
    word, last = "", EDGE
    before = EDGE
    while len(word) <= LONGEST:
        following = after[before + last]
        letter = dice.choices(list(following), list(following.values()))[0]
        if letter == EDGE:
            break
        word, before, last = word + letter, last, letter
    return word


def _roman(dice: random.Random, word: str) -> str:
    """One way to write a word, each letter's piece drawn as likely as it is fitted."""
    written = ""
    for before, letter, after in contexts(word):
        pieces = {p: chance for p, chance in tables.spelling().pieces(before, letter, after).items() if chance > LIKELY}
        written += dice.choices(list(pieces), list(pieces.values()))[0] if pieces else ""
    return written.capitalize()
