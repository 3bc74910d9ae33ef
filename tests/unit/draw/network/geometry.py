"""What covers what in a picture, measured on what is drawn by nothing that placed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from services.draw.marks import Group, Mark, Point, Rect, Trace, Way

TOUCH = 1.0
"""Pixels by which what touches may overlap: a line ends at its box, and half its width lies on it."""
_GROUP = re.compile(r'^<g class="(node|stub|label|hub|person|link|stub-link)"', re.MULTILINE)
_RECT = re.compile(r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"')
_LINE = re.compile(r'<path d="([^"]*)" fill="none"')
_SEGMENT = re.compile(r"([MLQC])([-\d. ]+)")


@dataclass(frozen=True, slots=True)
class Area:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > TOUCH
            and min(self.bottom, other.bottom) - max(self.top, other.top) > TOUCH
        )

    def around(self, other: Area) -> bool:
        return (
            self.left <= other.left and other.right <= self.right
            and self.top <= other.top and other.bottom <= self.bottom
        )  # fmt: skip

    def near(self, other: Area) -> bool:
        """Whether it could meet at all; an upright line has no width."""
        return (
            self.left <= other.right and other.left <= self.right
            and self.top <= other.bottom and other.top <= self.bottom
        )  # fmt: skip

    def holds(self, point: Point) -> bool:
        x, y = point
        return self.left + TOUCH < x < self.right - TOUCH and self.top + TOUCH < y < self.bottom - TOUCH


@dataclass(frozen=True, slots=True)
class Measured:
    """Boxes, labels and badges of a picture, and the points that each line runs over."""

    boxes: list[Area]
    labels: list[Area]
    badges: list[Area]
    lines: list[list[Point]]

    def faults(self) -> list[str]:
        """Everything that covers what it must not."""
        solid = [("box", area) for area in self.boxes] + [("label", area) for area in self.labels]
        found = [f"{one} over {other}" for (one, a), (other, b) in combinations(solid, 2) if a.meets(b)]
        found += ["badge over label" for badge in self.badges for label in self.labels if badge.meets(label)]
        found += ["badge out of its box" for badge in self.badges if not any(box.around(badge) for box in self.boxes)]
        for line in self.lines:
            reach = Area(*map(min, zip(*line, strict=True)), *map(max, zip(*line, strict=True)))
            near = [(what, area) for what, area in solid if reach.near(area)]
            found += [f"line under {what}" for what, area in near if any(area.holds(point) for point in line)]
        return found


def of_marks(marks: Iterable[Mark]) -> Measured:
    """Of a picture before it is written: the first rectangle of a group is its area, an unfilled way a line."""
    parts: dict[str, list[Area]] = {"node": [], "stub": [], "label": [], "hub": [], "person": []}
    lines = []
    for name, group in _groups(marks):
        if name in ("link", "stub-link"):
            ways = [mark.way for mark in group.marks if isinstance(mark, Trace) and not mark.fill]
            lines += [list(points(way)) for way in ways]
        else:
            rect = next(mark for mark in group.marks if isinstance(mark, Rect))
            parts[name].append(Area(rect.left, rect.top, rect.left + rect.wide, rect.top + rect.high))
    return Measured(parts["node"] + parts["stub"], parts["label"], parts["hub"] + parts["person"], lines)


def _groups(marks: Iterable[Mark]) -> Iterator[tuple[str, Group]]:
    for mark in marks:
        if isinstance(mark, Group):
            yield dict(mark.about)["class"], mark
            yield from _groups(mark.marks)


def of_svg(svg: str) -> Measured:
    """Of a picture as it was written."""
    starts = [(found.start(), found[1]) for found in _GROUP.finditer(svg)]
    ends = [at for at, _ in starts[1:]] + [len(svg)]
    parts: dict[str, list[Area]] = {"node": [], "stub": [], "label": [], "hub": [], "person": []}
    lines = []
    for (start, name), end in zip(starts, ends, strict=True):
        part = svg[start:end]
        if name in ("link", "stub-link"):
            lines += [list(points(_way(data))) for data in _LINE.findall(part)]
        elif rect := _RECT.search(part):
            x, y, wide, high = (float(each) for each in rect.groups())
            parts[name].append(Area(x, y, x + wide, y + high))
    return Measured(parts["node"] + parts["stub"], parts["label"], parts["hub"] + parts["person"], lines)


def _way(data: str) -> Way:
    return tuple((letter, *(float(each) for each in numbers.split())) for letter, numbers in _SEGMENT.findall(data))


def points(way: Way, steps: int = 8) -> Iterator[Point]:
    """Many points of a way, those of its curves by de Casteljau."""
    at: Point = (0.0, 0.0)
    for letter, *numbers in way:
        flat = [float(each) for each in numbers]
        held = [at, *zip(flat[::2], flat[1::2], strict=True)][letter == "M" :]
        for step in range(steps + 1):
            yield _casteljau(held, step / steps)
        at = held[-1]


def _casteljau(held: list[Point], t: float) -> Point:
    while len(held) > 1:
        held = [((1 - t) * ax + t * bx, (1 - t) * ay + t * by) for (ax, ay), (bx, by) in pairwise(held)]
    return held[0]
