"""KPP-Neg by hand, by Borgatti's own limits, and draws that can be repeated."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.questions.fragmentation import (
    bits,
    fragmentation,
    masks,
    numbers,
    parted,
    random_band,
    swap_search,
)

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
    assert swap_search(STAR, 1, range(6)) == (0,)
    assert fragmentation(STAR, (0,)) == 1


def test_a_bridge_is_key_and_better_than_chance() -> None:
    players = swap_search(BARBELL, 1, range(9))
    assert players[0] in (3, 4, 5)
    low, median, high = random_band(BARBELL, 1, b"seed", range(9))
    assert low <= median <= high <= fragmentation(BARBELL, players)


def test_draws_repeat_and_differ_by_seed() -> None:
    assert random_band(BARBELL, 2, b"one", range(9)) == random_band(BARBELL, 2, b"one", range(9))
    assert list(itertools.islice(numbers(b"one"), 9)) != list(itertools.islice(numbers(b"two"), 9))


def test_the_band_is_the_fifth_the_fiftieth_and_the_ninety_fifth_of_a_hundred() -> None:
    line = masks(100, [*itertools.pairwise(range(100)), *((0, other) for other in range(2, 9))])
    drawn = sorted(fragmentation(line, (number % 100,)) for number in itertools.islice(numbers(b"band 23"), 100))
    assert len({drawn[at] for at in (3, 4, 5, 48, 49, 50, 93, 94, 95)}) == 9
    assert random_band(line, 1, b"band 23", range(100)) == (drawn[4], drawn[49], drawn[94])


def test_of_many_the_search_weighs_those_with_most_neighbours() -> None:
    """The middle bears the last number of fifty, and forty are weighed."""
    assert swap_search(masks(50, [(49, leaf) for leaf in range(49)]), 1, range(50)) == (49,)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20), st.integers(1, 3))
def test_no_single_exchange_is_better(pairs: list[tuple[int, int]], number: int) -> None:
    beside = masks(8, pairs)
    players = swap_search(beside, number, range(8))
    worth = fragmentation(beside, players)
    assert len(set(players)) == number
    for out, into in itertools.product(players, set(range(8)) - set(players)):
        assert fragmentation(beside, {*players} - {out} | {into}) <= worth + 1e-9


def test_who_may_not_be_chosen_is_neither_chosen_nor_drawn() -> None:
    assert swap_search(STAR, 1, [1, 2, 3]) == (1,)
    assert random_band(STAR, 1, b"seed", [1, 2, 3]) == (fragmentation(STAR, (1,)),) * 3


def test_pairs_that_a_bridge_holds_together() -> None:
    assert parted(BARBELL, range(9), (4,)) == (16, 28)
    assert parted(STAR, range(6), (0,)) == (10, 10)
    assert parted(STAR, (0, 1, 2), (0,)) == (1, 1), "pairs of some alone"
    assert parted(STAR, range(6), (5,)) == (0, 10)


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14),
    st.sets(st.integers(0, 7)),
    st.sets(st.integers(0, 7)),
)
def test_parted_pairs_are_those_of_the_components(
    pairs: list[tuple[int, int]], among: set[int], without: set[int]
) -> None:
    whole = nx.Graph(pairs)
    whole.add_nodes_from(range(8))
    rest = whole.subgraph(set(range(8)) - without)
    stay = list(itertools.combinations(sorted(among - without), 2))
    linked = [pair for pair in stay if nx.has_path(whole, *pair)]
    assert parted(masks(8, pairs), among, without) == (sum(not nx.has_path(rest, *p) for p in linked), len(linked))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30), st.sets(st.integers(0, 9), max_size=4))
def test_distances_are_those_of_breadth_first_search(pairs: list[tuple[int, int]], without: set[int]) -> None:
    rest = nx.Graph(pair for pair in pairs if pair[0] != pair[1])
    rest.add_nodes_from(range(10))
    rest.remove_nodes_from(without)
    near = sum(1 / far for _, fars in nx.all_pairs_shortest_path_length(rest) for far in fars.values() if far)
    assert fragmentation(masks(10, pairs), without) == pytest.approx(1 - near / (len(rest) * (len(rest) - 1)))


@given(st.integers(0, 2**70))
def test_bits(mask: int) -> None:
    assert sum(1 << place for place in bits(mask)) == mask
