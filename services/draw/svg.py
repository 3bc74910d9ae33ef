"""A sheet as one SVG that needs nothing besides itself: text is uses of glyph outlines. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from services.draw.marks import Group, Mark, Rect, Repeated, Text, Trace, Way
from services.draw.markup import Tag, document, number
from services.draw.shaping import UNITS, outline, shaped

NAMESPACE = "http://www.w3.org/2000/svg"


def svg(marks: Iterable[Mark], wide: float, high: float, title: str, language: str) -> bytes:
    """The sheet, a pixel a unit, on white. ``language``: BCP 47, empty for English."""
    size = {"width": number(round(wide)), "height": number(round(high))}
    pen = _Pen()
    body = [pen.tag(mark) for mark in marks]
    page = Tag("rect", {**size, "fill": "#ffffff"})
    about = {"xmlns": NAMESPACE, **size, "viewBox": f"0 0 {size['width']} {size['height']}", "role": "img"}
    children = (Tag("title", text=title), pen.defs(), page, *body)
    return document(Tag("svg", {**about, "lang": language or "en"}, children))


class _Pen:
    """Writes one picture and remembers which glyphs its ``<defs>`` must hold."""

    def __init__(self) -> None:
        self._used: set[tuple[str, int]] = set()

    def tag(self, mark: Mark) -> Tag:
        """A mark as an element."""
        if isinstance(mark, Rect):
            place = {"x": number(mark.left), "y": number(mark.top)}
            size = {"width": number(mark.wide), "height": number(mark.high)}
            radius = {"rx": number(mark.radius)} if mark.radius else {}
            return Tag("rect", place | size | radius | _painted(mark))
        if isinstance(mark, Trace):
            return Tag("path", {"d": data(mark.way)} | _painted(mark))
        if isinstance(mark, Text):
            return self._written(mark)
        if isinstance(mark, Group):
            rows = tuple(Tag("desc", {"data-edge": name}, text=text) for name, text in mark.rows)
            return Tag("g", dict(mark.about), (*rows, *(self.tag(each) for each in mark.marks)))
        return self._repeated(mark)

    def _repeated(self, mark: Repeated) -> Tag:
        name = "repeated"
        text = Tag("defs", {}, (Tag("g", {"id": name}, (self.tag(mark.text),)),))
        uses = tuple(Tag("use", {"href": f"#{name}", "x": number(x), "y": number(y)}) for x, y in mark.at)
        turned = {"fill-opacity": number(mark.opacity), "transform": f"rotate({number(mark.degrees)})"}
        return Tag("g", dict(mark.about) | turned, (text, *uses))

    def _written(self, mark: Text) -> Tag:
        """A line, with its words for search and for reading aloud."""
        shape = shaped(mark.text, mark.face, mark.rtl)
        scale = mark.size / UNITS
        left = mark.x - shape.width * scale * {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor]
        uses = []
        for placed in shape.glyphs:
            if outline(placed.glyph, mark.face):
                self._used.add((mark.face, placed.glyph))
                name = {"href": f"#{mark.face[0]}{placed.glyph}"}
                uses.append(Tag("use", name | {"x": number(placed.x), "y": number(placed.y)}))
        at = f"translate({number(left)} {number(mark.y)}) scale({scale:.4f} {-scale:.4f})"
        about = {"role": "img", "aria-label": mark.text, "transform": at, "fill": mark.fill}
        return Tag("g", about, (Tag("title", text=mark.text), *uses))

    def defs(self) -> Tag:
        """Outlines of every glyph used so far."""
        glyphs = [(f"{face[0]}{glyph}", outline(glyph, face)) for face, glyph in sorted(self._used)]
        return Tag("defs", {}, tuple(Tag("path", {"id": name, "d": data(way)}) for name, way in glyphs))


def data(way: Way) -> str:
    """A way as the ``d`` of a path."""
    return "".join(letter + " ".join(number(each) for each in numbers) for letter, *numbers in way)


def _painted(mark: Rect | Trace) -> dict[str, str]:
    """Fill, and stroke where there is one."""
    fill = {"fill": mark.fill or "none"}
    if not mark.stroke:
        return fill
    stroke = {"stroke": mark.stroke, "stroke-width": number(mark.stroke_width)}
    return fill | stroke | ({"stroke-dasharray": " ".join(number(part) for part in mark.dash)} if mark.dash else {})
