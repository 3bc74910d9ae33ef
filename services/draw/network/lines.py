"""Links as lines with arrows, and their labels. Pure."""

from __future__ import annotations

from typing import Final

from services.draw.marks import Group, Mark, Rect, Text, Trace, Way, end_of, line
from services.draw.network.boxes import OTHER, STUB
from services.draw.network.chart import Link
from services.draw.network.layout import SIZE, STEP, Label, Line
from services.values.network.graph import BOTH_WAYS
from services.vocabulary.readings import is_urdu

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
ARROW: Final = 11.0
DASH: Final = (7.0, 5.0)


def stroke(of: Line) -> Group:
    """A link's line, with the rows that it stands for; its arrow shows where money, call or word went, if all did."""
    link = of.link
    stub = not link.rows
    colour = STUB if stub else COLOURS.get(link.kind, OTHER)
    dash = DASH if stub or link.kind == "SAME_PERSON" else ()
    marks: list[Mark] = [Trace(way, stroke=colour, stroke_width=1.6, dash=dash) for way in of.ways]
    if stub:
        return Group(tuple(marks), (("class", "stub-link"),))
    rows = tuple((row.id, row.source) for row in link.rows)
    either = link.kind in BOTH_WAYS and any(row.rows for row in link.rows)
    arrow = () if either else (_arrow(of.ways[-1], colour),)
    return Group((*marks, *arrow), _about(link), rows)


def _about(link: Link) -> tuple[tuple[str, str], ...]:
    return ("class", "link"), ("data-kind", link.kind), ("data-start", link.start), ("data-end", link.end)


def _arrow(way: Way, colour: str) -> Trace:
    """A filled head where a way ends."""
    (bx, by), (x, y) = end_of(way[-2]), end_of(way[-1])
    length = ((x - bx) ** 2 + (y - by) ** 2) ** 0.5 or 1.0
    dx, dy = (x - bx) / length, (y - by) / length
    base = (x - ARROW * dx, y - ARROW * dy)
    corners = ((x, y), (base[0] - 4.5 * dy, base[1] + 4.5 * dx), (base[0] + 4.5 * dy, base[1] - 4.5 * dx))
    return Trace((*line(*corners), ("Z",)), fill=colour)


def written(label: Label, language: str) -> Group:
    """Lines of text on white."""
    left, top = label.middle.x - label.wide / 2, label.middle.y - label.high / 2
    back = Rect(left, top, label.wide, label.high, 4, fill="#ffffff")
    texts = (
        Text(
            text,
            label.middle.x,
            top + STEP * (place + 0.8) + 1,
            SIZE,
            fill="#2b3743",
            anchor="middle",
            rtl=is_urdu(language),
        )
        for place, text in enumerate(label.lines)
    )
    return Group((back, *texts), (("class", "label"),))
