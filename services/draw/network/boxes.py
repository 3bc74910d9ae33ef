"""Spots as boxes: a node with its kind's colour, a stub dashed and nameless. Pure."""

from __future__ import annotations

from typing import Final

from services.draw.direction import is_rtl
from services.draw.marks import Group, Mark, Rect, Text, Trace, Way
from services.draw.network.chart import Spot
from services.draw.network.labels import heading, number_of, source_line, stub_lines, under
from services.draw.network.layout import HEIGHT, WIDTH, Place
from services.draw.network.words import word
from services.draw.shaping import fitted, wide
from services.values.network import Node
from services.vocabulary.readings import is_urdu

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
    "VEHICLE": "#8c3a6b",
}
OTHER: Final = "#444c55"
STUB: Final = "#b00020"
BADGE: Final = 18.0
"""Height of a badge, and the least width of one."""
_ROOM: Final = WIDTH - 28


def box(spot: Spot, place: Place, language: str, also: str = "") -> Group:
    """The box of a spot around ``place``. ``also``: where else it stands."""
    if spot.node is None:
        return _stub(spot, place, language)
    node = spot.node
    colour = COLOURS.get(node.key.kind if node.key else "", OTHER)
    left, top = place.x - WIDTH / 2, place.y - HEIGHT / 2
    frame = Rect(left, top, WIDTH, HEIGHT, 8, fill="#ffffff", stroke=colour, stroke_width=3 if node.hub else 1.5)
    low = top + HEIGHT
    bar: Way = (
        ("M", left, top + 8), ("Q", left, top, left + 8, top), ("L", left + 10, top),
        ("L", left + 10, low), ("L", left + 8, low), ("Q", left, low, left, low - 8), ("Z",),
    )  # fmt: skip
    badges, taken = _badges(node, place, colour, language)
    marks: list[Mark] = [frame, Trace(bar, fill=colour), *_texts(spot, place, language, also, taken), *badges]
    key = (node.key.kind, node.key.id) if node.key else ("", "")
    return Group(tuple(marks), (("class", "node"), ("data-kind", key[0]), ("data-id", key[1])))


def _texts(spot: Spot, place: Place, language: str, also: str, taken: float) -> list[Text]:
    """Three lines; ``taken``: of the lower two, by badges."""
    numbered = heading(spot, language) == number_of(spot)
    last = " · ".join(part for part in (source_line(spot), also) if part)
    lines = (
        (heading(spot, language), 12.5 if numbered else 14.0, "bold", "#14202c", -10.0, 0.0),
        (under(spot, language), 11.5, "regular", "#46525e", 8.0, taken),
        (last, 10.0, "regular", "#56616c", 24.0, taken),
    )
    found = []
    for text, size, face, fill, down, beside in lines:
        if text:
            shown = fitted(text, size, _ROOM - beside, face, middle=text == number_of(spot))
            rtl = is_rtl(shown)
            at = place.x + WIDTH / 2 - 10 - beside if rtl else place.x - WIDTH / 2 + 18
            found.append(Text(shown, at, place.y + down, size, face, fill, "end" if rtl else "start"))
    return found


def _badges(node: Node, place: Place, colour: str, language: str) -> tuple[list[Group], float]:
    """Within the box, at its lower right: whether it is a hub, and the number that Subjects of one person share.

    With how much of the lower lines they take.
    """
    said = [("hub", word("hub", language), colour)] if node.hub else []
    said += [("person", str(node.person), "#14202c")] if node.person else []
    found = []
    taken = 0.0
    for name, text, fill in said:
        room = max(BADGE, wide(text, 10, "bold") + 10)
        left, top = place.x + WIDTH / 2 - 6 - taken - room, place.y + HEIGHT / 2 - 5 - BADGE
        badge = Rect(left, top, room, BADGE, BADGE / 2, fill=fill)
        shown = Text(text, left + room / 2, top + 12.5, 10, "bold", "#ffffff", "middle")
        found.append(Group((badge, shown), (("class", name),)))
        taken += room + 6
    return found, taken


def _stub(spot: Spot, place: Place, language: str) -> Group:
    """A dashed box: how many hidden records, held by whom, which desk to ask; never more."""
    left, top = place.x - WIDTH / 2, place.y - HEIGHT / 2
    frame = Rect(left, top, WIDTH, HEIGHT, 8, fill="#fff6f6", stroke=STUB, stroke_width=1.5, dash=(7, 5))
    styles = ((11.5, "bold", -14.0), (10.5, "regular", 5.0), (10.5, "regular", 22.0))
    texts = tuple(
        Text(fitted(text, size, WIDTH - 12, face), place.x, place.y + down, size, face, "#7a0016", "middle",
             is_urdu(language))
        for text, (size, face, down) in zip(stub_lines(spot.stub, language), styles, strict=True)
        if text
    )  # fmt: skip
    return Group((frame, *texts), (("class", "stub"),))
