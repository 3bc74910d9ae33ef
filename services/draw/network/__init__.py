"""Answers as pictures and tables: SVG, PNG, PDF, GraphML, CSV and i2 charts. Pure but for the engine that arranges.

Equal input gives equal bytes.
"""

from __future__ import annotations

import re

from services.draw.engine import NotArranged
from services.draw.network.anx import anx
from services.draw.network.caption import Caption
from services.draw.network.chart import chart, spot_id
from services.draw.network.graphml import graphml
from services.draw.network.paper import paper
from services.draw.network.picture import picture
from services.draw.network.tables import tables
from services.draw.png import png
from services.values.network import Answer, NodeKey, Path

FORMATS = ("SVG", "PNG", "GRAPHML", "CSV", "ANX", "PDF")
SUFFIXES = {"SVG": ".svg", "PNG": ".png", "GRAPHML": ".graphml", "CSV": ".zip", "ANX": ".anx", "PDF": ".pdf"}
_SIZE = re.compile(rb'<svg [^>]*?width="(\d+)" height="(\d+)"')

__all__ = ["FORMATS", "SUFFIXES", "Caption", "NotArranged", "draw"]


def draw(
    answer: Answer,
    paths: tuple[Path, ...],
    caption: Caption,
    format: str,  # noqa: A002 - the word on the wire
    language: str = "",
    centre: tuple[NodeKey, ...] = (),
) -> bytes:
    """The answer in one of :data:`FORMATS`. Raises ValueError for another, NotArranged for too much in one picture.

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
    if format == "PDF":
        return paper(answer, ready, caption, language, middle)
    if format not in FORMATS:
        raise ValueError(f"no such format: {FORMATS} are known")
    drawn = picture(answer, ready, caption, language, middle)
    size = _SIZE.search(drawn)
    return drawn if format == "SVG" or size is None else png(drawn, int(size[1]), int(size[2]))
