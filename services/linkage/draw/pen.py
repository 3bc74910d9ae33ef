"""Lines of text as uses of glyph outlines, so that a picture needs no font and stays searchable. Pure."""

from __future__ import annotations

from services.linkage.draw.markup import Tag, number
from services.linkage.draw.shaping import UNITS, outline, shaped


class Pen:
    """Writes text into one picture and remembers which glyphs its ``<defs>`` must hold."""

    def __init__(self) -> None:
        self._used: set[tuple[str, int]] = set()

    def write(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        face: str = "regular",
        fill: str = "#1d2733",
        anchor: str = "start",
        rtl: bool | None = None,
    ) -> Tag:
        """A line at baseline ``y``, ``anchor`` start, middle or end of it at ``x``; pixels."""
        line = shaped(text, face, rtl)
        scale = size / UNITS
        left = x - line.width * scale * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        uses = []
        for placed in line.glyphs:
            if outline(placed.glyph, face):
                self._used.add((face, placed.glyph))
                name = {"href": f"#{face[0]}{placed.glyph}"}
                uses.append(Tag("use", name | {"x": number(placed.x), "y": number(placed.y)}))
        at = f"translate({number(left)} {number(y)}) scale({scale:.4f} {-scale:.4f})"
        about = {"role": "img", "aria-label": text, "transform": at, "fill": fill}
        return Tag("g", about, (Tag("title", text=text), *uses))

    def defs(self) -> Tag:
        """Outlines of every glyph used so far."""
        glyphs = [(f"{face[0]}{glyph}", outline(glyph, face)) for face, glyph in sorted(self._used)]
        return Tag("defs", {}, tuple(Tag("path", {"id": name, "d": path}) for name, path in glyphs))


def width(text: str, size: float, face: str = "regular") -> float:
    """Pixels that a line takes."""
    return shaped(text, face).width * size / UNITS
