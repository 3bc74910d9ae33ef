"""P(Roman | Urdu) of every word of a list at once, in columns: which of them a search by letters has to look at.

The same sums as the model of spelling takes, for all cuts and without leaving anything out, so that what the search
finds of a word is never more, but for rounding. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.names.spelling import LONGEST_PIECE, SLIP, SpellingModel, contexts

ROUNDED: Final = 1 + 1e-9
"""More than sums in another order differ by."""
Chances = NDArray[np.float64]


class Sounded:
    """The words of one list, as their letters sound."""

    def __init__(self, spelling: SpellingModel, words: Sequence[str], priors: Sequence[float]) -> None:
        """``priors``: by the word."""
        letters = [["".join(each) for each in contexts(word)] for word in words]
        steps = {context: at for at, context in enumerate(dict.fromkeys(c for word in letters for c in word))}
        pieces = dict.fromkeys(piece for context in steps for piece in spelling.table.get(context, {}))
        self._columns = {piece: at for at, piece in enumerate(pieces, LONGEST_PIECE + 1)}
        """By piece; before them one of each length that no letter was seen to give."""
        self._chances = np.tile([*SLIP, *(SLIP[len(piece)] for piece in pieces)], (len(steps), 1))
        for context, at in steps.items():
            for piece, chance in spelling.table.get(context, {}).items():
                self._chances[at, self._columns[piece]] = chance
        self._order = sorted(range(len(words)), key=lambda at: -len(words[at]))
        """Places of the words, the longest first."""
        longest_first = [[steps[context] for context in letters[at]] for at in self._order]
        self._steps = [
            np.array([word[at] for word in longest_first if len(word) > at], np.intp)
            for at in range(max(map(len, words), default=0))
        ]
        self._priors = np.array(priors)[self._order] * ROUNDED

    def most(self, roman: str) -> list[float]:
        """By the word, no less than P(a person bears it and its letters sound so), and hardly more."""
        size = len(roman)
        by_length = [self._given(roman, length) for length in range(min(LONGEST_PIECE, size) + 1)]
        rows = np.zeros((len(self._order), size + 1))
        rows[:, 0] = 1.0
        for steps in self._steps:
            row = rows[: len(steps)]
            following = row * by_length[0][steps]
            for length, chances in enumerate(by_length[1:], 1):
                following[:, length:] += row[:, : size + 1 - length] * chances[steps]
            rows[: len(steps)] = following
        found = np.empty(len(self._order))
        found[self._order] = rows[:, size] * self._priors
        told: list[float] = found.tolist()
        return told

    def _given(self, roman: str, length: int) -> Chances:
        """Of each step (rows) the probability of the piece of this length from each place of the spelling."""
        places = (roman[at : at + length] for at in range(len(roman) - length + 1))
        return self._chances[:, [self._columns.get(piece, length) for piece in places]]
