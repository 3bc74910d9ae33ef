"""Places: no two boxes overlap, paths run the reader's way, and what cannot be reached still stands somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.draw.network.chart import Chart, chart, spot_id
from services.draw.network.layout import HEIGHT, WIDTH, Place, Plan, layout, plans
from services.values.network import Answer, Edge, Node, NodeKey, Path, Stub
from tests.budget import budget
from tests.unit.draw.network.sample import ACCOUNTS, ANSWER, PATHS, PHONE


def overlaps(places: Mapping[str, Place]) -> list[tuple[str, str]]:
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


@budget(40)
@given(PAIRS, st.integers(0, 4))
def test_a_plan_holds_everything_and_nothing_overlaps(ends: list[tuple[int, int]], alone: int) -> None:
    ready = chart(network(ends, alone), ())
    plan = layout(ready)
    assert set(plan.places) == set(ready.spots)
    assert [each.link for each in plan.lines] == list(ready.links)
    assert overlaps(plan.places) == []


@pytest.mark.parametrize("crowd", [1, 3, 8, 9, 40, 200])
def test_a_star_of_any_size_fits(crowd: int) -> None:
    ready = chart(network([(0, n) for n in range(1, crowd + 1)], 0), ())
    plan = layout(ready, ("PHONE 0000",))
    assert overlaps(plan.places) == []
    assert all(0 < place.x < plan.wide and 0 < place.y < plan.high for place in plan.places.values())


def test_a_large_crowd_stands_in_several_columns() -> None:
    """So that a picture of it is no ribbon."""
    plan = layout(chart(network([(0, n) for n in range(1, 201)], 0), ()), ("PHONE 0000",))
    assert 0.4 < plan.wide / plan.high < 2.5


@pytest.mark.parametrize(("language", "turn"), [("en", 1), ("ur", -1)])
def test_what_was_asked_about_stands_where_the_reader_begins(language: str, turn: int) -> None:
    """Though every line but one points at it."""
    ready = chart(network([(n, 3) for n in range(3)] + [(3, 4)], 0), ())
    along, down = plans(ready, ("PHONE 0003", "nobody"), language)
    others = set(ready.spots) - {"PHONE 0003"}
    assert all(turn * along.places["PHONE 0003"].x < turn * along.places[other].x for other in others)
    assert all(down.places["PHONE 0003"].y < down.places[other].y for other in others)


def test_rings_of_neighbours_follow_each_other() -> None:
    """Five in a row, asked about from the middle: as far away as they are hops away, whatever way the lines point."""
    ready = chart(network([(0, 1), (1, 2), (3, 2), (4, 3)], 0), ())
    (along, _) = plans(ready, ("PHONE 0002",))
    x = [along.places[f"PHONE {n:04d}"].x for n in range(5)]
    assert x[2] < x[1] == x[3] < x[0] == x[4]


@pytest.mark.parametrize(("language", "turn"), [("en", 1), ("ur", -1)])
def test_a_trail_runs_the_readers_way(language: str, turn: int) -> None:
    along, down = plans(chart(ANSWER, PATHS), (), language)
    for path in PATHS[:2]:
        x = [turn * along.places[spot_id(key)].x for key in path.nodes]
        y = [down.places[spot_id(key)].y for key in path.nodes]
        assert x == sorted(set(x))
        assert y == sorted(set(y))
    first, stub, last = (down.places[spot].y for spot in (spot_id(ACCOUNTS[2]), "STUB 0", spot_id(ACCOUNTS[5])))
    assert first < stub < last
    assert spot_id(PHONE) in along.places


@budget(40)
@given(PAIRS, st.lists(st.lists(st.integers(0, 40), max_size=8), min_size=1, max_size=5))
def test_paths_hold_everything_and_nothing_overlaps(ends: list[tuple[int, int]], walks: list[list[int]]) -> None:
    paths = tuple(Path(tuple(NodeKey("PHONE", f"{n:04d}") for n in walk)) for walk in walks)
    ready = chart(network(ends, 2), paths)
    plan = layout(ready)
    assert set(plan.places) == set(ready.spots)
    assert overlaps(plan.places) == []


def test_no_spot_no_place() -> None:
    assert layout(Chart()) == Plan({})


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
