"""Weights from pairs: how often levels occur among pairs of one person and among pairs of two.

Fellegi and Sunter 1969; expectation maximisation as Winkler 1988; then a logistic refit on what reviewers decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, log1p, log2, sqrt
from typing import Final

Levels = Mapping[str, str]
"""One pair: its level by field; fields that a side lacks are absent."""
Kind = tuple[tuple[str, str], ...]
"""Pairs of the same levels: field and level, by field."""
Shares = Mapping[str, Mapping[str, float]]
"""Share of each level by field; the shares of a field sum to 1."""

LOG_2: Final = log(2)
PSEUDO_COUNT: Final = 0.5
"""Pairs that each level is counted with beyond those seen, so that none is impossible."""
STEEPEST: Final = 50.0
SETTLED: Final = 1e-6
"""A step of the fit below this many nats is its last."""


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


def kind_of(levels: Levels) -> Kind:
    """The kind of a pair."""
    return tuple(sorted(levels.items()))


def maximised(
    kinds: Mapping[Kind, float], two: Shares, start: Shares, every: Mapping[str, Sequence[str]], rounds: int = 25
) -> Estimate:
    """Shares among one person's pairs, from pairs of which nobody knows; ``two`` comes from pairs at random and stays.

    ``kinds``: how many pairs are of each kind; ``start``: a first guess of the shares among one person's pairs.
    """
    pairs = [(dict(kind), count) for kind, count in kinds.items()]
    found = Estimate(0.1, start, two)
    for _ in range(rounds):
        weights = found.weights()
        offset = log(found.prior / (1 - found.prior))
        told = [(levels, count * _logistic(offset + LOG_2 * bits_of(weights, levels))) for levels, count in pairs]
        prior = sum(weight for _, weight in told) / sum(count for _, count in pairs)
        found = Estimate(min(max(prior, 1e-6), 1 - 1e-6), shares(told, every), two)
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
    reviewed: Mapping[tuple[Kind, bool], float],
    *,
    trust: float = 1.0,
    rounds: int = 30,
) -> tuple[dict[str, dict[str, float]], float]:
    """Weights and prior, in bits, that explain what reviewers decided, drawn towards those given.

    Logistic regression by Newton's method with a penalty on each change; ``trust``: how firmly the given weights are
    kept, as the penalty of a change by 1 nat. Fields of one pair are dependent, and this takes back what is counted
    twice. ``reviewed``: how many pairs of each kind are of one person (True), and of two.
    """
    places = {(field, level): at for at, (field, level) in enumerate(_every_level(weights), 1)}
    given = [prior * LOG_2, *(weights[field][level] * LOG_2 for field, level in places)]
    kinds = {((0, *(places[found] for found in kind)), same): count for (kind, same), count in reviewed.items()}
    fitted = list(given)
    for _ in range(rounds):
        step = solved(*_newton(kinds, fitted, given, trust))
        fitted, moved = _stepped(kinds, fitted, step, given, trust)
        if moved < SETTLED:
            break
    changed: dict[str, dict[str, float]] = defaultdict(dict)
    for (field, level), at in places.items():
        changed[field][level] = fitted[at] / LOG_2
    return dict(changed), fitted[0] / LOG_2


def _every_level(weights: Mapping[str, Mapping[str, float]]) -> list[tuple[str, str]]:
    return [(field, level) for field, levels in weights.items() for level in levels]


def _stepped(
    kinds: Mapping[tuple[tuple[int, ...], bool], float],
    fitted: Sequence[float],
    step: Sequence[float],
    given: Sequence[float],
    trust: float,
) -> tuple[list[float], float]:
    """The parameters after the longest halving of the step that lowers the loss, and how far the farthest moved."""
    before = _loss(kinds, fitted, given, trust)
    length = 1.0
    while length > SETTLED:
        tried = [value - length * change for value, change in zip(fitted, step, strict=True)]
        if _loss(kinds, tried, given, trust) < before:
            return tried, length * max(map(abs, step))
        length /= 2
    return list(fitted), 0.0


def _loss(
    kinds: Mapping[tuple[tuple[int, ...], bool], float], fitted: Sequence[float], given: Sequence[float], trust: float
) -> float:
    """Minus the penalised log likelihood, in nats."""
    found = trust * sum((value - start) ** 2 for value, start in zip(fitted, given, strict=True)) / 2
    for (places, is_same), count in kinds.items():
        value = sum(fitted[at] for at in places)
        towards = -value if is_same else value
        found += count * (max(towards, 0.0) + log1p(exp(-abs(towards))))
    return found


def _newton(
    kinds: Mapping[tuple[tuple[int, ...], bool], float], fitted: Sequence[float], given: Sequence[float], trust: float
) -> tuple[list[list[float]], list[float]]:
    """Hessian and slope of the penalised loss; a kind of pair is the places of its parameters and the answer."""
    size = len(fitted)
    curved = [[trust * (row == column) for column in range(size)] for row in range(size)]
    slope = [trust * (value - start) for value, start in zip(fitted, given, strict=True)]
    for (places, is_same), count in kinds.items():
        chance = _logistic(sum(fitted[at] for at in places))
        error, weight = count * (chance - is_same), count * chance * (1 - chance)
        for at in places:
            slope[at] += error
            row = curved[at]
            for other in places:
                row[other] += weight
    return curved, slope


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a symmetric, positive definite system, by Cholesky's factors."""
    size = len(right)
    lower = [[0.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(row + 1):
            rest = matrix[row][column] - sum(lower[row][k] * lower[column][k] for k in range(column))
            lower[row][column] = sqrt(rest) if row == column else rest / lower[column][column]
    forward: list[float] = []
    for row in range(size):
        forward.append((right[row] - sum(lower[row][k] * forward[k] for k in range(row))) / lower[row][row])
    found = [0.0] * size
    for row in reversed(range(size)):
        found[row] = (forward[row] - sum(lower[k][row] * found[k] for k in range(row + 1, size))) / lower[row][row]
    return found


def _logistic(value: float) -> float:
    bounded = max(-STEEPEST, min(STEEPEST, value))
    return 1 / (1 + exp(-bounded))
