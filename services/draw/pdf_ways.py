"""Ways and colours in the operators of PDF. Pure."""

from __future__ import annotations

from typing import Final

from services.draw.marks import Point, Rect, Text, Trace, Way, points_of
from services.draw.markup import number
from services.draw.shaping import UNITS, outline, shaped

_ARC: Final = 0.5523
"""How far the handles of a quarter of a circle reach, of its radius."""


def painted(mark: Rect | Trace) -> str:
    """A rectangle or a way, filled and stroked as it says."""
    way = _round(mark) if isinstance(mark, Rect) else mark.way
    parts = ["q"]
    if mark.fill:
        parts.append(f"{colour(mark.fill)} rg")
    if mark.stroke:
        parts.append(f"{colour(mark.stroke)} RG {number(mark.stroke_width)} w")
    if mark.dash:
        parts.append(f"[{' '.join(number(part) for part in mark.dash)}]0 d")
    paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
    return " ".join((*parts, operators(way), paint[bool(mark.fill), bool(mark.stroke)], "Q"))


def operators(way: Way) -> str:
    """A way as it is constructed; PDF knows curves of two handles alone."""
    parts: list[str] = []
    at: Point = (0.0, 0.0)
    for segment in way:
        points = points_of(segment)
        if segment[0] == "Z":
            parts.append("h")
            continue
        if segment[0] == "Q":
            handle, end = points
            points = [_towards(at, handle), _towards(end, handle), end]
        parts.extend(number(each) for point in points for each in point)
        parts.append({"M": "m", "L": "l"}.get(segment[0], "c"))
        at = points[-1]
    return " ".join(parts)


def outlined(line: Text) -> str:
    """A line from the origin as outlines alone, which no reader takes for text."""
    scale = number(line.size / UNITS * 1000)
    glyphs = " ".join(
        f"q 1 0 0 1 {number(placed.x)} {number(placed.y)} cm {operators(outline(placed.glyph, line.face))} f Q"
        for placed in shaped(line.text, line.face, line.rtl).glyphs
        if outline(placed.glyph, line.face)
    )
    return f"{colour(line.fill)} rg {scale} 0 0 -{scale} 0 0 cm .001 0 0 .001 0 0 cm {glyphs}"


def _towards(point: Point, handle: Point) -> Point:
    """Two thirds of the way from a point to the one handle of a quadratic curve."""
    return point[0] + (handle[0] - point[0]) * 2 / 3, point[1] + (handle[1] - point[1]) * 2 / 3


def _round(mark: Rect) -> Way:
    """A rectangle's border, its corners quarters of circles."""
    left, top, right, low = mark.left, mark.top, mark.left + mark.wide, mark.top + mark.high
    r = min(mark.radius, mark.wide / 2, mark.high / 2)
    if not r:
        return ("M", left, top), ("L", right, top), ("L", right, low), ("L", left, low), ("Z",)
    k = r * (1 - _ARC)
    return (
        ("M", left + r, top), ("L", right - r, top), ("C", right - k, top, right, top + k, right, top + r),
        ("L", right, low - r), ("C", right, low - k, right - k, low, right - r, low),
        ("L", left + r, low), ("C", left + k, low, left, low - k, left, low - r),
        ("L", left, top + r), ("C", left, top + k, left + k, top, left + r, top), ("Z",),
    )  # fmt: skip


def colour(of: str) -> str:
    """``#rrggbb`` as three shares of one."""
    return " ".join(number(int(of[place : place + 2], 16) / 255) for place in (1, 3, 5))
