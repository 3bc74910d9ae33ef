"""What persons are measured on: worlds, keys that bring pairs together, rates by group, and the fit."""

from __future__ import annotations

from collections import Counter
from math import log2

import pytest

from services.demo.described import Description, Wear
from services.matching.alignment import Aligner
from services.matching.estimate import Kind
from services.matching.levels import LEVELS
from services.matching.person import Born, Described, Gender
from services.matching.score import Zone
from services.names.likeness import likeness
from services.names.parse import parsed
from services.names.words import RelationKind
from tests.accuracy import blocking, fairness
from tests.accuracy.blocking import Blocking, rarest, skeleton
from tests.accuracy.fit_model import bits, first_guess, fitted
from tests.accuracy.persons import World, read, world
from tests.accuracy.scoring import NOBODY, Question, questions

ALIGNER = Aligner(likeness())
WRITTEN = Description("Sana Bibi", "Karim Khan", "W/O", "3520299000012", "F", "1980-01-01", "35202", "0300", "House 7")


@pytest.fixture(scope="module")
def small() -> World:
    return world("test", 60, 20, 5, Wear(absent=0.0))


def test_a_world_is_the_same_for_the_same_seed(small: World) -> None:
    again = world("test", 60, 20, 5, Wear(absent=0.0))
    assert again == small
    assert world("other", 60, 20, 5, Wear(absent=0.0)) != small


def test_those_who_are_asked_of_are_spread_and_strangers_are_not_in_the_register(small: World) -> None:
    assert [at for at, _ in small.asked] == list(range(0, 60, 3))
    assert len(small.strangers) == 5
    assert [truth for truth, _ in questions(small)] == [*range(0, 60, 3), *[NOBODY] * 5]


def test_what_an_office_wrote_is_read_as_the_matcher_compares_it() -> None:
    found = read(WRITTEN)
    assert found == Described(
        name=parsed("Sana Bibi"),
        related=parsed("Karim Khan"),
        relation=RelationKind.WIFE,
        cnic="3520299000012",
        born=Born(1980),
        gender=Gender.WOMAN,
        area="35202",
        phones=frozenset({"0300"}),
        address=frozenset({"house", "7"}),
    )


def test_a_key_in_common_brings_the_person_among_the_candidates(small: World) -> None:
    keys = Blocking(ALIGNER, small.register)
    found = sum(at in keys.candidates(one) for at, one in small.asked)
    assert found >= 19
    assert keys.candidates(Described()) == []


def test_both_scripts_share_their_keys() -> None:
    keys = Blocking(ALIGNER, [Described(name=parsed("محمد یوسف")), Described(name=parsed("Imran Qaisrani"))])
    assert keys.candidates(Described(name=parsed("Yousaf Muhammad"))) == [0]


def test_a_key_of_too_many_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Blocking(ALIGNER, [Described(phones=frozenset({"1"}))] * 3)
    assert keys.candidates(Described(phones=frozenset({"1"}))) == [0, 1, 2]
    monkeypatch.setattr(blocking, "TOO_MANY", 2)
    assert keys.candidates(Described(phones=frozenset({"1"}))) == []


def test_the_rarest_words_come_first_and_an_unknown_one_by_its_consonants() -> None:
    assert rarest(ALIGNER, ("muhammad", "yousaf", "yousaf"), 2) == ["yousaf", "muhammad"]
    assert skeleton("xabbeya") == "xb"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({1: Zone.LINK}, (True, True, True)),
        ({1: Zone.REVIEW, 2: Zone.REJECT}, (False, True, True)),
        ({1: Zone.REJECT}, (False, False, True)),
        ({2: Zone.REVIEW}, (False, False, False)),
        ({}, (False, False, True)),
    ],
)
def test_what_became_of_a_question(told: dict[int, Zone], expected: tuple[bool, bool, bool]) -> None:
    assert tuple(fairness.outcomes(Question(1, told)).values()) == expected


def test_the_ratio_is_of_the_worst_group_to_the_best_of_those_asked_often_enough() -> None:
    rates = {"a": [True] * 500, "b": [True] * 300 + [False] * 200, "few": [False] * 499}
    lines = {figure.name: figure for figure in fairness.compared("x", rates)}
    assert (lines["x.a"].value, lines["x.b"].value, lines["x.few"].value) == (1.0, 0.6, 0.0)
    assert lines["x.worst_to_best"].value == pytest.approx(0.6)
    assert not lines["x.worst_to_best"].reached


def test_groups_are_those_of_the_person_and_of_the_script_asked_in(small: World) -> None:
    at, one = small.asked[0]
    found = fairness.groups(small, at, one)
    assert found["province"] == small.persons[at].home.province
    assert found["gender"] == small.persons[at].gender
    assert found["script"] == str(one.name.script)


def test_every_province_is_asked_of_as_often(small: World) -> None:
    even = fairness.evenly(small, 3)
    asked = Counter(small.persons[at].home.province for at, _ in even.asked)
    everybody = Counter(small.persons[at].home.province for at, _ in small.asked)
    assert asked == {province: min(count, 3) for province, count in everybody.items()}
    assert even.register == small.register


def test_the_fit_finds_which_field_tells_persons_apart() -> None:
    same: Kind = (("phone", "shared"),)
    two: Kind = (("phone", "none"),)
    reviewed = {(same, True): 90.0, (two, True): 10.0, (same, False): 1.0, (two, False): 9_899.0}
    weights, prior = fitted(reviewed, Counter({same: 1, two: 9_899}))
    assert weights["phone"]["shared"] > 5 > 0 > weights["phone"]["none"]
    assert prior < log2(0.02)
    for field, levels in weights.items():
        assert list(levels.values()) == sorted(levels.values()), field


def test_the_first_guess_is_of_shares() -> None:
    for field, levels in first_guess().items():
        assert sum(levels.values()) == pytest.approx(1)
        assert list(levels) == list(LEVELS[field])


def test_odds_are_in_bits() -> None:
    assert bits(0.5) == 0
    assert bits(0.99) == pytest.approx(6.63)
