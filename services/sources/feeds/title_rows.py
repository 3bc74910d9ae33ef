"""Title rows and the heading row of a table as they are written, before any row is read. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import lru_cache
from typing import BinaryIO, Final

from services.sources.feeds.sheet import Layout
from services.tables.contract.contract import DELIMITERS, TITLE_ROWS
from services.tables.contract.naming import heading_key
from services.tables.encodings import encoding_in
from services.tables.errors import UnreadableFile

_HEAD: Final = 1 << 18
Names = Mapping[str, tuple[tuple[str, str], ...]]


def head(stream: BinaryIO, layout: Layout) -> tuple[list[list[str]], list[str]]:
    """Cells of the rows above the heading, and of the heading; no heading where no row names the columns.

    What cannot be read as text has none: the pass over its rows says so.
    """
    try:
        stream.seek(0)
        encoding = encoding_in(stream)
    except UnreadableFile:
        return [], []
    finally:
        stream.seek(0)
    text = stream.read(_HEAD).decode(encoding, "replace")
    stream.seek(0)
    titles: list[list[str]] = []
    for line in text.lstrip("\ufeff").splitlines()[:TITLE_ROWS]:
        rows = [_cells(line, delimiter) for delimiter in DELIMITERS]
        if heading := next((cells for cells in rows if _is_heading(cells, layout)), None):
            return titles, heading
        titles.append(max(rows, key=len))
    return titles, []


@lru_cache(maxsize=8)
def names_of(layout: Layout) -> Names:
    """By each heading's key the columns that it names, and how the layout writes it."""
    names: dict[str, tuple[tuple[str, str], ...]] = {}
    for column in layout.columns:
        for written in (column.name, *column.headings):
            key = heading_key(written)
            names[key] = (*names.get(key, ()), (column.name, written))
    return names


def _is_heading(cells: list[str], layout: Layout) -> bool:
    known = names_of(layout)
    named = {name for cell in cells for name, _ in known.get(heading_key(cell), ())}
    return layout.required() <= named


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    except csv.Error:
        return []
