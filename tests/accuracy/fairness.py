"""Whether who a person is changes how often they are found: rates by province, gender and script of the question.

A description that lacks fields, as files do, is asked of a register; the rates are those of the zones of the shipped
model. Each province is asked of as many persons.

``linked``: the right person is proposed as one; ``seen``: proposed, or shown to a reviewer; ``spared``: nobody else is
proposed or shown. Each ratio is that of the worst group to the best.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from services.demo.described import Wear
from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.person import Described
from services.matching.score import Zone, score
from tests.accuracy.figures import Figure
from tests.accuracy.persons import World, world
from tests.accuracy.scoring import Question, asked

PERSONS, EACH = 10_000, 800
SEED: Final = "fairness"
FAIR: Final = 0.8
"""Least ratio of worst to best that needs no explanation: the four-fifths rule of 29 CFR 1607.4(D)."""
ENOUGH: Final = 500
"""Questions below which a group is not compared: by chance alone, a rate of a third varies by a quarter of itself among 130
questions, and by an eighth among 500 (two standard errors)."""


def zone(aligner: Aligner, one: Described, other: Described) -> Zone:
    """Where the shipped model puts a pair."""
    return score(aligner, default_model(), one, other).zone


def groups(seen: World, place: int, one: Described) -> Mapping[str, str]:
    """The groups that a question belongs to."""
    person = seen.persons[place]
    return {"province": person.home.province, "gender": person.gender, "script": str(one.name.script)}


def evenly(seen: World, each: int) -> World:
    """The same register, of every province asked of as many persons, or of all where it has fewer."""
    asked_of: Counter[str] = Counter()
    chosen = []
    for place, one in seen.asked:
        province = seen.persons[place].home.province
        asked_of[province] += 1
        if asked_of[province] <= each:
            chosen.append((place, one))
    return replace(seen, asked=chosen)


def figures() -> Iterator[Figure]:
    """Rates by group, and the ratio of worst to best of each kind of group."""
    seen = evenly(world(SEED, PERSONS, PERSONS, 0, Wear()), EACH)
    rates: dict[tuple[str, str], dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for (place, one), answer in zip(seen.asked, asked(seen, zone), strict=True):
        for kind, group in groups(seen, place, one).items():
            for what, holds in outcomes(answer).items():
                rates[what, kind][group].append(holds)
    for (what, kind), by_group in sorted(rates.items()):
        yield from compared(f"fairness.{what}.{kind}", by_group)


def outcomes(answer: Question[Zone]) -> Mapping[str, bool]:
    """What became of one question."""
    own = answer.told.get(answer.truth, Zone.REJECT)
    others = (each for at, each in answer.told.items() if at != answer.truth)
    return {
        "linked": own is Zone.LINK,
        "seen": own is not Zone.REJECT,
        "spared": all(each is Zone.REJECT for each in others),
    }


def compared(name: str, by_group: Mapping[str, Sequence[bool]]) -> Iterator[Figure]:
    """The rate of each group, and the ratio of the lowest to the highest among groups of which enough was asked."""
    found = {group: sum(holds) / len(holds) for group, holds in by_group.items()}
    for group, rate in sorted(found.items()):
        yield Figure(f"{name}.{group}", rate)
    told = [rate for group, rate in found.items() if len(by_group[group]) >= ENOUGH]
    yield Figure(f"{name}.worst_to_best", min(told) / max(told) if max(told) else 1.0, FAIR)
