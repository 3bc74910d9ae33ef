"""Whether boxes and ways are clear of one another: looked at again, whoever placed them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from services.draw.marks import Point, Way, end_of, points_of

TOUCH: Final = 1.0
"""Units by which what touches may overlap."""

Area = tuple[float, float, float, float]
"""Left, top, right and bottom of a box."""


def clear(areas: Sequence[Area], ways: Sequence[Way]) -> bool:
    """Whether no two boxes overlap, and no way runs under any box, its own too."""
    solid = [(left + TOUCH, top + TOUCH, right - TOUCH, low - TOUCH) for left, top, right, low in areas]
    apart = not any(_meet(one, other) for place, one in enumerate(solid) for other in solid[:place])
    return apart and not any(_runs_under(way, solid) for way in ways)


def _runs_under(way: Way, solid: Sequence[Area]) -> bool:
    points = [point for segment in way for point in points_of(segment)]
    reach = _around(points)
    near = [area for area in solid if _meet(reach, area)]
    curves = [[end_of(before), *points_of(segment)] for before, segment in pairwise(way)] if near else []
    return any(_enters(curve, around, area) for curve in curves for around in (_around(curve),) for area in near)


def _enters(curve: list[Point], around: Area, area: Area) -> bool:
    """Whether a curve, by its start, handles and end, comes into an area: halved until it is plain.

    ``around``: the area around the curve, as one is held against many areas.
    """
    if not _meet(around, area):
        return False
    if max(around[2] - around[0], around[3] - around[1]) < TOUCH:
        return True
    return any(_enters(half, _around(half), area) for half in _halves(curve))


def _halves(curve: list[Point]) -> tuple[list[Point], list[Point]]:
    """The same curve as two, by the middles of its handles."""
    first, second = [curve[0]], [curve[-1]]
    while len(curve) > 1:
        curve = [((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in pairwise(curve)]
        first.append(curve[0])
        second.append(curve[-1])
    return first, second[::-1]


def _around(points: Sequence[Point]) -> Area:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def _meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
