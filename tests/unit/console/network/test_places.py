"""Places: one a spot, none over another, the same every time, and nothing moves that had one."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import pytest

from services.console.network.content import merged
from services.console.network.places import APART, ENGINE, places_beside, places_of
from services.draw.network.chart import Chart, chart, spot_id
from services.values.network import Answer, Edge, NodeKey
from tests.function_calls import function_calls
from tests.unit.console.network.sample import ACCUSED, ANSWERS, CALLED, PHONE
from tests.unit.console.network.test_grouping import large

ALL = merged(ANSWERS.values())
CHART = chart(ALL.answer, ALL.paths)
RINGS = large(ENGINE + 20, 150)


def apart(places: object) -> float:
    """The least distance between two spots."""
    at = [(x, y) for _, x, y in places]  # type: ignore[attr-defined]  # pairs of any kind
    return min((((a - c) ** 2 + (b - d) ** 2) ** 0.5 for (a, b), (c, d) in combinations(at, 2)), default=APART)


@pytest.mark.parametrize("whole", [CHART, RINGS], ids=["engine", "rings"])
def test_each_spot_has_a_place_of_its_own(whole: Chart) -> None:
    found = places_of(whole, (spot_id(ACCUSED),))
    assert [spot for spot, _, _ in found] == sorted(whole.spots)
    assert apart(found) > 40
    assert found == places_of(whole, (spot_id(ACCUSED),))
    assert all(x == round(x) and y == round(y) for _, x, y in found)


def test_rings_go_out_from_what_was_asked_about() -> None:
    centre = next(iter(RINGS.spots))
    at = {spot: (x * x + y * y) ** 0.5 for spot, x, y in places_of(RINGS, (centre,))}
    assert at[centre] == 0
    near = [
        link.end if link.start == centre else link.start for link in RINGS.links if centre in (link.start, link.end)
    ]
    assert near
    assert max(at[spot] for spot in near) < max(at.values())


def test_a_line_to_itself_and_an_empty_chart_have_places() -> None:
    own = chart(Answer(edges=(Edge(id="e", kind="TRANSFERRED", start=PHONE, end=PHONE),)), ())
    assert len(places_of(own)) == 1
    assert places_of(Chart()) == ()
    assert places_beside(Chart(), {}) == ()


def test_what_is_new_stands_near_what_it_is_linked_with_and_moves_nothing() -> None:
    known = {spot: (x, y) for spot, x, y in places_of(CHART) if spot not in set(map(spot_id, CALLED))}
    found = places_beside(CHART, known)
    assert [spot for spot, _, _ in found] == sorted(map(spot_id, CALLED))
    assert apart((*found, *((spot, *at) for spot, at in known.items()))) > APART / 4
    x, y = known[spot_id(PHONE)]
    assert all(abs(a - x) + abs(b - y) < 6 * APART for _, a, b in found)
    assert found == places_beside(CHART, known)


def test_a_place_of_what_is_not_there_changes_nothing() -> None:
    """It would tell that something is there."""
    known = {spot: (x, y) for spot, x, y in places_of(CHART) if spot not in set(map(spot_id, CALLED))}
    x, y = known[spot_id(PHONE)]
    ghosts = {f"SUBJECT ghost{at}": (x + APART * at, y) for at in range(-3, 4)}
    assert places_beside(CHART, {**known, **ghosts}) == places_beside(CHART, known)


def test_parts_that_nothing_links_have_places_too() -> None:
    keys = [NodeKey("PHONE", str(at)) for at in range(12)]
    edges = tuple(Edge(id=str(at), kind="CALLED", start=keys[2 * at], end=keys[2 * at + 1]) for at in range(6))
    found = places_beside(chart(Answer(edges=edges), ()), {})
    assert len(found) == 12
    assert apart(found) > APART / 4


def test_fifteen_hundred_spots_are_placed() -> None:
    """Twice as many take about twice the work."""
    half, whole = large(750, 1500), large(1500, 3000)
    assert len(places_of(whole)) == len(places_beside(whole, {})) == 1500
    for place in (places_of, lambda drawn: places_beside(drawn, {})):
        assert function_calls(partial(place, whole)) <= 3 * function_calls(partial(place, half))
