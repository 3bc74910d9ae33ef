"""A chart as a file: pictures, a dossier with sources and digest, tables, exchange formats. Pure but for the engine.

Every file says who made it, when and why, on each page or as data, and holds what the officer saw: what was taken off
the chart or held back by a filter is not in it, and who is protected has no name in it.
"""

from __future__ import annotations

from typing import Final

from services.console.network.acts import State
from services.console.network.content import Content
from services.console.network.veiling import Codes, veiled
from services.console.network.view import keys_of, visible
from services.draw.network import Caption, draw
from services.draw.network.chart import chart
from services.draw.network.dossier import dossier
from services.draw.network.ftm import ftm

FORMATS: Final = {
    "svg": ("SVG", "image/svg+xml"),
    "png": ("PNG", "image/png"),
    "pdf": ("PDF", "application/pdf"),
    "csv": ("CSV", "application/zip"),
    "graphml": ("GRAPHML", "application/graphml+xml"),
    "anx": ("ANX", "application/xml"),
    "ftm": ("FTM", "application/json+ftm"),
}
"""By the word on the page: the format of :mod:`services.draw.network`, and its media type."""


def exported(
    content: Content, state: State, codes: Codes, caption: Caption, word: str, language: str = "", *, names: bool = True
) -> bytes:
    """The visible chart as a file. ``names``: False for one in which everything is under codes.

    Raises KeyError for another word than those of :data:`FORMATS`, NotArranged for too much in one picture.
    """
    shown = veiled(visible(content, state), codes, names=names)
    drawn_as, _ = FORMATS[word]
    held = {node.key for node in shown.answer.nodes}
    asked = (key for question in state.questions for key in keys_of(question))
    centre = tuple(key if key in held else codes.key(key) for key in asked)
    if drawn_as == "FTM":
        return ftm(chart(shown.answer, shown.paths), caption, language)
    if drawn_as == "PDF":
        return dossier(shown.answer, shown.paths, caption, language, centre)
    return draw(shown.answer, shown.paths, caption, drawn_as, language, centre)
