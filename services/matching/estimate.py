"""Weights from pairs: how often levels occur among pairs of one person and among pairs of two.

Fellegi and Sunter 1969; expectation maximisation as Winkler 1988; then a logistic refit on what reviewers decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, log2
from typing import Final

Levels = Mapping[str, str]
"""One pair: its level by field; fields that a side lacks are absent."""
Shares = Mapping[str, Mapping[str, float]]
"""Share of each level by field; the shares of a field sum to 1."""

LOG_2: Final = log(2)
PSEUDO_COUNT: Final = 0.5
"""Pairs that each level is counted with beyond those seen, so that none is impossible."""
STEEPEST: Final = 50.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """``same`` and ``two``: shares among pairs of one person and of two; ``prior``: share of pairs of one person."""

    prior: float
    same: Shares
    two: Shares

    def weights(self) -> dict[str, dict[str, float]]:
        """Bits of each level: the binary logarithm of its share among one person's pairs over that among two's."""
        return {
            field: {level: log2(share / self.two[field][level]) for level, share in levels.items()}
            for field, levels in self.same.items()
        }


def shares(pairs: Iterable[tuple[Levels, float]], every: Mapping[str, Sequence[str]]) -> Shares:
    """Shares of every level among weighted pairs; a level never seen keeps a small one."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for levels, weight in pairs:
        for field, level in levels.items():
            counts[field][level] += weight
    found = {}
    for field, names in every.items():
        total = sum(counts[field].values()) + PSEUDO_COUNT * len(names)
        found[field] = {name: (counts[field][name] + PSEUDO_COUNT) / total for name in names}
    return found


def maximised(
    pairs: Sequence[Levels], two: Shares, start: Shares, every: Mapping[str, Sequence[str]], rounds: int = 25
) -> Estimate:
    """Shares among one person's pairs, from pairs of which nobody knows; ``two`` comes from pairs at random and stays.

    ``start``: a first guess of the shares among one person's pairs.
    """
    kinds = Counter(tuple(sorted(levels.items())) for levels in pairs)
    found = Estimate(0.1, start, two)
    for _ in range(rounds):
        weights = found.weights()
        offset = log(found.prior / (1 - found.prior))
        told = [
            (dict(kind), count * _logistic(offset + LOG_2 * bits_of(weights, dict(kind))))
            for kind, count in kinds.items()
        ]
        one = sum(weight for _, weight in told)
        prior = min(max(one / len(pairs), 1e-6), 1 - 1e-6)
        found = Estimate(prior, shares(told, every), two)
    return found


def rising(
    weights: Mapping[str, Mapping[str, float]], every: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """The weights nearest to those given in which more agreement never weighs less.

    Pooled adjacent violators (Ayer et al. 1955), each level counting alike. ``every``: levels from least to most.
    """
    found = {}
    for field, names in every.items():
        pools: list[list[float]] = []
        for level in names:
            pools.append([weights[field][level]])
            while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
                last = pools.pop()
                pools[-1] += last
        flat = [_mean(pool) for pool in pools for _ in pool]
        found[field] = dict(zip(names, flat, strict=True))
    return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def bits_of(weights: Mapping[str, Mapping[str, float]], levels: Levels) -> float:
    """What the levels of a pair weigh together, in bits."""
    return sum(weights[field][level] for field, level in levels.items())


def refitted(
    weights: Mapping[str, Mapping[str, float]],
    prior: float,
    reviewed: Sequence[tuple[Levels, bool]],
    *,
    trust: float = 20.0,
    rounds: int = 200,
    step: float = 0.5,
) -> tuple[dict[str, dict[str, float]], float]:
    """Weights and prior, in bits, that explain what reviewers decided, drawn towards those given.

    Logistic regression by gradient descent with a penalty on each change; ``trust``: reviewed pairs that the given
    weight of a level is worth. Fields of one pair are dependent, and this takes back what is counted twice.
    """
    fitted = {field: dict(levels) for field, levels in weights.items()}
    offset = prior
    total = len(reviewed) + trust
    for _ in range(rounds):
        slopes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        slope = 0.0
        for levels, is_same in reviewed:
            error = _logistic(LOG_2 * (offset + bits_of(fitted, levels))) - is_same
            slope += error
            for field, level in levels.items():
                slopes[field][level] += error
        for field, changed in fitted.items():
            for level in changed:
                drawn = trust * (changed[level] - weights[field][level]) / STEEPEST
                changed[level] -= step * (slopes[field][level] + drawn) / total
        offset -= step * (slope + trust * (offset - prior) / STEEPEST) / total
    return fitted, offset


def _logistic(value: float) -> float:
    bounded = max(-STEEPEST, min(STEEPEST, value))
    return 1 / (1 + exp(-bounded))
