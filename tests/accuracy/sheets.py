"""Sheets of records with other fields than ours: candidate pairs, levels, and weights estimated on the sheet itself.

Nothing is labelled: shares among pairs of two come from pairs at random, those of one person from expectation
maximisation, and an agreement in a rare value weighs more by how often the sheet has it.
"""

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
from services.matching.estimate import Estimate, Kind, Shares, maximised, refitted
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
ROUNDS: Final = 40
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


class Weighed:
    """Bits of each candidate pair of a sheet; where the sheet has labels, weights are refitted to them."""

    def __init__(self, sheet: Sheet, found: Pairs) -> None:
        self._levels = {column: levels(sheet, column, found) for column in sheet.compared}
        estimate = _estimated(sheet, self._levels)
        self.weights, self.prior = estimate.weights(), log2(estimate.prior / (1 - estimate.prior))
        if sheet.labelled:
            self.weights, self.prior = refitted(self.weights, self.prior, self._told(found))
        self.bits = np.full(len(found.left), self.prior)
        for column, weights in self.weights.items():
            self.bits += np.array([*weights.values(), 0.0])[self._levels[column]]

    def _told(self, found: Pairs) -> dict[tuple[Kind, bool], float]:
        """How many labelled pairs are of each kind; two persons' as if they were labelled as seldom as one's."""
        told: dict[tuple[Kind, bool], float] = {}
        shares = {same: float(found.labelled[found.same == same].mean()) for same in (True, False)}
        for same, share in shares.items():
            chosen = found.labelled & (found.same == same)
            kinds = _kinds({column: at[chosen] for column, at in self._levels.items()}, shares[True] / share)
            told |= {(kind, same): count for kind, count in kinds.items()}
        return told


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


def _estimated(sheet: Sheet, found: Mapping[str, Places]) -> Estimate:
    """From all pairs of the sheet: candidates as they are, the others as pairs at random show them."""
    every = {column: _names(count_levels(kind)) for column, kind in sheet.compared.items()}
    pairs_at_random = at_random(sheet)
    drawn = {column: levels(sheet, column, pairs_at_random) for column in every}
    two = {column: _shares_of_two(sheet, column, drawn[column], every[column]) for column in every}
    guess: Shares = {
        column: {name: 2.0**place / (2.0 ** len(names) - 1) for place, name in enumerate(names)}
        for column, names in every.items()
    }
    size, candidate = len(sheet.whose), len(next(iter(found.values())))
    others = (size * (size - 1) / 2 - candidate) / len(pairs_at_random.left)
    return maximised(Counter(_kinds(found)) + Counter(_kinds(drawn, others)), two, guess, every, ROUNDS)


def _names(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(count))


def _shares_of_two(sheet: Sheet, column: str, drawn: Places, names: Sequence[str]) -> Mapping[str, float]:
    """Shares of levels among pairs at random; that of equality by the frequencies of values, which is exact."""
    seen = np.bincount(drawn[drawn != MISSING], minlength=len(names)) + 0.5
    if sheet.compared[column] == NAMES:
        return dict(zip(names, (seen / seen.sum()).tolist(), strict=True))
    counts = Counter(cell for cell in sheet.columns[column] if cell)
    rarer = rarity(sheet.columns[column])
    equal = np.zeros(len(RARER) + 1)
    for value, count in counts.items():
        equal[np.searchsorted(RARER, rarer[value])] += (count / counts.total()) ** 2
    below = seen[: -len(equal)]
    return dict(
        zip(names, [*(below / below.sum() * (1 - equal.sum())).tolist(), *(equal + 1e-9).tolist()], strict=True)
    )


def _kinds(found: Mapping[str, Places], each: float = 1.0) -> dict[Kind, float]:
    """How many pairs are of each kind, where one that was compared stands for ``each``."""
    columns = sorted(found)
    rows, counts = np.unique(np.column_stack([found[column] for column in columns]), axis=0, return_counts=True)
    return {
        tuple((column, str(level)) for column, level in zip(columns, row, strict=True) if level != MISSING): each
        * count
        for row, count in zip(rows.tolist(), counts.tolist(), strict=True)
    }
