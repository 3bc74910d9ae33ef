"""Sheets of records with other fields than ours: pairs that are compared, and their levels of agreement by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import Final

import duckdb
import numpy as np
import pyarrow
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from services.matching.alignment import aligned
from services.matching.levels import NAME_LEVELS, agreement
from tests.accuracy.ranking import Ranking

Places = NDArray[np.int64]
Values = NDArray[np.float64]
MISSING: Final = -1
NAMES: Final = "names"
"""Kind of a column of whole names: their words are aligned as the matcher aligns tokens, and the levels are its own."""
DATES: Final = "dates"
DIFFERING_DATES: Final = 5
YEAR_ALONE: Final = "-01-01"
STEPS: Final = 1000
"""Steps of a ranking in one bit: scores that are nearer to each other stand at one place."""
AT_RANDOM: Final = 400_000
LIKENESS: Final[Mapping[str, tuple[float, ...]]] = {
    "name": (0.8, 0.88, 0.92, 0.9999),
    "code": (0.3, 0.4, 0.9999),
    "word": (0.9999,),
}
"""Least likeness of each level above the lowest, by what a column holds: Jaro-Winkler's of names; of codes and dates
1 / (1 + Damerau-Levenshtein's edits); equality of words."""
TOO_MANY: Final = 100
"""Records that share a word beyond these are a hub, which brings no pair together."""
TYPED_ALIKE: Final = 0.84
"""Jaro-Winkler's likeness below which two words of a name are two."""
RARER: Final = (-3.0, 0.0, 3.0)
"""Bits by which a value is rarer than a usual one of its column: equality of values is so many levels, and one more."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """``columns``: cells by column, None where empty; ``whose``: the person of each record, apart.

    ``compared``: kind of likeness by column; ``rules``: columns that both records of a candidate pair have alike;
    ``apart``: columns and kinds for a matcher that aligns no words; ``words``: a column of which one word in common is
    enough, empty for none; ``labelled``: persons whose answers are told, and of whom nothing is measured.
    """

    columns: Mapping[str, Sequence[str | None]]
    whose: Sequence[str]
    compared: Mapping[str, str]
    rules: Sequence[Sequence[str]]
    apart: Mapping[str, str]
    words: str = ""
    labelled: frozenset[str] = frozenset()

    def true_pairs(self) -> int:
        """Pairs of records of one person that are measured."""
        counts = Counter(person for person in self.whose if person not in self.labelled)
        return sum(count * (count - 1) // 2 for count in counts.values())


@dataclass(frozen=True, slots=True)
class Pairs:
    """Records by place, the lower first; whether they are of one person, and whether anything of them is labelled."""

    left: Places
    right: Places
    same: NDArray[np.bool_]
    labelled: NDArray[np.bool_]


def pairs(sheet: Sheet, left: Places, right: Places) -> Pairs:
    """Pairs with their truth."""
    whose = np.unique(np.array(sheet.whose), return_inverse=True)[1]
    labelled = np.array([person in sheet.labelled for person in sheet.whose])
    return Pairs(left, right, whose[left] == whose[right], labelled[left] | labelled[right])


def candidates(sheet: Sheet) -> Pairs:
    """Pairs that any of the sheet's rules brings together, each once."""
    columns = sorted({column for rule in sheet.rules for column in rule})
    table = duckdb.connect()
    cells = {column: pyarrow.array(sheet.columns[column], pyarrow.string()) for column in columns}
    table.register("records", pyarrow.table({"place": range(len(sheet.whose)), **cells}))
    by_rule = (
        "SELECT l.place AS l, r.place AS r FROM records l JOIN records r ON "
        + " AND ".join(f'l."{column}" = r."{column}"' for column in rule)
        + " WHERE l.place < r.place"
        for rule in sheet.rules
    )
    found = table.execute(" UNION ".join([*by_rule, *_by_words(table, sheet)])).fetchnumpy()
    left, right = (np.asarray(found[side], np.int64) for side in "lr")
    order = np.lexsort((right, left))
    return pairs(sheet, left[order], right[order])


def _by_words(table: duckdb.DuckDBPyConnection, sheet: Sheet) -> Iterator[str]:
    """The statement of pairs that share a word which is no hub."""
    if sheet.words:
        cells = ((place, set((cell or "").split())) for place, cell in enumerate(sheet.columns[sheet.words]))
        places, words = zip(*((place, word) for place, found in cells for word in sorted(found)), strict=True)
        table.register("words", pyarrow.table({"place": places, "word": words}))
        yield (
            "SELECT l.place AS l, r.place AS r FROM words l JOIN words r USING (word) JOIN "
            f"(SELECT word FROM words GROUP BY word HAVING count(*) <= {TOO_MANY}) USING (word) WHERE l.place < r.place"
        )


def likeness(kind: str, left: Sequence[str], right: Sequence[str]) -> Values:
    """How alike the cells beside each other are, 0 to 1."""
    if kind == "word":
        return np.array([a == b for a, b in zip(left, right, strict=True)], float)
    if kind == "name":
        return np.asarray(process.cpdist(left, right, scorer=JaroWinkler.similarity, workers=2), float)
    return 1 / (1 + np.asarray(process.cpdist(left, right, scorer=DamerauLevenshtein.distance, workers=2), float))


def _coded(cells: Sequence[str | None]) -> tuple[NDArray[np.str_], Places]:
    """The values of a column, and of each cell the place of its value, -1 where it is empty."""
    values = sorted({cell for cell in cells if cell})
    places = {value: place for place, value in enumerate(values)}
    return np.array(values), np.array([places.get(cell or "", MISSING) for cell in cells], np.int64)


def levels(sheet: Sheet, column: str, found: Pairs) -> Places:
    """Level of each pair in a column, from 0; -1 where one is empty."""
    values = by_cells(sheet.columns[column], found, lambda first, second: _levels(sheet, column, first, second))
    return np.where(np.isnan(values), MISSING, values).astype(np.int64)


def by_cells(
    cells: Sequence[str | None], found: Pairs, compare: Callable[[Sequence[str], Sequence[str]], Values]
) -> Values:
    """What ``compare`` says of both cells of each pair, NaN where one is empty; equal pairs of cells are compared once."""
    names, codes = _coded(cells)
    left, right = codes[found.left], codes[found.right]
    known = (left != MISSING) & (right != MISSING)
    both, back = np.unique(
        np.minimum(left, right)[known] * len(names) + np.maximum(left, right)[known], return_inverse=True
    )
    first, second = (names[side].tolist() for side in np.divmod(both, max(len(names), 1)))
    result = np.full(len(left), np.nan)
    result[known] = compare(first, second)[back]
    return result


def _levels(sheet: Sheet, column: str, first: Sequence[str], second: Sequence[str]) -> Values:
    kind = sheet.compared[column]
    if kind == NAMES:
        return _levels_of_names(sheet.columns[column], first, second)
    if kind == DATES:
        found = np.array([dates(a, b) for a, b in zip(first, second, strict=True)])
    else:
        found = np.searchsorted(np.array(LIKENESS[kind]), likeness(kind, first, second), side="right")
    rarer = rarity(sheet.columns[column])
    by_rarity = [np.searchsorted(RARER, rarer[a]) if a == b else 0 for a, b in zip(first, second, strict=True)]
    return np.asarray(found + np.array(by_rarity), float)


def _levels_of_names(cells: Sequence[str | None], first: Sequence[str], second: Sequence[str]) -> Values:
    counts = Counter(word for cell in cells for word in (cell or "").split())
    bits = {word: log2(counts.total() / count) for word, count in counts.items()}
    found = (
        agreement(aligned(a.split(), b.split(), typed_alike, bits.__getitem__))
        for a, b in zip(first, second, strict=True)
    )
    return np.array([NAME_LEVELS.index(level) for level in found], float)


def dates(one: str, other: str) -> int:
    """0 to 5: years far apart, up to three, one; a slip of one sign in days that are known; one year; the same."""
    if one == other:
        return 5
    if one[:4] == other[:4]:
        return 4
    if DamerauLevenshtein.distance(one, other) == 1 and not (one.endswith(YEAR_ALONE) and other.endswith(YEAR_ALONE)):
        return 3
    if not (one[:4].isdigit() and other[:4].isdigit()):
        return 0
    apart = abs(int(one[:4]) - int(other[:4]))
    return 2 if apart == 1 else 1 if apart <= 3 else 0


@lru_cache(maxsize=1 << 20)
def typed_alike(one: str, other: str) -> float:
    """How alike two words are, 0 where they are too little alike to be one."""
    found = JaroWinkler.similarity(one, other)
    return found if found >= TYPED_ALIKE else 0.0


def count_levels(kind: str) -> int:
    """How many levels a kind of column has."""
    if kind == NAMES:
        return len(NAME_LEVELS)
    return (DIFFERING_DATES if kind == DATES else len(LIKENESS[kind])) + 1 + len(RARER)


def at_random(sheet: Sheet) -> Pairs:
    """Pairs of records drawn at random."""
    dice = np.random.default_rng(0)
    left, right = (dice.integers(0, len(sheet.whose), AT_RANDOM) for _ in range(2))
    return pairs(sheet, left[left != right], right[left != right])


def stepped(scores: Values, found: Pairs, true: int) -> Ranking:
    """A ranking of the pairs that are measured, highest score first; equal scores stand at one place."""
    measured = ~found.labelled
    places, counts = np.unique(np.round(-scores[measured] * STEPS), return_inverse=True, return_counts=True)[1:]
    seen = np.cumsum(counts)
    right = np.cumsum(np.bincount(places, weights=found.same[measured], minlength=len(counts)))
    return Ranking(tuple(zip((right / seen).tolist(), (right / true).tolist(), strict=True)))


def rarity(cells: Sequence[str | None]) -> Mapping[str, float]:
    """Bits by which an agreement in a value says more than one in a usual value of the column."""
    counts = Counter(cell for cell in cells if cell)
    usual = sum((count / counts.total()) ** 2 for count in counts.values())
    return {value: log2(usual * counts.total() / count) for value, count in counts.items()}
