"""What stands on a sheet, whatever file it becomes: rectangles, ways, lines of text, groups. Pure.

A sheet's units run right and down from its upper left corner. Colours are ``#rrggbb``; an empty one is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Segment = tuple[str, *tuple[float, ...]]
"""``M`` or ``L`` x y, ``Q`` x1 y1 x y, ``C`` x1 y1 x2 y2 x y, or ``Z``, as in the paths of SVG."""
Way = tuple[Segment, ...]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its upper left corner, with round corners of ``radius``."""

    left: float
    top: float
    wide: float
    high: float
    radius: float = 0.0
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """A way, stroked or filled."""

    way: Way
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A line at baseline ``y``, ``anchor`` start, middle or end of it at ``x``. ``rtl``: the line's direction;
    None is that of its first strong sign."""

    text: str
    x: float
    y: float
    size: float
    face: str = "regular"
    fill: str = "#1d2733"
    anchor: str = "start"
    rtl: bool | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Marks together. ``about``: attributes, ``rows``: names and texts of what it stands for, both for SVG alone."""

    marks: tuple[Mark, ...]
    about: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Repeated:
    """One line of text again and again, its start at each of ``at``, the whole turned by ``degrees`` clockwise."""

    text: Text
    at: tuple[Point, ...]
    degrees: float
    opacity: float
    about: tuple[tuple[str, str], ...] = ()


Mark = Rect | Trace | Text | Group | Repeated


def line(*points: Point) -> Way:
    """Straight from point to point."""
    return tuple(("M" if place == 0 else "L", *point) for place, point in enumerate(points))


def points_of(segment: Segment) -> list[Point]:
    """Handles of a segment and its end; none of one that closes a way."""
    _, *numbers = segment
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def end_of(segment: Segment) -> Point:
    """Where a segment ends; not of one that closes a way."""
    return points_of(segment)[-1]


def turned(way: Way) -> Way:
    """One open way from its end to its beginning."""
    points = [end_of(segment) for segment in way]
    found = [_segment("M", *points[-1])]
    for place in range(len(way) - 1, 0, -1):
        handles = reversed(points_of(way[place])[:-1])
        found.append(_segment(way[place][0], *(each for handle in handles for each in handle), *points[place - 1]))
    return tuple(found)


def _segment(letter: str, *numbers: float) -> Segment:
    return (letter, *numbers)


def moved(mark: Mark, x: float, y: float, scale: float = 1.0) -> Mark:
    """The mark ``scale`` times as large about the origin, then shifted."""
    if isinstance(mark, Group):
        return Group(all_moved(mark.marks, x, y, scale), mark.about, mark.rows)
    if isinstance(mark, Text):
        return Text(
            mark.text, mark.x * scale + x, mark.y * scale + y, mark.size * scale, mark.face, mark.fill, mark.anchor,
            mark.rtl,
        )  # fmt: skip
    if isinstance(mark, Repeated):
        raise TypeError("what is repeated over a sheet stays where it is")
    dash, stroke_width = tuple(part * scale for part in mark.dash), mark.stroke_width * scale
    if isinstance(mark, Rect):
        return Rect(
            mark.left * scale + x, mark.top * scale + y, mark.wide * scale, mark.high * scale, mark.radius * scale,
            mark.fill, mark.stroke, stroke_width, dash,
        )  # fmt: skip
    return Trace(tuple(_shifted(segment, x, y, scale) for segment in mark.way), mark.fill, mark.stroke,
                 stroke_width, dash)  # fmt: skip


def all_moved(marks: Iterable[Mark], x: float, y: float, scale: float = 1.0) -> tuple[Mark, ...]:
    """Each as :func:`moved` does it."""
    return tuple(moved(mark, x, y, scale) for mark in marks)


def _shifted(segment: Segment, x: float, y: float, scale: float) -> Segment:
    _, *numbers = segment
    return _segment(segment[0], *(number * scale + (y if place % 2 else x) for place, number in enumerate(numbers)))


def texts(marks: Iterable[Mark]) -> list[Text]:
    """Every line of text, in order, whatever group holds it; one that is repeated, once."""
    found: list[Text] = []
    for mark in marks:
        if isinstance(mark, Text):
            found.append(mark)
        elif isinstance(mark, Group):
            found.extend(texts(mark.marks))
        elif isinstance(mark, Repeated):
            found.append(mark.text)
    return found
