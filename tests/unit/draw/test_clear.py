"""What lies under what is found by halving curves; held against points of them taken one by one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.draw.clear import TOUCH, Area, clear
from services.draw.marks import Point, Way, line
from tests.rows import of_rows

BOX: Area = (100, 100, 200, 150)
NUMBERS = st.integers(0, 300).map(float)
POINTS = st.tuples(NUMBERS, NUMBERS)


@of_rows(
    ("way", "found"),
    [
        (line((0, 0), (300, 0)), True),
        (line((0, 125), (300, 125)), False),
        (line((150, 0), (150, 300)), False),
        (line((0, 125), (100, 125)), True),
        (line((0, 100), (300, 100)), True),
        (line((150, 125), (150, 126)), False),
        (line((90, 90), (120, 60), (220, 60)), True),
        (line((90, 90), (120, 60), (220, 160)), False),
        (line((90, 155), (205, 90)), False),
        ((("M", 0.0, 125.0), ("C", 100.0, 0.0, 200.0, 0.0, 300.0, 125.0)), True),
        ((("M", 0.0, 200.0), ("C", 100.0, 80.0, 200.0, 80.0, 300.0, 200.0)), False),
        ((("M", 0.0, 125.0), ("Q", 150.0, 125.0, 300.0, 125.0)), False),
    ],
)
def test_a_way_under_a_box_is_found(way: Way, found: bool) -> None:
    assert clear([BOX], [way]) is found


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ((200, 100, 300, 150), True),
        ((201, 100, 300, 150), True),
        ((190, 140, 300, 300), False),
        ((120, 110, 130, 120), False),
        ((0, 0, 300, 300), False),
    ],
)
def test_boxes_that_overlap_are_found(other: Area, found: bool) -> None:
    assert clear([BOX, other], []) is found


def point(held: list[Point], t: float) -> Point:
    """By the polynomial, not by halving."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = held
    u = 1 - t
    shares = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    return (
        sum(share * x for share, x in zip(shares, (ax, bx, cx, dx), strict=True)),
        sum(share * y for share, y in zip(shares, (ay, by, cy, dy), strict=True)),
    )


@given(st.lists(POINTS, min_size=4, max_size=4))
def test_halving_finds_what_points_find(held: list[Point]) -> None:
    inside = [min(x - 100, 200 - x, y - 100, 150 - y) for x, y in (point(held, step / 400) for step in range(401))]
    deepest = max(inside)
    assume(abs(deepest - TOUCH) > 2)
    way: Way = (("M", *held[0]), ("C", *held[1], *held[2], *held[3]))
    assert clear([BOX], [way]) is (deepest < TOUCH)


def test_nothing_is_clear_of_nothing() -> None:
    assert clear([], [])
    assert clear([BOX], [])
