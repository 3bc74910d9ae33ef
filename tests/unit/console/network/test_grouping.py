"""Groups: leaves of one kind at one spot, sums kept, nothing lost, and never more than a screen holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.network.content import merged
from services.console.network.grouping import FEWEST, Grouping, grouped, kind_of
from services.draw.network.chart import Chart, chart, spot_id
from services.values.network import Answer, Edge, Node, NodeKey
from tests.function_calls import function_calls
from tests.unit.console.network.sample import ANSWERS, CALLED, CALLS, PHONE

ALL = merged(ANSWERS.values())
CHART = chart(ALL.answer, ALL.paths)
GROUP = f"GROUP PHONE {spot_id(PHONE)}"


def large(spots: int, links: int) -> Chart:
    keys = [NodeKey(("PHONE", "ACCOUNT", "SUBJECT")[at % 3], f"n{at:05d}") for at in range(spots)]
    ends = [(keys[at * 7 % spots], keys[at * 13 % (spots // 3)]) for at in range(links)]
    edges = tuple(Edge(id=f"e{at}", kind="CALLED", start=one, end=other) for at, (one, other) in enumerate(ends))
    return chart(Answer(tuple(Node(key=key) for key in keys), edges), ())


def everything(found: Grouping) -> list[str]:
    """Ids of all spots, those within groups too."""
    inside = [spot for members in found.members.values() for spot in members]
    return sorted([*inside, *(spot for spot in found.chart.spots if spot not in found.members)])


def test_leaves_of_one_kind_at_one_spot_are_one() -> None:
    found = grouped(CHART)
    assert found.members == {GROUP: tuple(sorted(map(spot_id, CALLED)))}
    assert found.kinds == {GROUP: "PHONE"}
    assert everything(found) == sorted(CHART.spots)
    (link,) = (link for link in found.chart.links if link.end == GROUP)
    assert (link.start, link.kind, link.rows) == (spot_id(PHONE), "CALLED", CALLS)


def test_no_group_where_it_is_not_wanted_or_there_are_few() -> None:
    assert grouped(CHART, leaves=False).chart is CHART
    few = chart(Answer(edges=CALLS[: FEWEST - 1]), ())
    assert grouped(few).members == {}
    assert grouped(chart(Answer(edges=CALLS[:FEWEST]), ())).members != {}


def test_what_a_path_goes_through_is_no_leaf() -> None:
    through = tuple(map(spot_id, CALLED[:3]))
    held = Chart(CHART.spots, CHART.links, (through,))
    assert grouped(held).members == {}
    assert grouped(held).chart.paths == (through,)


@pytest.mark.parametrize("leaves", [True, False])
@pytest.mark.parametrize(("spots", "links", "most"), [(60, 80, 20), (300, 200, 50), (300, 900, 299), (40, 40, 4)])
def test_never_more_than_there_is_room_for(spots: int, links: int, most: int, leaves: bool) -> None:
    whole = large(spots, links)
    found = grouped(whole, leaves, most)
    assert len(found.chart.spots) <= most
    assert everything(found) == sorted(whole.spots)
    rows = {row.id for link in found.chart.links for row in link.rows}
    within = [link for link in whole.links if not {row.id for row in link.rows} & rows]
    inside = {spot: group for group, members in found.members.items() for spot in members}
    assert all(link.start == link.end or inside.get(link.start, 0) == inside.get(link.end, 1) for link in within)


@given(st.integers(12, 60), st.integers(0, 120), st.integers(5, 60))
def test_groups_hold_one_kind_each(spots: int, links: int, most: int) -> None:
    whole = large(spots, links)
    found = grouped(whole, True, most)
    for group, members in found.members.items():
        assert {kind_of(whole.spots[spot]) for spot in members} == {found.kinds[group]}
    assert sum(map(len, found.members.values())) + len(found.chart.spots) - len(found.members) == len(whole.spots)
    assert [
        (one.start, one.end)
        for one, other in pairwise(found.chart.links)
        if (one.start, one.end, one.kind) == (other.start, other.end, other.kind)
    ] == []


def test_four_thousand_spots_are_a_screenful() -> None:
    """Twice as many take about twice the work."""
    half, whole = large(2000, 4500), large(4000, 9000)
    assert len(grouped(whole).chart.spots) <= 1500
    assert function_calls(lambda: grouped(whole)) <= 3 * function_calls(lambda: grouped(half))
