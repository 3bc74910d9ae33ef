"""Links as lines with arrows, and their labels where they cover least. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.linkage.draw.boxes import OTHER, STUB
from services.linkage.draw.chart import Link
from services.linkage.draw.labels import link_lines
from services.linkage.draw.layout import HEIGHT, WIDTH, Place
from services.linkage.draw.markup import Tag, number
from services.linkage.draw.pen import Pen, width
from services.linkage.draw.words import is_urdu

COLOURS: Final = {
    "TRANSFERRED": "#1b7f5c",
    "WITHDREW": "#1b7f5c",
    "CALLED": "#b3541e",
    "CO_LOCATED": "#b3541e",
    "TRAVELLED": "#6a3fa0",
    "PARTY_TO": "#9a2a3a",
    "CO_ARRESTED": "#9a2a3a",
    "SAME_PERSON": "#14202c",
}
SIZE: Final = 10.5
STEP: Final = 13.5
SPREAD: Final = 46
"""Pixels between lines of the same two spots."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle already taken, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def covered(self, other: Area) -> float:
        """Square pixels that both take."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, high)


def lines(links: tuple[Link, ...], places: Mapping[str, Place], pen: Pen, language: str) -> tuple[list[Tag], list[Tag]]:
    """Strokes, to go below the boxes, and labels, to go above them."""
    beside: dict[frozenset[str], int] = {}
    for link in links:
        pair = frozenset((link.start, link.end))
        beside[pair] = beside.get(pair, 0) + 1
    taken = [Area(at.x - WIDTH / 2, at.y - HEIGHT / 2, at.x + WIDTH / 2, at.y + HEIGHT / 2) for at in places.values()]
    drawn: dict[frozenset[str], int] = {}
    strokes, labels = [], []
    for link in links:
        pair = frozenset((link.start, link.end))
        place = drawn.get(pair, 0)
        drawn[pair] = place + 1
        bend = (place - (beside[pair] - 1) / 2) * SPREAD * (1 if link.start <= link.end else -1)
        curve = _curve(places[link.start], places[link.end], bend)
        strokes.append(_stroke(link, curve))
        text = link_lines(link, language)
        if text:
            labels.append(_label(text, curve, taken, pen, language))
    return strokes, labels


Curve = tuple[Place, Place, Place]


def _curve(start: Place, end: Place, bend: float) -> Curve:
    """A quadratic from border to border, its middle ``bend`` pixels aside; a loop below for a spot to itself."""
    dx, dy = end.x - start.x, end.y - start.y
    length = (dx * dx + dy * dy) ** 0.5
    if length < 1:
        low = start.y + HEIGHT / 2
        return Place(start.x - 30, low), Place(start.x, low + 80 + 2 * abs(bend)), Place(start.x + 30, low)
    middle = Place((start.x + end.x) / 2 - dy / length * bend * 2, (start.y + end.y) / 2 + dx / length * bend * 2)
    return _border(start, middle), middle, _border(end, middle)


def _border(box: Place, towards: Place) -> Place:
    """Where the way from the middle of a box towards a point leaves the box."""
    dx, dy = towards.x - box.x, towards.y - box.y
    if not dx and not dy:
        return box
    share = min(WIDTH / 2 / abs(dx) if dx else 9e9, HEIGHT / 2 / abs(dy) if dy else 9e9)
    return Place(box.x + dx * share, box.y + dy * share)


def _at(curve: Curve, t: float) -> Place:
    a, b, c = curve
    return Place(
        (1 - t) ** 2 * a.x + 2 * t * (1 - t) * b.x + t * t * c.x,
        (1 - t) ** 2 * a.y + 2 * t * (1 - t) * b.y + t * t * c.y,
    )


def _stroke(link: Link, curve: Curve) -> Tag:
    a, b, c = curve
    stub = not link.rows
    colour = STUB if stub else COLOURS.get(link.kind, OTHER)
    path = {
        "d": f"M{number(a.x)} {number(a.y)}Q{number(b.x)} {number(b.y)} {number(c.x)} {number(c.y)}",
        "fill": "none",
        "stroke": colour,
        "stroke-width": "1.6",
    }
    if stub or link.kind == "SAME_PERSON":
        path["stroke-dasharray"] = "7 5"
    head = () if stub else (_arrow(b, c, colour),)
    rows = tuple(Tag("desc", {"data-edge": row.id}, text=row.source) for row in link.rows)
    about = {"class": "link", "data-kind": link.kind, "data-start": link.start, "data-end": link.end}
    return Tag("g", {"class": "stub-link"} if stub else about, (*rows, Tag("path", path), *head))


def _arrow(before: Place, tip: Place, colour: str) -> Tag:
    """A filled head at ``tip``."""
    dx, dy = tip.x - before.x, tip.y - before.y
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / length, dy / length
    corners = (
        (tip.x, tip.y),
        (tip.x - 11 * dx - 4.5 * dy, tip.y - 11 * dy + 4.5 * dx),
        (tip.x - 11 * dx + 4.5 * dy, tip.y - 11 * dy - 4.5 * dx),
    )
    return Tag("path", {"fill": colour, "d": "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "z"})


def _label(text: list[str], curve: Curve, taken: list[Area], pen: Pen, language: str) -> Tag:
    """Lines of text where, of seven points along the line, they cover least of what is there."""
    wide = max(width(line, SIZE) for line in text) + 8
    high = len(text) * STEP + 4
    best: tuple[float, Area] | None = None
    for t in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
        at = _at(curve, t)
        area = Area(at.x - wide / 2, at.y - high / 2, at.x + wide / 2, at.y + high / 2)
        cost = sum(area.covered(other) for other in taken)
        if best is None or cost < best[0] - 1:
            best = (cost, area)
    area = best[1] if best else Area(0, 0, 0, 0)
    taken.append(area)
    back = Tag(
        "rect",
        {
            "x": number(area.left),
            "y": number(area.top),
            "width": number(wide),
            "height": number(high),
            "rx": "4",
            "fill": "#ffffff",
            "fill-opacity": "0.88",
        },
    )
    written = [
        pen.write(
            line,
            area.left + wide / 2,
            area.top + STEP * (place + 0.8) + 1,
            SIZE,
            fill="#2b3743",
            anchor="middle",
            rtl=is_urdu(language),
        )
        for place, line in enumerate(text)
    ]
    return Tag("g", {"class": "label"}, (back, *written))
