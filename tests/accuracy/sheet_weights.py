"""Weights of a sheet's levels, estimated on the sheet itself.

Shares among pairs of two come from pairs at random, those of one person from expectation maximisation without a label, and
an agreement in a rare value weighs more by how often the sheet has it. Where some persons are labelled, weights are
refitted to what is told of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log2
from typing import Final

import numpy as np

from services.matching.estimate import Estimate, Kind, Shares, maximised, refitted
from tests.accuracy.sheets import MISSING, NAMES, RARER, Pairs, Places, Sheet, at_random, count_levels, levels, rarity

ROUNDS: Final = 40


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
