"""Answers as pictures and tables: layout, glyph outlines, SVG, PNG, GraphML, CSV and i2 charts. Pure.

May import the domain of this room alone, and the libraries that shape, order and render text. Equal input gives
equal bytes.
"""

from __future__ import annotations

import re

from services.linkage.domain import Answer, NodeKey, Path
from services.linkage.draw.anx import anx
from services.linkage.draw.caption import Caption
from services.linkage.draw.chart import chart, spot_id
from services.linkage.draw.graphml import graphml
from services.linkage.draw.png import png
from services.linkage.draw.svg import svg
from services.linkage.draw.tables import tables

FORMATS = ("SVG", "PNG", "GRAPHML", "CSV", "ANX")
SUFFIXES = {"SVG": ".svg", "PNG": ".png", "GRAPHML": ".graphml", "CSV": ".zip", "ANX": ".anx"}
_SIZE = re.compile(rb'<svg [^>]*?width="(\d+)" height="(\d+)"')

__all__ = ["FORMATS", "SUFFIXES", "Caption", "draw"]


def draw(
    answer: Answer,
    paths: tuple[Path, ...],
    caption: Caption,
    format: str,  # noqa: A002 - the word on the wire
    language: str = "",
    centre: tuple[NodeKey, ...] = (),
) -> bytes:
    """The answer in one of :data:`FORMATS`. Raises :class:`ValueError` for another.

    ``paths``: paths, trails or chains, drawn in columns; without any, rings around ``centre``, the nodes asked
    about. ``language``: ``ur`` for Urdu, else English.
    """
    ready = chart(answer, paths)
    middle = tuple(spot_id(key) for key in centre)
    if format == "GRAPHML":
        return graphml(ready, caption)
    if format == "CSV":
        return tables(answer, ready, caption)
    if format == "ANX":
        return anx(ready, caption, language, middle)
    if format not in FORMATS:
        raise ValueError(f"no such format: {FORMATS} are known")
    drawn = svg(answer, ready, caption, language, middle)
    size = _SIZE.search(drawn)
    return drawn if format == "SVG" or size is None else png(drawn, int(size[1]), int(size[2]))
