"""Measures of protection while somebody speaks, as registers word them -> the code words of records. Pure."""

from __future__ import annotations

from typing import Final

from services.tables import cells
from services.tables.delimited import Cell

CELL_LENGTH: Final = 1000
_MEASURES: Final = {
    **dict.fromkeys(("in camera", "closed court", "بند کمرہ"), "IN_CAMERA"),
    **dict.fromkeys(("screen", "پردہ"), "SCREEN"),
    **dict.fromkeys(("video link", "ویڈیو لنک"), "VIDEO_LINK"),
    **dict.fromkeys(("support person", "معاون شخص"), "SUPPORT_PERSON"),
    **dict.fromkeys(("woman officer", "خاتون افسر"), "WOMAN_OFFICER"),
    **dict.fromkeys(("guard", "محافظ"), "GUARD"),
}


def parts(raw: Cell) -> list[str]:
    """Words of a cell with a comma between."""
    return [part.strip() for part in cells.text(raw, CELL_LENGTH).replace("،", ",").split(",") if part.strip()]


def measures(raw: Cell) -> tuple[str, ...]:
    """Each measure once, in the order of the cell. Raises BadCell ``unknown-word``."""
    return tuple(dict.fromkeys(cells.word(part, _MEASURES) for part in parts(raw)))
