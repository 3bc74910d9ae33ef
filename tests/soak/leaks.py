"""What answers tell of who is a victim: area under the curve, its bound by bootstrap, and what a classifier picks."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")
Tokens = Collection[str]
"""What was felt of one person: whatever an answer had, as words."""


class Bounded(NamedTuple):
    """A figure with the 2.5th and 97.5th percentile of its resamples."""

    value: float
    low: float
    high: float


class Picked(NamedTuple):
    """Victims among as many picks as there are victims, ties shared evenly; and what a draw would pick."""

    victims: float
    by_chance: float

    @property
    def over(self) -> float:
        """Victims over chance."""
        return self.victims - self.by_chance


def auc(victims: Sequence[float], others: Sequence[float]) -> float:
    """Chance that a victim's figure is above another person's, ties by half (Mann and Whitney, 1947): 0 to 1.

    Raises ValueError where either has nobody.
    """
    if not victims or not others:
        raise ValueError("an area needs a figure of each kind")
    ranked = sorted([(each, True) for each in victims] + [(each, False) for each in others])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += sum(victim for _, victim in ranked[at:end]) * (at + 1 + end) / 2
        at = end
    count = len(victims)
    return (total - count * (count + 1) / 2) / (count * len(others))


def bootstrap(items: Sequence[T], figure: Callable[[Sequence[T]], float], times: int = 1000, seed: int = 27) -> Bounded:
    """A figure of all items, and its bound over resamples of them (Efron, 1979). Raises as ``figure`` does."""
    dice = random.Random(seed)
    drawn = sorted(figure(dice.choices(items, k=len(items))) for _ in range(times))
    return Bounded(figure(items), drawn[int(0.025 * times)], drawn[int(0.975 * times)])


def weights(people: Mapping[str, Tokens], victims: Collection[str]) -> dict[str, float]:
    """Of each word the log ratio of how often victims and others have it, by naive Bayes with one added to each count."""
    counts = {True: Counter[str](), False: Counter[str]()}
    sizes = Counter(person in victims for person in people)
    for person, tokens in people.items():
        counts[person in victims].update(set(tokens))
    words = counts[True].keys() | counts[False].keys()

    def share(word: str, *, victim: bool) -> float:
        return (counts[victim][word] + 1) / (sizes[victim] + 2)

    return {word: math.log(share(word, victim=True) / share(word, victim=False)) for word in words}


def picked(people: Mapping[str, Tokens], victims: Collection[str], learned: Collection[str]) -> Picked:
    """Whom a classifier picks among the people who are not ``learned``, once it was told who of those are victims."""
    ratio = weights({person: people[person] for person in learned}, victims)
    judged = [person for person in people if person not in learned]
    score = {person: round(sum(ratio.get(word, 0.0) for word in set(people[person])), 9) for person in judged}
    there = [person for person in judged if person in victims]
    left, victims_picked = len(there), 0.0
    for value in sorted(set(score.values()), reverse=True):
        group = [person for person in judged if score[person] == value]
        taken = min(left, len(group))
        victims_picked += taken * sum(person in victims for person in group) / len(group)
        left -= taken
    return Picked(victims_picked, len(there) ** 2 / len(judged) if judged else 0.0)
