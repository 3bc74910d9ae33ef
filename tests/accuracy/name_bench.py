"""548 pairs of names of persons, of many languages, 247 of them of one person: `name_bench` of nomenklatura.

Names alone, as the shipped model weighs them; nothing is fitted on them. Splink has no names alone to compare.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from rapidfuzz.distance import JaroWinkler

from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.levels import name
from services.matching.person import Described
from services.names.likeness import likeness
from services.names.parse import parsed
from tests.accuracy.figures import Figure
from tests.accuracy.ranking import Ranking, ranked
from tests.shared import shared

Case = tuple[str, str, bool]


def cases() -> list[Case]:
    """Pairs of names of persons, and whether one person bears both."""
    with shared("data", "er", "name_bench.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["schema"] == "Person"]
    return [(row["name1"], row["name2"], row["is_match"] == "true") for row in rows]


def weight(aligner: Aligner, one: str, other: str) -> float:
    """Bits of two names; a name that says nothing weighs nothing."""
    level = name(aligner, Described(name=parsed(one)), Described(name=parsed(other)))
    return default_model().weights["name"][level] if level else 0.0


def figures() -> Iterator[Figure]:
    """Ours, and Jaro-Winkler's of the whole names."""
    aligner, pairs = Aligner(likeness()), cases()
    ours = _ranking(pairs, [weight(aligner, one, other) for one, other, _ in pairs])
    typed = _ranking(pairs, [JaroWinkler.similarity(one.lower(), other.lower()) for one, other, _ in pairs])
    yield Figure("name_bench.best_f1", ours.best_f1(), 0.76)
    yield Figure("name_bench.average_precision", ours.average_precision())
    yield Figure("name_bench.best_f1.jaro_winkler", typed.best_f1())
    yield Figure("name_bench.average_precision.jaro_winkler", typed.average_precision())


def _ranking(pairs: list[Case], scores: list[float]) -> Ranking:
    truth = [same for _, _, same in pairs]
    return ranked(zip(scores, truth, strict=True), sum(truth))
