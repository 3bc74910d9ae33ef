"""Dated rows in lanes, paths with their steps, and when each node is there: what the histogram of a chart filters."""

from __future__ import annotations

from dataclasses import replace

from services.console.network import events
from services.console.network.acts import Asked, Collapsed, Filtered, Grouped, History
from services.console.network.columns import plain
from services.console.network.content import Content, merged
from services.console.network.events import LANES
from services.console.network.filters import Filter, admits
from services.console.network.shown import View, spans_of
from services.console.network.view import view
from services.console.times import day_of
from services.values.network import Edge, Path, TraceMoneyResponse
from services.vocabulary.readings import EDGES
from tests.unit.console.network import drawn
from tests.unit.console.network.sample import (
    ACCOUNT,
    ANSWERS,
    CALLED,
    CODES,
    DAY,
    EXPAND,
    MONEY,
    OTHER_ACCOUNT,
    PATHS,
    VICTIM_SAYS,
    T,
)

ALL = merged(ANSWERS.values())
ASKED = History().do(Asked(EXPAND), Asked(PATHS))


def seen(*acts: object, content: Content = ALL, language: str = "") -> View:
    return view(content, ASKED.do(*acts).state, CODES, language)  # type: ignore[arg-type]  # acts of any kind


def test_every_dated_row_is_in_one_lane_oldest_first() -> None:
    shown = seen(Grouped(False))
    lanes = dict(shown.lanes)
    assert [event.row.id for event in lanes["money"]] == ["t1", "t2"]
    assert [event.row.id for event in lanes["calls"]] == [f"c{number}" for number in range(6)]
    assert [event.row.id for event in lanes["other"]] == ["u1"]
    assert shown.dated == sum(len(held) for held in lanes.values()) == 9
    assert lanes["money"][0].what.startswith("transferred")
    assert "50,000" in lanes["money"][0].what


def test_lanes_name_kinds_of_the_vocabulary_alone() -> None:
    assert {kind for kinds in LANES.values() for kind in kinds} <= EDGES.keys()


def test_lanes_name_no_protected_person() -> None:
    text = repr([(event.what, event.source, event.row) for _, lane in seen().lanes for event in lane])
    assert all(each not in text for each in VICTIM_SAYS)


def test_many_events_are_listed_by_the_latest_and_counted_whole() -> None:
    calls = tuple(
        Edge(id=f"x{at:05d}", kind="CALLED", start=ACCOUNT, end=OTHER_ACCOUNT, at_ms=T + at)
        for at in range(events.EVENTS + 5)
    )
    shown = seen(content=Content(replace(MONEY, edges=calls)))
    ((lane, held),) = shown.lanes
    assert (lane, len(held), shown.dated) == ("calls", events.EVENTS, events.EVENTS + 5)
    assert held[-1].row.id == f"x{events.EVENTS + 4:05d}"


def test_a_line_is_there_when_one_of_its_rows_is_and_always_with_an_undated_one() -> None:
    links = {link.rows[0].id: link.when for link in seen(Grouped(False), Collapsed(False)).links if link.rows}
    assert links["t1"] == ((T, T),)
    assert links["d1"] == ()
    nodes = {node.label: node.when for node in seen(Grouped(False)).nodes}
    assert nodes[CALLED[0].id] == ((T, T),)
    assert nodes["Ghulam Rasool"] == (), "a hidden stretch and an undated row lead to them"


def test_a_tie_is_there_from_its_first_row_to_its_last() -> None:
    tie = Edge(at_ms=T + 9 * DAY, first_ms=T, rows=4)
    assert spans_of((tie, Edge())) == ((T, T + 9 * DAY),)


def test_a_span_and_a_filter_of_days_agree() -> None:
    """The brush hides on the page what the filter that it keeps will hold back."""
    for row in ALL.answer.edges:
        for number in range(-1, 8):
            day = day_of(T + number * DAY)
            filters = (Filter("since", day.isoformat()), Filter("until", day.isoformat()))
            spans = spans_of((row,))
            there = not spans or any(day_of(start) <= day <= day_of(end) for start, end in spans)
            assert admits(filters, row) == there, (row.id, number)


def test_the_island_is_told_when() -> None:
    told = drawn.edges(plain(seen(Grouped(False))))
    assert [each["when"] for each in told if each["label"].startswith("transferred")] == [[(T, T), (T + DAY, T + DAY)]]


def test_a_path_says_its_steps_and_what_is_not_known_of_their_order() -> None:
    (path,) = seen().paths
    assert len(path.nodes) == 4, "with the hidden stretch"
    assert [step.partition(" ")[0] for step in path.steps] == ["held", "transferred"]
    assert not path.unordered
    trail = TraceMoneyResponse((Path((ACCOUNT, OTHER_ACCOUNT), ("t1", "t2"), (), (1,), (1,)),), answer=MONEY)
    (told,) = seen(content=merged([trail])).paths
    assert told.unordered
    assert told.loose
    assert seen(Filtered(Filter("kind", "CALLED"))).paths == ()
