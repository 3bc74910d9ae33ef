"""Which transfer can follow which where some are known by their day alone, and what is said of it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import EdgeRow
from services.linkage.questions.trace_money import trace_money
from services.tables.days import DAY_MS, day_end
from services.values.network import Path, TraceMoneyRequest, TraceMoneyResponse
from tests.budget import budget
from tests.unit.linkage.questions.small import ALL, account, graph, link

HOUR_MS = 3_600_000
FIRST = 20_000 * DAY_MS
"""The first of March, say."""


def dated(start: str, end: str, day: int = 0, **rest: Any) -> EdgeRow:
    at_ms = FIRST + day * DAY_MS
    return link("TRANSFERRED", start, end, at_ms=at_ms, until_ms=day_end(at_ms), **rest)


def timed(start: str, end: str, hour: float, **rest: Any) -> EdgeRow:
    return link("TRANSFERRED", start, end, at_ms=FIRST + int(hour * HOUR_MS), **rest)


async def traced(rows: list[EdgeRow], start: str = "a", direction: str = "FORWARD", **rest: Any) -> TraceMoneyResponse:
    return await trace_money(graph(rows), ALL, TraceMoneyRequest(None, account(start), direction, **rest))


def told(response: TraceMoneyResponse) -> list[tuple[str, tuple[int, ...]]]:
    return [("".join(key.id for key in path.nodes), path.unordered) for path in response.trails]


async def test_two_dated_transfers_of_one_day_are_a_trail_whose_order_is_not_known() -> None:
    response = await traced([dated("a", "b"), dated("b", "c")])
    assert told(response) == [("abc", (1,))]
    assert [(step.hop, step.unordered) for step in response.steps] == [(1, False), (2, True)]
    assert told(await traced([dated("a", "b"), dated("b", "c", day=1)])) == [("abc", ())]
    assert told(await traced([dated("a", "b", day=1), dated("b", "c")])) == [("ab", ())]


@pytest.mark.parametrize("rows", [
    [timed("a", "b", 15), dated("b", "c")],
    [dated("a", "b"), timed("b", "c", 15)],
])  # fmt: skip
async def test_one_dated_and_one_timed_of_one_day_are_marked_too(rows: list[EdgeRow]) -> None:
    assert told(await traced(rows)) == [("abc", (1,))]


async def test_a_mark_stands_at_the_later_of_two_whichever_way_it_was_traced() -> None:
    rows = [timed("a", "b", 1), timed("b", "c", 2), dated("c", "d"), dated("d", "e", day=1)]
    forward = await traced(rows, "a")
    backward = await traced(rows, "e", "BACKWARD")
    assert told(forward) == told(backward) == [("abcde", (2,))]


async def test_a_dated_one_between_two_known_times_that_go_back_is_no_way() -> None:
    """Each pair could be; all three could not."""
    rows = [timed("a", "b", 15), dated("b", "c"), timed("c", "d", 10)]
    assert told(await traced(rows)) == [("abc", (1,))]
    assert told(await traced(rows, "d", "BACKWARD")) == [("bcd", (1,))]
    assert told(await traced([*rows[:2], timed("c", "d", 16)])) == [("abcd", (1, 2))]


async def test_known_times_stay_strict_to_the_millisecond() -> None:
    rows = [timed("a", "b", 10), timed("b", "c", 10)]
    assert told(await traced(rows)) == [("ab", ())]


async def test_a_gap_counts_what_is_possible_and_says_what_is_not_sure() -> None:
    """Two days at most: from a first to a third of March by date there may be less or more than that."""
    rows = [dated("a", "b"), dated("b", "c", day=2)]
    (trail,) = (await traced(rows, max_gap_ms=2 * DAY_MS)).trails
    assert (len(trail.edges), trail.loose, trail.unordered) == (2, (1,), ())
    (sure,) = (await traced(rows, max_gap_ms=3 * DAY_MS)).trails
    assert (len(sure.edges), sure.loose) == (2, ())
    (apart,) = (await traced(rows, max_gap_ms=DAY_MS)).trails
    assert len(apart.edges) == 1


async def test_a_window_that_begins_at_noon_has_the_dated_ones_of_that_day() -> None:
    from services.values.network import Frame

    noon = Frame(from_ms=FIRST + 12 * HOUR_MS)
    rows = graph([dated("a", "b"), timed("b", "c", 9), timed("b", "d", 13)])
    response = await trace_money(rows, ALL, TraceMoneyRequest(noon, account("a"), "FORWARD"))
    assert told(response) == [("abd", (1,))]


@st.composite
def transfers(draw: st.DrawFn) -> list[EdgeRow]:
    found = []
    for number in range(draw(st.integers(1, 12))):
        start, end = draw(st.permutations("abcde"))[:2]
        hour, day_alone = draw(st.integers(1, 95)), draw(st.booleans())
        amount = draw(st.integers(1, 9))
        one = dated(start, end, hour // 24, id=f"e{number}") if day_alone else timed(start, end, hour, id=f"e{number}")
        found.append(EdgeRow(**{**as_dict(one), "amount_minor": amount}))
    return found


def as_dict(row: EdgeRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in EdgeRow.__slots__}


@budget(150)
@given(transfers(), st.sampled_from(["FORWARD", "BACKWARD"]), st.sampled_from([0, 5 * HOUR_MS, 30 * HOUR_MS]))
def test_no_trail_goes_back_in_time(rows: list[EdgeRow], direction: str, gap_ms: int) -> None:
    """Not by a day, and between known times not by a millisecond; what is not marked is certain."""
    import asyncio

    response = asyncio.run(traced(rows, "a", direction, max_gap_ms=gap_ms))
    rows_by_id = {row.id: row for row in rows}
    for path in response.trails:
        goes_on(path, [rows_by_id[name] for name in path.edges], gap_ms)


def goes_on(path: Path, trail: list[EdgeRow], gap_ms: int) -> None:
    last_known = 0
    for place, (one, two) in enumerate(pairwise(trail), 1):
        ends = max(one.at_ms, one.until_ms), max(two.at_ms, two.until_ms)
        assert one.at_ms // DAY_MS <= two.at_ms // DAY_MS
        assert (place in path.unordered) == (two.at_ms <= ends[0])
        assert (place in path.loose) == bool(gap_ms and ends[1] - one.at_ms > gap_ms)
        assert not gap_ms or two.at_ms - ends[0] <= gap_ms
    for row in trail:
        if not row.until_ms:
            assert row.at_ms > last_known
            last_known = row.at_ms
