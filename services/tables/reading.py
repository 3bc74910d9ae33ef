"""Files as offices export them, turned into rows of raw cells, one at a time.

CSV and JSON Lines in UTF-8, UTF-16 or Windows-1256, and ``.xlsx``. Memory is bounded:
a line, a cell and a package have limits, and no file is held whole. Encoding is told
from the byte order mark, from zero bytes (UTF-16), else from whether the bytes are UTF-8.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from services.tables import workbook

Cell = str | datetime
LINE_LENGTH = 1 << 20
BLOCK = 1 << 16
CELLS = 256

_MARKS = (
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnreadableFile(Exception):
    """The file as a whole cannot be read; ``reason`` says why, without its content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class RawRow:
    """Cells of one row. ``number`` counts rows from 1; ``broken`` is a reason where it could not be cut into cells."""

    number: int
    cells: list[Cell]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class RawObject:
    """One JSON object. Values are text as written, so that no number is rounded; ``broken`` as above."""

    number: int
    cells: dict[str, Cell]
    broken: str = ""


def kind_of(path: Path) -> str:
    """``csv``, ``jsonl`` or ``xlsx``, from content rather than from the name alone.

    Raises UnreadableFile for other spreadsheets (`.xls`), PDF and empty files.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    if not head:
        raise UnreadableFile("the file is empty")
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise UnreadableFile("neither CSV, JSON Lines nor .xlsx; save the table as one of these")
    return "jsonl" if path.suffix.lower() in {".jsonl", ".ndjson"} else "csv"


def encoding_of(path: Path) -> str:
    """Python name of the file's encoding; reads the file once, in blocks."""
    with path.open("rb") as stream:
        return encoding_in(stream)


def encoding_in(stream: BinaryIO) -> str:
    """As :func:`encoding_of`, for a seekable stream that stands at its beginning; it stands elsewhere afterwards."""
    head = stream.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            if not name:
                raise UnreadableFile("UTF-32 is not read; save as UTF-8")
            return name
    if head[1::2].count(0) > len(head) // 20:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 20:
        return "utf-16-be"
    stream.seek(0)
    return "utf-8" if _mostly_utf8(stream) else "cp1256"


def _mostly_utf8(stream: BinaryIO) -> bool:
    """True where at least 20 characters beyond ASCII are sound UTF-8 for each that is not."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    sound = broken = 0
    while block := stream.read(BLOCK):
        text = decoder.decode(block)
        if text.isascii():
            continue
        broken += text.count("\ufffd")
        sound += len(text) - len(text.encode("ascii", "ignore"))
    broken += decoder.decode(b"", final=True).count("\ufffd")
    return broken == 0 or sound - broken > 20 * broken


def lines(stream: TextIO) -> Iterator[str]:
    """Lines with their ends. Raises UnreadableFile past a mebibyte without one."""
    while line := stream.readline(LINE_LENGTH):
        if len(line) == LINE_LENGTH and not line.endswith("\n"):
            raise UnreadableFile("a line is longer than a mebibyte")
        yield line


def open_text(path: Path, encoding: str) -> TextIO:
    """The file as text; bytes that do not decode become U+FFFD, which every cell refuses."""
    return path.open(encoding=encoding, errors="replace", newline="")


def csv_rows(stream: TextIO, delimiter: str) -> Iterator[RawRow]:
    """Rows of a CSV file (RFC 4180, any of the usual delimiters).

    A row with broken quotes comes as such, with the number of lines it swallowed in its only cell.
    """
    reader = csv.reader(lines(stream), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield RawRow(number, [f"{reader.line_num - first + 1} lines"], "broken-quotes")
            continue
        yield RawRow(number, list(cells[:CELLS]), "too-many-cells" if len(cells) > CELLS else "")


def json_rows(stream: TextIO) -> Iterator[RawObject]:
    """Objects of a JSON Lines file; blank lines are passed over."""
    for number, line in enumerate(lines(stream), 1):
        if line.strip():
            try:
                yield RawObject(number, dict(_object(line)))
            except (ValueError, RecursionError):
                yield RawObject(number, {}, "not-an-object")


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
    """Rows of the only filled sheet of an ``.xlsx`` file. Raises UnreadableFile."""
    try:
        for number, cells in workbook.rows(path, CELLS):
            yield RawRow(number, cells)
    except workbook.UnsafeWorkbook as error:
        raise UnreadableFile(str(error)) from None
