"""How well scores put true pairs before false ones: average precision, best F1, recall at a precision.

Pairs of equal score stand at one place of the ranking, so that no order among them flatters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Ranking:
    """``steps``: (precision, recall) after each score, highest score first."""

    steps: tuple[tuple[float, float], ...]

    def average_precision(self) -> float:
        """Mean of the precision over the recall that each step gains, 0 to 1; pairs never scored count as missed."""
        before, total = 0.0, 0.0
        for precision, recall in self.steps:
            total, before = total + precision * (recall - before), recall
        return total

    def best_f1(self) -> float:
        """The greatest harmonic mean of precision and recall at any threshold, 0 to 1."""
        return max((2 * p * r / (p + r) for p, r in self.steps if p + r), default=0.0)

    def recall_at(self, precision: float) -> float:
        """The greatest recall at a threshold of at least this precision; 0 where none reaches it."""
        return max((r for p, r in self.steps if p >= precision), default=0.0)


def ranked(scored: Iterable[tuple[float, bool]], positives: int) -> Ranking:
    """A ranking of scored pairs, of which ``positives`` are true in all, scored or not."""
    return Ranking(tuple(_steps(sorted(scored, key=lambda one: -one[0]), positives)))


def _steps(scored: list[tuple[float, bool]], positives: int) -> Iterator[tuple[float, float]]:
    seen = true = 0
    for _, equal in groupby(scored, key=lambda one: one[0]):
        for _, is_true in equal:
            seen, true = seen + 1, true + is_true
        yield true / seen, true / positives if positives else 0.0
