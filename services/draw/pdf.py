"""Sheets as the pages of one PDF that needs nothing besides itself: the one writer of pages. Pure.

Glyphs are outlines in fonts of Type 3 that say which letters they stand for, so that text is found, copied and read
aloud, Urdu too. What is repeated over a page is outlines alone, an artifact to those who read by ear. No script, link,
form or file can be in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from services.draw.marks import Group, Mark, Repeated, Text
from services.draw.markup import number
from services.draw.pdf_file import Objects
from services.draw.pdf_file import text as text_string
from services.draw.pdf_fonts import Fonts
from services.draw.pdf_ways import colour, outlined, painted
from services.draw.shaping import UNITS, Placed, advance, shaped, wide

A4: Final = (595.28, 841.89)
"""Width and height of an upright page, in points."""

_Held = TypeVar("_Held")


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet in points, 72 to the inch."""

    wide: float
    high: float
    marks: tuple[Mark, ...]


class _Ink:
    """What pages share: fonts, opacities, and lines that are repeated."""

    def __init__(self) -> None:
        self.fonts = Fonts()
        self._opacities: list[float] = []
        self._forms: list[Text] = []

    def opacity(self, of: float) -> str:
        """Name of the state of the pen."""
        return f"/O{_place(self._opacities, of)}"

    def form(self, line: Text) -> str:
        """Name of a line that is written once and shown often."""
        return f"/F{_place(self._forms, line)}"

    def written(self, objects: Objects) -> str:
        """All of it as objects; returns the resources of the pages."""
        states = "".join(f"/O{place}<</ca {number(each)}>>" for place, each in enumerate(self._opacities))
        forms = "".join(f"/F{place} {_form(objects, line)}" for place, line in enumerate(self._forms))
        return f"<</Font<<{self.fonts.written(objects)}>>/ExtGState<<{states}>>/XObject<<{forms}>>>>"


def _place(held: list[_Held], what: _Held) -> int:
    if what not in held:
        held.append(what)
    return held.index(what)


def _form(objects: Objects, line: Text) -> str:
    """A line as outlines, its box twice as high as its text."""
    room = f"[0 {number(-line.size * 1.5)} {number(wide(line.text, line.size, line.face))} {number(line.size)}]"
    return objects.stream(outlined(line), f"/Type/XObject/Subtype/Form/BBox{room}/Resources<<>>")


def pdf(pages: Sequence[Page], title: str, language: str) -> bytes:
    """The file. ``language``: BCP 47, empty for English."""
    objects, ink = Objects(), _Ink()
    tree, resources = objects.reserve(), objects.reserve()
    kids = []
    for page in pages:
        content = objects.stream(_content(page, ink))
        size = f"[0 0 {number(page.wide)} {number(page.high)}]"
        kids.append(
            objects.add(f"<</Type/Page/Parent {tree}/MediaBox{size}/Resources {resources}/Contents {content}>>")
        )
    objects.set(tree, f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>")
    objects.set(resources, ink.written(objects))
    about = f"/Lang {text_string(language or 'en')}/ViewerPreferences<</DisplayDocTitle true>>"
    root = objects.add(f"<</Type/Catalog/Pages {tree}{about}>>")
    info = objects.add(f"<</Title {text_string(title)}/Producer {text_string('Rabta')}>>")
    return objects.file(root, info)


def _content(page: Page, ink: _Ink) -> str:
    """Operators of a page; sheets run down, pages of PDF run up."""
    parts = [f"1 0 0 -1 0 {number(page.high)} cm"]
    for mark in page.marks:
        parts.extend(_written(mark, ink))
    return "\n".join(parts)


def _written(mark: Mark, ink: _Ink) -> Iterable[str]:
    if isinstance(mark, Group):
        for each in mark.marks:
            yield from _written(each, ink)
    elif isinstance(mark, Text):
        yield _line(mark, ink.fonts)
    elif isinstance(mark, Repeated):
        yield from _repeated(mark, ink)
    else:
        yield painted(mark)


def _repeated(mark: Repeated, ink: _Ink) -> Iterable[str]:
    angle = math.radians(mark.degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    across, down = f"{cosine:.5f} {sine:.5f}", f"{-sine:.5f} {cosine:.5f}"
    yield f"/Artifact BMC q {ink.opacity(mark.opacity)} gs {across} {down} 0 0 cm"
    form = ink.form(mark.text)
    for x, y in mark.at:
        yield f"q 1 0 0 1 {number(x)} {number(y)} cm {form} Do Q"
    yield "Q EMC"


def _line(mark: Text, fonts: Fonts) -> str:
    """A line's glyphs, one operator for those of one font and height."""
    shape = shaped(mark.text, mark.face, mark.rtl)
    scale = mark.size / UNITS
    left = mark.x - shape.width * scale * {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor]
    parts = [f"{colour(mark.fill)} rg BT"]
    run: list[tuple[Placed, int]] = []
    font = ""
    for placed in shape.glyphs:
        name, code = fonts.code_of(placed, mark.face)
        if run and (name != font or placed.y != run[0][0].y):
            parts.append(_shown(run, font, mark, left))
            run = []
        font = name
        run.append((placed, code))
    if run:
        parts.append(_shown(run, font, mark, left))
    return " ".join((*parts, "ET"))


def _shown(run: Sequence[tuple[Placed, int]], font: str, mark: Text, left: float) -> str:
    """One run: where it starts, then its glyphs and how far each is from where the one before it ends."""
    first, scale = run[0][0], mark.size / UNITS
    place = f"{number(left + first.x * scale)} {number(mark.y - first.y * scale)}"
    shown, x = [], first.x
    for placed, code in run:
        if placed.x != x:
            shown.append(number(x - placed.x))
        shown.append(f"<{code:02x}>")
        x = placed.x + advance(placed.glyph, mark.face)
    return f"/{font} {number(mark.size)} Tf 1 0 0 -1 {place} Tm [{''.join(shown)}]TJ"
