"""KPP-Neg by hand, by Borgatti's own limits, and draws that can be repeated."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.questions.fragmentation import bits, fragmentation, masks, numbers, random_band, swap_search

STAR = masks(6, [(0, leaf) for leaf in range(1, 6)])
BARBELL = masks(9, [*itertools.combinations(range(4), 2), (3, 4), (4, 5), *itertools.combinations(range(5, 9), 2)])


def test_limits() -> None:
    assert fragmentation(masks(5, itertools.combinations(range(5), 2))) == 0
    assert fragmentation(masks(5, [])) == 1
    assert fragmentation(masks(1, [])) == 1


def test_a_line_of_three() -> None:
    """Pairs at 1, 1 and 2: 1 - (1 + 1 + 1/2) / 3."""
    assert fragmentation(masks(3, [(0, 1), (1, 2)])) == pytest.approx(1 - 2.5 / 3)


def test_the_middle_of_a_star_is_key() -> None:
    assert swap_search(STAR, 1) == (0,)
    assert fragmentation(STAR, (0,)) == 1


def test_a_bridge_is_key_and_better_than_chance() -> None:
    players = swap_search(BARBELL, 1)
    assert players[0] in (3, 4, 5)
    low, median, high = random_band(BARBELL, 1, b"seed")
    assert low <= median <= high <= fragmentation(BARBELL, players)


def test_draws_repeat_and_differ_by_seed() -> None:
    assert random_band(BARBELL, 2, b"one") == random_band(BARBELL, 2, b"one")
    assert list(itertools.islice(numbers(b"one"), 9)) != list(itertools.islice(numbers(b"two"), 9))


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20), st.integers(1, 3))
def test_no_single_exchange_is_better(pairs: list[tuple[int, int]], number: int) -> None:
    beside = masks(8, pairs)
    players = swap_search(beside, number)
    worth = fragmentation(beside, players)
    assert len(set(players)) == number
    for out, into in itertools.product(players, set(range(8)) - set(players)):
        assert fragmentation(beside, {*players} - {out} | {into}) <= worth + 1e-9


@given(st.integers(0, 2**70))
def test_bits(mask: int) -> None:
    assert sum(1 << place for place in bits(mask)) == mask
