"""How alike two tokens of names are, in any script: whether they write one word.

Two Roman spellings are alike as far as they stand for the same Urdu words (the Bhattacharyya coefficient of their
posteriors). What neither list nor letters explain falls back to the fitted costs of edits. Pure.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import sqrt
from typing import Final

from services.names import tables
from services.names.edits import EditCosts
from services.names.letters import Script, script_of
from services.names.lexicon import REMEMBERED, Lexicon, Posterior


class Likeness:
    """Compares folded tokens. Answers are kept, as tokens recur."""

    def __init__(self, lexicon: Lexicon, edits: EditCosts) -> None:
        self.lexicon, self._edits = lexicon, edits
        self._compared = lru_cache(maxsize=4 * REMEMBERED)(self._compare)

    def of(self, first: str, second: str) -> float:
        """0 to 1; 1 for equal tokens; the same in both directions. 0 where either is empty."""
        if not first or not second:
            return 0.0
        if first == second:
            return 1.0
        return self._compared(*sorted((first, second)))

    def _compare(self, first: str, second: str) -> float:
        """Of two unequal tokens in order: a Roman token stands before an Urdu one."""
        scripts = script_of(first), script_of(second)
        if scripts == (Script.ROMAN, Script.URDU):
            return sqrt(self.lexicon.agreement(second, first))
        if scripts == (Script.URDU, Script.URDU):
            return self._edits.likeness(first, second)
        return self.of_roman(first, self.lexicon.posterior(first), second, self.lexicon.posterior(second))

    def of_roman(self, first: str, one: Posterior, second: str, other: Posterior) -> float:
        """How alike two Roman tokens are, of which it is known what they may stand for; 0 to 1."""
        words = dict(other.words)
        shared = sum(sqrt(weight * words[word]) for word, weight in one.words if word in words)
        unknown = sqrt(one.unknown * other.unknown)
        if unknown > NOTICEABLE:
            shared += unknown * self._edits.likeness(first, second)
        return min(shared, 1.0)


NOTICEABLE: Final = 0.01
"""A share of the unknown below this is not worth an edit distance."""


@cache
def lexicon() -> Lexicon:
    """The list of known names under the fitted tables."""
    customary = {name.urdu: name.roman for name in tables.ranked()}
    return Lexicon(tables.spelling(), tables.roman_letters(), tables.frequencies(), customary)


@cache
def likeness() -> Likeness:
    """The comparison under the fitted tables; the first call reads them."""
    return Likeness(lexicon(), tables.edit_costs())
