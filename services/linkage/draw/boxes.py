"""Spots as boxes: a node with its kind's colour, a stub dashed and nameless. Pure."""

from __future__ import annotations

from typing import Final

from services.linkage.draw.chart import Spot
from services.linkage.draw.direction import is_rtl
from services.linkage.draw.labels import heading, number_of, source_line, stub_lines, under
from services.linkage.draw.layout import HEIGHT, WIDTH, Place
from services.linkage.draw.markup import Tag, number
from services.linkage.draw.pen import Pen, width
from services.linkage.draw.shaping import fitted
from services.linkage.draw.words import is_urdu, word

COLOURS: Final = {
    "SUBJECT": "#1f5fa8",
    "ACCOUNT": "#1b7f5c",
    "PHONE": "#b3541e",
    "DEVICE": "#7a5c1e",
    "DOCUMENT": "#5b6b7b",
    "CASE": "#9a2a3a",
    "PLACE": "#5a7d2a",
    "JOURNEY": "#6a3fa0",
    "ORGANISATION": "#2a6f7f",
    "LOAN": "#8a6d00",
    "VEHICLE": "#8c3a6b",
}
OTHER: Final = "#444c55"
STUB: Final = "#b00020"
_ROOM: Final = WIDTH - 28


def box(spot: Spot, place: Place, pen: Pen, language: str) -> Tag:
    """The box of a spot around ``place``."""
    if spot.node is None:
        return _stub(spot, place, pen, language)
    node = spot.node
    colour = COLOURS.get(node.key.kind if node.key else "", OTHER)
    left, top = place.x - WIDTH / 2, place.y - HEIGHT / 2
    frame = _rectangle(left, top, {"fill": "#ffffff", "stroke": colour, "stroke-width": "3" if node.hub else "1.5"})
    bar = Tag("path", {"fill": colour, "d": f"M{number(left)} {number(top + 8)}q0 -8 8 -8h2v{HEIGHT}h-2q-8 0 -8 -8z"})
    children = [frame, bar, *_texts(spot, place, pen, language)]
    if node.hub:
        children.append(_hub(place, colour, pen, language))
    if node.person:
        children.append(_person(node.person, left, top, pen))
    return Tag(
        "g",
        {"class": "node", "data-kind": node.key.kind if node.key else "", "data-id": node.key.id if node.key else ""},
        tuple(children),
    )


def _texts(spot: Spot, place: Place, pen: Pen, language: str) -> list[Tag]:
    lines = (
        (
            heading(spot, language),
            12.5 if heading(spot, language) == number_of(spot) else 14.0,
            "bold",
            "#14202c",
            -10.0,
        ),
        (under(spot, language), 11.5, "regular", "#46525e", 8.0),
        (source_line(spot), 10.0, "regular", "#6b7782", 24.0),
    )
    found = []
    for text, size, face, fill, down in lines:
        if text:
            shown = fitted(text, size, _ROOM, face, middle=text == number_of(spot))
            rtl = is_rtl(shown)
            at = place.x + WIDTH / 2 - 10 if rtl else place.x - WIDTH / 2 + 18
            found.append(
                pen.write(shown, at, place.y + down, size, face=face, fill=fill, anchor="end" if rtl else "start")
            )
    return found


def _rectangle(left: float, top: float, attributes: dict[str, str]) -> Tag:
    size = {"x": number(left), "y": number(top), "width": str(WIDTH), "height": str(HEIGHT), "rx": "8"}
    return Tag("rect", size | attributes)


def _hub(place: Place, colour: str, pen: Pen, language: str) -> Tag:
    """A badge at the upper corner."""
    text = word("hub", language)
    wide = width(text, 10, "bold") + 14
    left, top = place.x + WIDTH / 2 - wide + 6, place.y - HEIGHT / 2 - 9
    badge = Tag(
        "rect", {"x": number(left), "y": number(top), "width": number(wide), "height": "17", "rx": "8", "fill": colour}
    )
    return Tag(
        "g",
        {"class": "hub"},
        (badge, pen.write(text, left + wide / 2, top + 12.5, 10, face="bold", fill="#ffffff", anchor="middle")),
    )


def _person(person: int, left: float, top: float, pen: Pen) -> Tag:
    """The number that Subjects of one person share."""
    circle = Tag("circle", {"cx": number(left + 4), "cy": number(top), "r": "10", "fill": "#14202c"})
    mark = pen.write(str(person), left + 4, top + 4, 10, face="bold", fill="#ffffff", anchor="middle")
    return Tag("g", {"class": "person"}, (circle, mark))


def _stub(spot: Spot, place: Place, pen: Pen, language: str) -> Tag:
    """A dashed box: how many hidden records, held by whom, which desk to ask; never more."""
    frame = _rectangle(
        place.x - WIDTH / 2,
        place.y - HEIGHT / 2,
        {"fill": "#fff6f6", "stroke": STUB, "stroke-width": "1.5", "stroke-dasharray": "7 5"},
    )
    styles = ((11.5, "bold", -14.0), (10.5, "regular", 5.0), (10.5, "regular", 22.0))
    texts = []
    for text, (size, face, down) in zip(stub_lines(spot.stub, language), styles, strict=True):
        if text:
            texts.append(
                pen.write(
                    fitted(text, size, WIDTH - 12, face),
                    place.x,
                    place.y + down,
                    size,
                    face=face,
                    fill="#7a0016",
                    anchor="middle",
                    rtl=is_urdu(language),
                )
            )
    return Tag("g", {"class": "stub"}, (frame, *texts))
