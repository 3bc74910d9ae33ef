"""Persons of the generator, of a seed that nothing was fitted to: is a second description of one found, and put first?

Every field is stated, and worn. 5,000 questions, a fifth of them about persons whom the register does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import JaroWinkler

from services.demo.described import Wear
from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.person import Described
from services.matching.score import Zone, score
from tests.accuracy.figures import Figure
from tests.accuracy.persons import world
from tests.accuracy.ranking import ranked
from tests.accuracy.scoring import Question, asked

PERSONS, ASKED, STRANGERS = 200_000, 4_000, 1_000
SEED: Final = "measured"
WEAR: Final = Wear(absent=0.0)
GOALS: Final = {"rank_1": 0.985, "recall_at_p99": 0.95}


class Judged(NamedTuple):
    """One pair: our bits and zone, and the mean of Jaro and Winkler's likenesses of its fields."""

    bits: float
    zone: Zone
    typed_alike: float


def judged(aligner: Aligner, one: Described, other: Described) -> Judged:
    """A pair by the shipped model, and by Jaro and Winkler."""
    told = score(aligner, default_model(), one, other)
    return Judged(told.bits, told.zone, typed_alike(one, other))


def typed_alike(one: Described, other: Described) -> float:
    """The mean likeness of the fields that both state, 0 to 1."""
    both = [(a, b) for a, b in zip(_typed(one), _typed(other), strict=True) if a and b]
    return sum(JaroWinkler.similarity(a, b) for a, b in both) / len(both) if both else 0.0


def _typed(one: Described) -> tuple[str, ...]:
    names = (" ".join(each.tokens) for each in (one.name, one.related))
    born = f"{one.born.year}-{one.born.month:02}-{one.born.day:02}" if one.born else ""
    return (*names, one.cnic, born, one.area, *sorted(one.phones), " ".join(sorted(one.address)))


def figures() -> Iterator[Figure]:
    """Ours with its goals, Jaro-Winkler's beside it, and what the zones do."""
    answers = list(asked(world(SEED, PERSONS, ASKED, STRANGERS, WEAR), judged))
    found = sum(answer.truth in answer.told for answer in answers)
    yield Figure("own.blocking_recall", found / ASKED)
    yield from of_scores("own", answers, [{at: each.bits for at, each in answer.told.items()} for answer in answers])
    typed = [{at: each.typed_alike for at, each in answer.told.items()} for answer in answers]
    yield from of_scores("own", answers, typed, ".jaro_winkler")
    linked = [at == a.truth for a in answers for at, each in a.told.items() if each.zone is Zone.LINK]
    yield Figure("own.link_zone.precision", sum(linked) / max(len(linked), 1))
    yield Figure("own.link_zone.recall", sum(linked) / ASKED)


def of_scores(
    part: str, answers: Sequence[Question[Judged]], scores: Sequence[dict[int, float]], of: str = ""
) -> Iterator[Figure]:
    """Rank of the right person, and how scores put true pairs before false ones; goals where ``of`` is empty."""
    goals = {} if of else GOALS
    first = sum(
        answer.truth in told and all(told[answer.truth] > bits for at, bits in told.items() if at != answer.truth)
        for answer, told in zip(answers, scores, strict=True)
    )
    yield Figure(f"{part}.rank_1{of}", first / ASKED, goals.get("rank_1"))
    pairs = (
        (bits, at == answer.truth) for answer, told in zip(answers, scores, strict=True) for at, bits in told.items()
    )
    ranking = ranked(pairs, ASKED)
    yield Figure(f"{part}.recall_at_p99{of}", ranking.recall_at(0.99), goals.get("recall_at_p99"))
    yield Figure(f"{part}.best_f1{of}", ranking.best_f1())
