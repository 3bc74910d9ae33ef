"""The reading of an attack finds a leak that is planted, and none where there is none."""

from __future__ import annotations

import random

import pytest

from tests.soak.leaks import auc, bootstrap, picked, weights


def by_pairs(victims: list[float], others: list[float]) -> float:
    """The definition: over all pairs."""
    return sum((v > o) + (v == o) / 2 for v in victims for o in others) / (len(victims) * len(others))


def test_the_area_is_what_its_definition_says() -> None:
    dice = random.Random(1)
    for _ in range(50):
        victims = [float(dice.randrange(6)) for _ in range(dice.randrange(1, 12))]
        others = [float(dice.randrange(6)) for _ in range(dice.randrange(1, 12))]
        assert auc(victims, others) == pytest.approx(by_pairs(victims, others))
    assert (auc([2, 3], [0, 1]), auc([0, 1], [2, 3]), auc([7, 7], [7])) == (1, 0, 0.5)


@pytest.mark.parametrize(("victims", "others"), [([], [1.0]), ([1.0], [])])
def test_an_area_of_nobody_is_refused(victims: list[float], others: list[float]) -> None:
    with pytest.raises(ValueError, match="each kind"):
        auc(victims, others)


def test_the_bound_holds_the_figure_and_is_narrow_where_nothing_differs() -> None:
    dice = random.Random(2)
    pairs = [(dice.gauss(0, 1), dice.gauss(0, 1)) for _ in range(400)]

    def figure(some: object) -> float:
        assert isinstance(some, list)
        return auc([one for one, _ in some], [other for _, other in some])

    bounded = bootstrap(pairs, figure, 200)
    assert bounded.low < bounded.value < bounded.high
    assert bounded.low < 0.5 < bounded.high
    assert bootstrap([(1.0, 1.0)] * 9, figure, 50) == (0.5, 0.5, 0.5)
    slower = [(one + 1, other) for one, other in pairs]
    assert bootstrap(slower, figure, 200).low > 0.7


def people(leak: int) -> tuple[dict[str, set[str]], set[str], set[str]]:
    """160 people of whom each fourth is a victim; ``leak``: each so many-th victim's answer has a word of its own, 0 none."""
    names = [f"p{number:03}" for number in range(160)]
    victims = {name for number, name in enumerate(names) if number % 4 == 0}
    felt = {name: {f"group-{number // 4 % 5}", "always"} for number, name in enumerate(names)}
    for number, name in enumerate(sorted(victims)):
        if leak and number // 2 % leak == 0:
            felt[name].add("one-line-fewer")
    return felt, victims, {name for number, name in enumerate(names) if number // 4 % 2 == 0}


def test_a_planted_leak_is_found() -> None:
    felt, victims, learned = people(leak=1)
    assert picked(felt, victims, learned) == (20, 5)
    assert weights(felt, victims)["one-line-fewer"] > 3
    presence = {name: float("one-line-fewer" in words) for name, words in felt.items()}
    area = auc([presence[each] for each in victims], [presence[each] for each in felt.keys() - victims])
    assert area == 1


def test_a_leak_of_a_third_of_them_is_found() -> None:
    felt, victims, learned = people(leak=3)
    assert picked(felt, victims, learned).over > 3


def test_without_a_leak_nobody_is_picked_over_chance() -> None:
    felt, victims, learned = people(leak=0)
    assert picked(felt, victims, learned).over == pytest.approx(0)
    assert picked({"a": ()}, {"a"}, {"a"}) == (0, 0)
