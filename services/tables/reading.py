"""Files as offices export them, turned into rows of raw cells, one at a time.

CSV (:mod:`services.tables.delimited`), JSON Lines, ``.xlsx`` (:mod:`services.tables.workbook`) and ``.xls``
(:mod:`services.tables.old_workbook`). Memory is bounded: a line, a cell and a package have limits, and no file but an
``.xls`` is held whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from services.tables import old_workbook, workbook
from services.tables.compound import SIGNATURE
from services.tables.delimited import CELLS, Cell, RawRow, lines
from services.tables.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class RawObject:
    """One JSON object. Values are text as written: no number is rounded. ``broken``, ``ended``: as of a RawRow."""

    number: int
    cells: dict[str, Cell]
    broken: str = ""
    ended: bool = True


def kind_of(path: Path) -> str:
    """``csv``, ``jsonl``, ``xlsx`` or ``xls``, from content rather than from the name alone.

    Raises UnreadableFile for PDF and empty files.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    if not head:
        raise UnreadableFile("the file is empty")
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head == SIGNATURE:
        return "xls"
    if head.startswith((SIGNATURE[:4], b"%PDF")):
        raise UnreadableFile("neither CSV, JSON Lines, .xlsx nor .xls; save the table as one of these")
    return "jsonl" if path.suffix.lower() in {".jsonl", ".ndjson"} else "csv"


def open_text(path: Path, encoding: str) -> TextIO:
    """The file as text; bytes that do not decode become U+FFFD, which every cell refuses."""
    return path.open(encoding=encoding, errors="replace", newline="")


def json_rows(stream: TextIO) -> Iterator[RawObject]:
    """Objects of a JSON Lines file; blank lines are passed over."""
    for number, line in enumerate(lines(stream), 1):
        if line.strip():
            try:
                yield RawObject(number, dict(_object(line)))
            except (ValueError, RecursionError):
                yield RawObject(number, {}, "not-an-object", line.endswith(("\n", "\r")))


def _object(line: str) -> list[tuple[str, Cell]]:
    value = json.loads(line, parse_int=str, parse_float=str, parse_constant=_no_constant, object_pairs_hook=_pairs_once)
    if not isinstance(value, list) or len(value) > CELLS or not all(isinstance(pair, tuple) for pair in value):
        raise ValueError("not an object")
    return [(key, _scalar(item)) for key, item in value]


def _scalar(item: object) -> str:
    """Text of one JSON value; a list of texts is several entries in one cell."""
    if isinstance(item, list) and all(isinstance(part, str) for part in item):
        return ";".join(item)
    if item is None:
        return ""
    if isinstance(item, bool):
        return "yes" if item else "no"
    if isinstance(item, str):
        return item
    raise ValueError("not a text or a number")


def _no_constant(name: str) -> str:
    raise ValueError(name)


def _pairs_once(pairs: list[tuple[str, object]]) -> list[tuple[str, object]]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key twice")
    return pairs


def sheet_rows(path: Path) -> Iterator[RawRow]:
    """Rows of the only filled sheet of an ``.xlsx`` or ``.xls`` file. Raises UnreadableFile."""
    rows = old_workbook.rows if kind_of(path) == "xls" else workbook.rows
    try:
        for number, cells in rows(path, CELLS):
            yield RawRow(number, cells)
    except workbook.UnsafeWorkbook as error:
        raise UnreadableFile(str(error)) from None
