"""Fit the matcher's weights anew: `python -m tests.accuracy.fit_model`, some ten minutes. No chance in it.

Shares among pairs of two persons come from pairs at random, those of one person by expectation maximisation, and a
logistic refit on pairs whose answer is known takes back what dependent fields count twice.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from math import log2
from typing import Final

from services.demo.described import Wear
from services.demo.population import dice_of
from services.matching.alignment import Aligner
from services.matching.default_model import FILE
from services.matching.estimate import Kind, Shares, kind_of, maximised, refitted, rising, shares
from services.matching.levels import LEVELS, compared
from services.matching.model import written
from services.matching.person import Described
from services.names.likeness import likeness
from tests.accuracy.persons import World, world
from tests.accuracy.scoring import asked

VERSION: Final = "matcher-3"
SEED: Final = "fitted"
PERSONS, ASKED, STRANGERS = 4_000, 1_200, 300
WEAR: Final = Wear(absent=0.3)
AT_RANDOM: Final = 100_000
REGISTER: Final = 1_000_000
"""Persons of the register that the prior is meant for."""
SURE, WORTH_A_LOOK = 0.99, 0.01
"""Probability of one person from which a pair is proposed as one, and from which a reviewer sees it."""


def first_guess() -> Shares:
    """Among one person's pairs each level is twice as frequent as the one below it."""
    return {f: {level: 2.0**n / (2.0 ** len(all_) - 1) for n, level in enumerate(all_)} for f, all_ in LEVELS.items()}


def kind(aligner: Aligner, one: Described, other: Described) -> Kind:
    """The kind of a pair."""
    return kind_of(compared(aligner, one, other))


def at_random(seen: World) -> Counter[Kind]:
    """How many pairs of two persons, drawn from the register, are of each kind."""
    aligner, dice, size = Aligner(likeness()), dice_of(SEED, "pairs"), len(seen.register)
    drawn = (dice.sample(range(size), 2) for _ in range(AT_RANDOM))
    return Counter(kind(aligner, seen.register[a], seen.register[b]) for a, b in drawn)


def bits(probability: float) -> float:
    """Odds of a probability, in bits."""
    return round(log2(probability / (1 - probability)), 2)


def main() -> int:
    """Write the model, and say how it came about."""
    seen = world(SEED, PERSONS, ASKED, STRANGERS, WEAR)
    drawn = at_random(seen)
    reviewed: dict[tuple[Kind, bool], float] = defaultdict(float)
    for question in asked(seen, kind):
        for place, found in question.told.items():
            reviewed[found, place == question.truth] += 1
    each = ((ASKED + STRANGERS) * PERSONS - sum(reviewed.values())) / AT_RANDOM
    for found, count in drawn.items():
        reviewed[found, False] += each * count
    weights, prior = fitted(reviewed, drawn)
    shifted = prior - log2(REGISTER / PERSONS)
    FILE.write_text(written(VERSION, shifted, weights, bits(SURE), bits(WORTH_A_LOOK)), "utf-8")
    return 0


def fitted(
    reviewed: Mapping[tuple[Kind, bool], float], drawn: Mapping[Kind, float]
) -> tuple[dict[str, dict[str, float]], float]:
    """Weights and prior in bits, from all pairs by kind and answer; ``drawn``: those of two persons at random."""
    kinds: dict[Kind, float] = defaultdict(float)
    for (found, _), count in reviewed.items():
        kinds[found] += count
    two = shares(((dict(found), count) for found, count in drawn.items()), LEVELS)
    estimate = maximised(kinds, two, first_guess(), LEVELS)
    prior = log2(estimate.prior / (1 - estimate.prior))
    weights, prior = refitted(rising(estimate.weights(), LEVELS), prior, reviewed)
    return rising(weights, LEVELS), prior


if __name__ == "__main__":
    sys.exit(main())
