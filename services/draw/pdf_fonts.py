"""Glyphs of a PDF: outlines in fonts of Type 3, each with the letters that its glyphs stand for. Pure."""

from __future__ import annotations

from typing import Final

from services.draw.marks import Way, points_of
from services.draw.markup import number
from services.draw.pdf_file import Objects
from services.draw.pdf_ways import operators
from services.draw.shaping import Placed, advance, outline

CODES: Final = 255
"""Glyphs of one font: a code is a byte, and 0 stands for none."""


class Fonts:
    """Which glyphs the pages use, and by what font and code; a face has as many fonts as it needs."""

    def __init__(self) -> None:
        self._glyphs: dict[str, dict[int, str]] = {}
        self._places: dict[tuple[str, int], tuple[str, int]] = {}

    def code_of(self, placed: Placed, face: str) -> tuple[str, int]:
        """Name of the font and code of the glyph in it."""
        known = self._glyphs.setdefault(face, {})
        if placed.glyph not in known:
            font, place = divmod(len(known), CODES)
            self._places[face, placed.glyph] = (f"{face}{font}", place + 1)
            known[placed.glyph] = placed.said
        return self._places[face, placed.glyph]

    def written(self, objects: Objects) -> str:
        """Every font as an object; returns their names with references, as a page's resources have them."""
        found = []
        for face in sorted(self._glyphs):
            glyphs = list(self._glyphs[face].items())
            for start in range(0, len(glyphs), CODES):
                reference = _font(objects, face, glyphs[start : start + CODES])
                found.append(f"/{face}{start // CODES} {reference}")
        return "".join(found)


def _font(objects: Objects, face: str, glyphs: list[tuple[int, str]]) -> str:
    """One font of Type 3, codes from 1 on in the order given."""
    names = [f"/g{glyph}" for glyph, _ in glyphs]
    procedures = "".join(
        f"{name} {objects.stream(_procedure(glyph, face))}" for name, (glyph, _) in zip(names, glyphs, strict=True)
    )
    widths = " ".join(str(advance(glyph, face)) for glyph, _ in glyphs)
    boxes = [_box(outline(glyph, face)) for glyph, _ in glyphs]
    lows, highs = zip(*((box[:2], box[2:]) for box in boxes), strict=True)
    box = (*map(min, zip(*lows, strict=True)), *map(max, zip(*highs, strict=True)))
    shown = " ".join(number(each) for each in box)
    unicode = objects.stream(_unicode([said for _, said in glyphs]))
    return objects.add(
        f"<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[{shown}]/Resources<<>>/FirstChar 1"
        f"/LastChar {len(glyphs)}/Widths[{widths}]/Encoding<</Type/Encoding/Differences[1{''.join(names)}]>>"
        f"/CharProcs<<{procedures}>>/ToUnicode {unicode}>>"
    )


def _procedure(glyph: int, face: str) -> str:
    """The outline, filled in the colour of the text."""
    way = outline(glyph, face)
    box = " ".join(number(each) for each in _box(way))
    return f"{advance(glyph, face)} 0 {box} d1 {operators(way)} {'f' if way else ''}"


def _box(way: Way) -> tuple[float, float, float, float]:
    """A rectangle that holds a way, handles too."""
    points = [point for segment in way for point in points_of(segment)] or [(0.0, 0.0)]
    return min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)


def _unicode(letters: list[str]) -> str:
    """A character map from codes to letters; a glyph that only adds to the one before it stands for none."""
    pairs = [
        f"<{code:02x}><{said.encode('utf-16-be', 'replace').hex()}>" for code, said in enumerate(letters, 1) if said
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    maps = "\n".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks)
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def /CMapName/Letters def /CMapType 2 def\n"
        f"1 begincodespacerange <00><ff> endcodespacerange\n{maps}\nendcmap CMapName currentdict/CMap defineresource"
        " pop end end"
    )
