"""Marks moved, scaled and turned around, and ways as PDF constructs them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.draw.marks import Group, Mark, Point, Rect, Repeated, Text, Trace, Way, end_of, line, moved, texts, turned
from services.draw.pdf_ways import colour, operators, painted
from services.draw.svg import data

NUMBERS = st.integers(-500, 500).map(float)
POINTS = st.tuples(NUMBERS, NUMBERS)
SEGMENTS = st.one_of(
    POINTS.map(lambda p: ("L", *p)),
    st.tuples(POINTS, POINTS).map(lambda p: ("Q", *p[0], *p[1])),
    st.tuples(POINTS, POINTS, POINTS).map(lambda p: ("C", *p[0], *p[1], *p[2])),
)
WAYS = st.tuples(POINTS, st.lists(SEGMENTS, min_size=1, max_size=5)).map(lambda p: (("M", *p[0]), *p[1]))


def at(held: list[Point], t: float) -> Point:
    """A point of a curve, by its end and handles."""
    while len(held) > 1:
        held = [((1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]) for a, b in pairwise(held)]
    return held[0]


@given(WAYS)
def test_a_way_turned_twice_is_itself(way: Way) -> None:
    back = turned(way)
    assert turned(back) == way
    assert (end_of(back[0]), end_of(back[-1])) == (end_of(way[-1]), end_of(way[0]))


@given(WAYS, POINTS, st.sampled_from([0.5, 1.0, 2.0]))
def test_what_is_moved_is_moved_in_each_of_its_points(way: Way, by: Point, scale: float) -> None:
    found = moved(Trace(way, stroke="#000000"), *by, scale)
    assert isinstance(found, Trace)
    for before, after in zip(way, found.way, strict=True):
        x, y = end_of(before)
        assert end_of(after) == pytest.approx((x * scale + by[0], y * scale + by[1]))
    assert found.stroke_width == scale


def test_everything_of_a_mark_is_scaled() -> None:
    rect = Rect(1, 2, 3, 4, 5, "#111111", "#222222", 2, (6, 4))
    text = Text("a", 1, 2, 10, "bold", "#333333", "end", True)
    group = moved(Group((rect, text), (("class", "x"),), (("e", "s"),)), 10, 20, 0.5)
    assert group == Group(
        (
            Rect(10.5, 21, 1.5, 2, 2.5, "#111111", "#222222", 1, (3, 2)),
            Text("a", 10.5, 21, 5, "bold", "#333333", "end", True),
        ),
        (("class", "x"),),
        (("e", "s"),),
    )


def test_what_is_repeated_over_a_sheet_is_not_moved() -> None:
    with pytest.raises(TypeError):
        moved(Repeated(Text("a", 0, 0, 1), (), 0, 1), 1, 1)


def test_every_text_is_found() -> None:
    one, two, three = (Text(each, 0, 0, 1) for each in "abc")
    marks: tuple[Mark, ...] = (one, Group((Group((two,)), Rect(0, 0, 1, 1))), Repeated(three, ((0, 0), (1, 1)), 0, 1))
    assert texts(marks) == [one, two, three]


@given(POINTS, POINTS, POINTS, st.sampled_from([0.0, 0.25, 0.5, 0.9, 1.0]))
def test_a_curve_of_one_handle_is_the_same_curve_with_two(start: Point, handle: Point, end: Point, t: float) -> None:
    shown = operators((("M", *start), ("Q", *handle, *end))).split()
    assert (shown[2], shown[-1]) == ("m", "c")
    flat = [float(each) for each in shown[3:-1]]
    held = [start, *zip(flat[::2], flat[1::2], strict=True)]
    assert at(held, t) == pytest.approx(at([start, handle, end], t), abs=0.02)


def test_ways_are_written() -> None:
    way = (*line((0, 0), (10, 0.5)), ("C", 1, 2, 3, 4, 5, 6), ("Z",))
    assert operators(way) == "0 0 m 10 0.5 l 1 2 3 4 5 6 c h"
    assert data(way) == "M0 0L10 0.5C1 2 3 4 5 6Z"


@pytest.mark.parametrize(
    ("mark", "ends"),
    [
        (Rect(0, 0, 1, 1, fill="#ff0000"), "f Q"),
        (Rect(0, 0, 1, 1, stroke="#ff0000"), "S Q"),
        (Rect(0, 0, 1, 1, fill="#ff0000", stroke="#00ff00"), "B Q"),
        (Rect(0, 0, 1, 1), "n Q"),
        (Trace(line((0, 0), (1, 1)), stroke="#ff0000", dash=(7, 5)), "S Q"),
    ],
)
def test_marks_are_painted(mark: Rect | Trace, ends: str) -> None:
    shown = painted(mark)
    assert shown.startswith("q ")
    assert shown.endswith(ends)
    assert ("1 0 0 rg" in shown) == (mark.fill == "#ff0000")
    assert ("[7 5]0 d" in shown) == bool(mark.dash)


@given(st.integers(1, 300), st.integers(1, 300), st.integers(0, 400))
def test_round_corners_stay_within_their_rectangle(wide: int, high: int, radius: int) -> None:
    shown = painted(Rect(0, 0, wide, high, radius, fill="#000000")).split()
    numbers = [float(each) for each in shown[5:] if each.replace(".", "").lstrip("-").isdigit()]
    assert all(-0.01 <= x <= wide + 0.01 for x in numbers[::2])
    assert all(-0.01 <= y <= high + 0.01 for y in numbers[1::2])


def test_colours_are_shares() -> None:
    assert colour("#ff8000") == "1 0.5 0"
