"""About how many bits each of many entries would score, in a few steps over columns, by the same model.

Names are compared by the words they are filed under, and addresses not at all; the rest is as the scorer has it. An
estimate chooses which entries are scored, and is never told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matching.alignment import Aligner
from services.matching.index.columns import GENDERS, Columns
from services.matching.index.filed import Filed, Filing
from services.matching.levels import COMMON, NEAR_YEARS, RARE, TELLING
from services.matching.model import Model
from services.matching.person import Described, Gender

Bits = NDArray[np.float64]
Mask = NDArray[np.bool_]
Digests = NDArray[np.uint32]
Numbers = NDArray[np.int64]

_SIZES: Final = (COMMON, TELLING, RARE)
_LEVELS: Final = {
    "whole": ("common", "common", "telling", "rare"),
    "part": ("conflict", "part-common", "part-telling", "part-rare"),
    "both": ("conflict", "conflict", "conflict", "part-common"),
}
"""Levels of a name by its shared bits, where nothing is left over, on one side, or on both."""


class Token(NamedTuple):
    """One token of a description: the words that it may stand for, and its rarity in bits."""

    words: tuple[Filed, ...]
    rarity: float


def tokens_of(filing: Filing, aligner: Aligner, name: Sequence[str]) -> list[Token]:
    """The tokens of one name as they are estimated by."""
    return [Token(filing.sought(token), aligner.rarity(token)) for token in name]


class Estimator:
    """Estimates entries against one description."""

    def __init__(self, model: Model, filing: Filing, aligner: Aligner, who: Described) -> None:
        self._model, self._who = model, who
        names = [name for name in (who.name.tokens, *who.name.aliases) if name]
        self._names = [tokens_of(filing, aligner, name) for name in names]
        self._related = tokens_of(filing, aligner, who.related.tokens)

    def bits(self, columns: Columns, slots: NDArray[np.int32], near: Mask) -> Bits:
        """Of each slot, without the prior; ``near``: whose number has a half in common with the description's."""
        found = np.zeros(len(slots))
        if self._names:
            words = columns.words[slots]
            found += np.max([self._named("name", words, name) for name in self._names], axis=0)
        if self._related:
            found += self._named("related", columns.related[slots], self._related)
        cnic, area, gender = columns.cnic[slots], columns.area[slots], columns.gender[slots]
        found += self._gender(gender) + self._area(area) + self._born(columns.born[slots])
        return found + (self._of_card(cnic, near) if self._who.cnic else self._of_theirs(cnic))

    def _named(self, field: str, words: Digests, name: Sequence[Token]) -> Bits:
        shared = np.zeros(len(words))
        pairs = np.zeros(len(words), np.int64)
        for token in name:
            alike = np.zeros(len(words))
            for word in token.words:
                np.maximum(alike, (words == word.word).any(axis=1) * word.chance**0.5, out=alike)
            shared += alike * token.rarity
            pairs += alike > 0
        theirs = (words != 0).sum(axis=1)
        size = np.digitize(shared, _SIZES)
        left, right = pairs < len(name), theirs > pairs
        by = {side: self._weights(field, levels)[size] for side, levels in _LEVELS.items()}
        agreed = np.where(left & right, by["both"], np.where(left | right, by["part"], by["whole"]))
        weighed = np.where(pairs > 0, agreed, self._weight(field, "differs"))
        return np.where(theirs > 0, weighed, 0.0)

    def _gender(self, theirs: NDArray[np.int8]) -> Bits:
        own = GENDERS[self._who.gender]
        if not own:
            return np.zeros(len(theirs))
        return self._known(theirs, np.where(theirs == own, *self._either("gender", "same", "differs")))

    def _area(self, theirs: NDArray[np.int32]) -> Bits:
        if not self._who.area.isdecimal():
            return np.zeros(len(theirs))
        return self._known(theirs, self._by_area("area", theirs.astype(np.int64), int(self._who.area)))

    def _by_area(self, field: str, theirs: Numbers, own: int) -> Bits:
        same_province = np.where(theirs // 10_000 == own // 10_000, *self._either(field, "province", "elsewhere"))
        return np.where(theirs == own, self._weight(field, "district"), same_province)

    def _born(self, theirs: NDArray[np.int32]) -> Bits:
        own = self._who.born
        if own is None:
            return np.zeros(len(theirs))
        year, month, day = theirs // 10_000, theirs // 100 % 100, theirs % 100
        apart = np.abs(year - own.year)
        weight = {level: self._weight("born", level) for level in self._model.weights["born"]}
        within = np.where(month == own.month, weight["month"], weight["year"]) if own.month else weight["year"]
        if own.day:
            swapped = (month == own.day) & (day == own.month)
            within = np.where((day > 0) & swapped, weight["swapped"], within)
            within = np.where((month == own.month) & (day == own.day), weight["day"], within)
        far = np.where(apart <= NEAR_YEARS, weight["years-apart"], weight["differs"])
        return self._known(theirs, np.where(apart == 0, within, np.where(apart == 1, weight["one-year"], far)))

    def _of_card(self, theirs: Numbers, near: Mask) -> Bits:
        """Where the description has a number: half a number in common counts as one digit off."""
        own = int(self._who.cnic)
        found = np.where(near, *self._either("cnic", "one-digit", "differs"))
        return self._known(theirs, np.where(theirs == own, self._weight("cnic", "same"), found))

    def _of_theirs(self, theirs: Numbers) -> Bits:
        """Where the description has no number: what the entry's own number says of gender and district."""
        found = np.zeros(len(theirs))
        if self._who.gender in (Gender.MAN, Gender.WOMAN):
            odd = theirs % 2 == (self._who.gender is Gender.MAN)
            found += self._known(theirs, np.where(odd, *self._either("parity", "fits", "contradicts")))
        if self._who.area.isdecimal():
            found += self._known(theirs, self._by_area("prefix", theirs // 10**8, int(self._who.area)))
        return found

    def _known(self, theirs: NDArray[np.int8] | NDArray[np.int32] | Numbers, bits: Bits) -> Bits:
        return np.where(theirs != 0, bits, 0.0)

    def _weight(self, field: str, level: str) -> float:
        return self._model.weights[field][level]

    def _weights(self, field: str, levels: Sequence[str]) -> Bits:
        return np.array([self._weight(field, level) for level in levels])

    def _either(self, field: str, yes: str, no: str) -> tuple[float, float]:
        return self._weight(field, yes), self._weight(field, no)
