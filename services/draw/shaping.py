"""Text as outlines of glyphs: what HarfBuzz makes of it with FiraGO. Pure; the font comes with ``pymupdf-fonts``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pymupdf_fonts
import uharfbuzz

from services.draw.direction import Run, numbers_isolated, runs
from services.draw.marks import Segment, Way

UNITS: Final = 1_000
"""Font units of one em."""
FACES: Final = {"regular": "figo", "bold": "figbo"}
_WORDS: Final = re.compile(r"(?:\u2066[^\u2069]*\u2069|\S)+")
"""What stays on one line: up to the next space that is in no island."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One glyph of a face, its origin in font units from the start of the line, and the letters it stands for."""

    glyph: int
    x: int
    y: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line: glyphs from left to right, and its width in font units."""

    face: str
    glyphs: tuple[Placed, ...]
    width: int


@lru_cache(maxsize=2)
def font(face: str) -> uharfbuzz.Font:
    """The face opened once."""
    return uharfbuzz.Font(uharfbuzz.Face(pymupdf_fonts.fontbuffers[FACES[face]]()))


@lru_cache(maxsize=8_192)
def shaped(text: str, face: str = "regular", rtl: bool | None = None) -> Line:
    """``text`` joined, reordered and placed; numbers within right-to-left text keep their order."""
    placed: list[Placed] = []
    x = 0
    for run in runs(numbers_isolated(text), rtl):
        x = _placed(run, face, x, placed)
    return Line(face, tuple(placed), x)


def _placed(run: Run, face: str, x: int, placed: list[Placed]) -> int:
    """Append the run's glyphs from ``x``; returns where it ends."""
    buffer = glyphs_of(run, face)
    said = _said(run.text, buffer)
    for place, (info, at) in enumerate(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)):
        placed.append(Placed(info.codepoint, x + at.x_offset, at.y_offset, said.get(place, "")))
        x += at.x_advance
    return x


def _said(text: str, buffer: uharfbuzz.Buffer) -> dict[int, str]:
    """Letters by the place of the glyph that stands for them: of several together the widest."""
    widest: dict[int, tuple[int, int]] = {}
    for place, (info, at) in enumerate(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)):
        widest[info.cluster] = max(widest.get(info.cluster, (-1, 0)), (at.x_advance, -place))
    starts = sorted(widest)
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    return {-place: text[start : ends[start]] for start, (_, place) in widest.items()}


def glyphs_of(run: Run, face: str) -> uharfbuzz.Buffer:
    """HarfBuzz's answer for one run."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    if run.arabic:
        buffer.script, buffer.language = "arab", "ur"
    buffer.direction = "rtl" if run.rtl else "ltr"
    uharfbuzz.shape(font(face), buffer)
    return buffer


@lru_cache(maxsize=8_192)
def outline(glyph: int, face: str) -> Way:
    """A glyph as closed ways in font units, y upwards; empty for a space."""
    found: list[Segment] = []
    font(face).draw_glyph(glyph, _drawing(), found)
    return tuple(found)


def advance(glyph: int, face: str) -> int:
    """How far the next glyph stands from this one, in font units."""
    return int(font(face).get_glyph_h_advance(glyph))


@lru_cache(maxsize=1)
def _drawing() -> uharfbuzz.DrawFuncs:
    drawing = uharfbuzz.DrawFuncs()
    drawing.set_move_to_func(lambda x, y, found: found.append(("M", x, y)))
    drawing.set_line_to_func(lambda x, y, found: found.append(("L", x, y)))
    drawing.set_quadratic_to_func(lambda a, b, x, y, found: found.append(("Q", a, b, x, y)))
    drawing.set_cubic_to_func(lambda a, b, c, d, x, y, found: found.append(("C", a, b, c, d, x, y)))
    drawing.set_close_path_func(lambda found: found.append(("Z",)))
    return drawing


def wide(text: str, size: float, face: str = "regular") -> float:
    """What a line takes of the sheet at ``size``, in the sheet's units."""
    return shaped(text, face).width * size / UNITS


def fitted(text: str, size: float, room: float, face: str = "regular", *, middle: bool = False) -> str:
    """``text``, cut with an ellipsis where at ``size`` it is wider than ``room``, in the sheet's units.

    ``middle``: cut out of its middle, for a number whose end tells it from others.
    """
    if wide(text, size, face) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        half = (low + high + 1) // 2
        low, high = (half, high) if wide(_cut(text, half, middle), size, face) <= room else (low, half - 1)
    return _cut(text, low, middle)


def wrapped(text: str, size: float, room: float, face: str = "regular") -> list[str]:
    """``text`` in lines that are no wider than ``room``; an island stays whole, and what alone is wider is cut."""
    lines: list[str] = []
    for word in _WORDS.findall(text):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and wide(joined, size, face) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return [fitted(line, size, room, face) for line in lines]


def _cut(text: str, kept: int, middle: bool) -> str:
    tail = kept // 2 if middle else 0
    return text[: kept - tail].rstrip() + "…" + text[len(text) - tail :]
