"""Detectors over worlds of our own (:mod:`tests.worlds`), at base rates: whom they alert, miss, and take for somebody else.

The seed of the figures is used for nothing else: thresholds and detectors were looked at with the seeds below a hundred.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from services.linkage.alerts.raising import Level, raised
from services.linkage.detectors.contract import Family, Finding
from services.linkage.detectors.naming import run
from services.linkage.detectors.registry import detectors
from services.linkage.snapshot.columns import Flags, Ints
from tests.accuracy.figures import Figure
from tests.worlds.canvas import FULL
from tests.worlds.truth import DISTRICTS, SCRIPTS, SEXES, LookAlike, Network, Shape
from tests.worlds.world import World, unnamed, world

SEED: Final = 20_270
FOUR_FIFTHS: Final = 0.8
ENOUGH: Final = 40
"""Alerts of one rule from which its rates by sex are told. They are held to nothing: among so few, chance gives 0.7."""
MONEY: Final = (Network.NIGHT_HOUSE, Network.BEGGING, Network.WAGES, Network.JOURNEYS, Network.COLLECTORS)
"""Networks about whose subjects there is money, and one more family or an open record."""


class Outcome(NamedTuple):
    """``alerted``, ``by_money``: of each person of the world. ``raised``: alerts and leads of any kind.

    ``by_rule``: of each rule, who is alerted on what it found among others. ``seconds``: processor time of each rule.
    """

    made: World
    found: Mapping[str, Sequence[Finding]]
    alerted: Flags
    by_money: Flags
    raised: Flags
    by_rule: Mapping[str, Flags]
    seconds: Mapping[str, float]


def look(made: World) -> Outcome:
    """Run all rules, and raise what they find."""
    seconds, found = {}, {}
    for number, rule in detectors().items():
        before = time.process_time()
        found[number] = run(rule, made.snapshot, {}).findings
        seconds[number] = time.process_time() - before
    told = raised(made.snapshot, found, detectors())
    alerts = [each for each in told if each.level == Level.ALERT]
    people = len(made.truth.grown)
    return Outcome(
        made,
        found,
        _of(people, (each.subject for each in alerts)),
        _of(people, (each.subject for each in alerts if Family.MONEY in each.families)),
        _of(people, (each.subject for each in told)),
        {
            number: _of(people, (each.subject for each in alerts if number in dict(each.rules)))
            for number in detectors()
        },
        seconds,
    )


def _of(people: int, subjects: Iterator[int]) -> Flags:
    held = np.zeros(people, dtype=bool)
    numbers = np.fromiter(subjects, dtype=np.int64)
    held[numbers[numbers < people]] = True
    return held


def figures(outcome: Outcome | None = None) -> Iterator[Figure]:
    """All of them: of the world of the figures, which is large, where none is given."""
    outcome = outcome or look(world(SEED, FULL))
    for part in (_networks, _escorts, _look_alikes, _groups, _protected, _counts):
        for name, value, goal in part(outcome):
            yield Figure(f"detect worlds {name}", value, goal)


Told = Iterator[tuple[str, float, float | None]]


def share(chosen: Flags, of: Ints | Flags) -> float:
    """How many of some are chosen; 1 where there are none."""
    among = chosen[of]
    return float(np.mean(among)) if len(among) else 1.0


def _networks(outcome: Outcome) -> Told:
    truth = outcome.made.truth
    right = np.zeros(len(truth.grown), dtype=bool)
    right[truth.subjects()] = True
    yield "alerts precision", share(right, outcome.alerted), 0.9
    yield "alerts with money precision", share(right, outcome.by_money), 0.9
    yield "alerts with money recall", share(outcome.by_money, truth.subjects(*MONEY)), 0.9
    for network in Network:
        yield f"{network.name} alerts recall", share(outcome.alerted, truth.subjects(network)), None
    for shape in Shape:
        yield f"{shape.name} alerts recall", share(outcome.by_money, truth.shape == shape), 0.9


def _escorts(outcome: Outcome) -> Told:
    escorts = outcome.made.truth.subjects(Network.ESCORT)
    found = np.array([each.subject for each in outcome.found["T1"]], dtype=np.int64)
    yield "T1 precision", float(np.mean(np.isin(found, escorts))) if len(found) else 1.0, 0.38
    yield "T1 recall", float(np.mean(np.isin(escorts, found))), 0.95


def _look_alikes(outcome: Outcome) -> Told:
    truth = outcome.made.truth
    innocent = truth.role < 0
    for kind in LookAlike:
        own = innocent & (truth.look_alike == kind)
        for words, of, goal in (("told apart", own & truth.told, 1.0), ("not told apart", own & ~truth.told, None)):
            if of.any():
                yield f"{kind.name} {words} without alert", share(~outcome.alerted, of), goal
        yield f"{kind.name} without alert or lead", share(~outcome.raised, own), None


def least_ratio(alerted: Flags, grown: Flags, group: Ints, groups: int) -> float:
    """The lowest rate of alerts of any group over the highest, among those who are of age."""
    rates = [share(alerted, grown & (group == number)) for number in range(groups)]
    return min(rates) / max(max(rates), 1e-12)


def _groups(outcome: Outcome) -> Told:
    truth = outcome.made.truth
    kinds = (("district", truth.district, DISTRICTS), ("sex", truth.sex, SEXES), ("script", truth.script, SCRIPTS))
    for name, group, many in kinds:
        yield f"alert rates by {name}", least_ratio(outcome.alerted, truth.grown, group, many), FOUR_FIFTHS
    for number, alerted in outcome.by_rule.items():
        if alerted.sum() >= ENOUGH:
            yield f"{number} alert rates by sex", least_ratio(alerted, truth.grown, truth.sex, SEXES), None


def _protected(outcome: Outcome) -> Told:
    hidden = unnamed(outcome.made.snapshot)
    subjects = {each.subject for found in outcome.found.values() for each in found}
    kept = [not hidden[subject] for subject in subjects]
    yield "subjects whom nothing protects", float(np.mean(kept)) if kept else 1.0, 1.0
    young = np.flatnonzero(~outcome.made.truth.grown)
    yield "children who are no subject", 1 - float(np.mean(np.isin(young, list(subjects)))), 1.0


def _counts(outcome: Outcome) -> Told:
    yield "people", float(len(outcome.alerted)), None
    yield "alerts", float(outcome.alerted.sum()), None
    yield "leads about people", float((outcome.raised & ~outcome.alerted).sum()), None
    yield "all rules seconds", sum(outcome.seconds.values()), None
    for number, spent in outcome.seconds.items():
        yield f"{number} findings", float(len(outcome.found[number])), None
        yield f"{number} seconds", spent, None
