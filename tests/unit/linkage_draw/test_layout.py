"""Places: no two boxes overlap, paths run from left to right, and what cannot be reached still stands somewhere."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.linkage.domain import Answer, Edge, Node, NodeKey, Path, Stub
from services.linkage.draw.chart import Chart, chart, spot_id
from services.linkage.draw.layout import HEIGHT, WIDTH, Place, layout
from tests.unit.linkage_draw.sample import ACCOUNTS, ANSWER, PATHS, PHONE


def overlaps(places: dict[str, Place]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a, b in combinations(sorted(places), 2)
        if abs(places[a].x - places[b].x) < WIDTH and abs(places[a].y - places[b].y) < HEIGHT
    ]


def network(ends: list[tuple[int, int]], alone: int) -> Answer:
    keys = {n: NodeKey("PHONE", f"{n:04d}") for pair in ends for n in pair} | {
        9_000 + n: NodeKey("PHONE", f"{9_000 + n}") for n in range(alone)
    }
    edges = tuple(Edge(id=str(i), kind="CALLED", start=keys[a], end=keys[b]) for i, (a, b) in enumerate(ends))
    return Answer(tuple(Node(key=key) for key in keys.values()), edges)


PAIRS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=70)


@settings(max_examples=60)
@given(PAIRS, st.integers(0, 4))
def test_rings_hold_everything_and_nothing_overlaps(ends: list[tuple[int, int]], alone: int) -> None:
    ready = chart(network(ends, alone), ())
    places = layout(ready)
    assert set(places) == set(ready.spots)
    assert overlaps(places) == []


@pytest.mark.parametrize("crowd", [1, 3, 8, 9, 40, 200])
def test_a_star_of_any_size_fits(crowd: int) -> None:
    ready = chart(network([(0, n) for n in range(1, crowd + 1)], 0), ())
    places = layout(ready, ("PHONE 0000",))
    assert places["PHONE 0000"] == Place(0, 0)
    assert overlaps(places) == []


def test_what_was_asked_about_stands_in_the_middle() -> None:
    ready = chart(network([(0, n) for n in range(1, 6)], 0), ())
    assert layout(ready, ("PHONE 0003", "nobody"))["PHONE 0003"] == Place(0, 0)


def test_a_trail_runs_from_left_to_right() -> None:
    places = layout(chart(ANSWER, PATHS))
    for path in PATHS[:2]:
        along = [places[spot_id(key)].x for key in path.nodes]
        assert along == sorted(set(along))
    assert overlaps(places) == []
    assert places[spot_id(ACCOUNTS[2])].x < places["STUB 0"].x < places[spot_id(ACCOUNTS[5])].x
    assert spot_id(PHONE) in places


@settings(max_examples=60)
@given(PAIRS, st.lists(st.lists(st.integers(0, 40), max_size=8), min_size=1, max_size=5))
def test_columns_hold_everything_and_nothing_overlaps(ends: list[tuple[int, int]], walks: list[list[int]]) -> None:
    paths = tuple(Path(tuple(NodeKey("PHONE", f"{n:04d}") for n in walk)) for walk in walks)
    ready = chart(network(ends, 2), paths)
    places = layout(ready)
    assert set(places) == set(ready.spots)
    assert overlaps(places) == []


def test_no_spot_no_place() -> None:
    assert layout(Chart()) == {}


@pytest.mark.parametrize(
    ("before", "after", "order"),
    [
        (0, 1, ("0", "STUB", "1")),
        (0, None, ("0", "STUB", "1")),
        (1, None, ("0", "1", "STUB")),
        (None, 0, ("STUB", "0", "1")),
        (None, None, ("0", "1", "STUB")),
    ],
)
def test_a_hidden_stretch_stands_between_the_nodes_it_names(
    before: int | None, after: int | None, order: tuple[str, ...]
) -> None:
    def key(n: int | None) -> NodeKey | None:
        return None if n is None else NodeKey("PHONE", f"{n}")

    one, two = NodeKey("PHONE", "0"), NodeKey("PHONE", "1")
    answer = Answer((Node(key=one), Node(key=two)), (), (Stub(before=key(before), after=key(after), hidden=1),))
    ready = chart(answer, (Path((one, two), (), (0, 7)),))
    assert tuple(spot.replace("PHONE ", "").replace("STUB 0", "STUB") for spot in ready.paths[0]) == order


def test_an_edge_without_its_nodes_gets_bare_ones() -> None:
    ready = chart(
        Answer(edges=(Edge(id="1", kind="CALLED", start=NodeKey("PHONE", "1"), end=NodeKey("PHONE", "2")),)), ()
    )
    assert list(ready.spots) == ["PHONE 1", "PHONE 2"]
    assert len(ready.links) == 1
