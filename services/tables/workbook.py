"""``.xlsx`` without its dangers: zip bombs, entities, formulas and macros.

The package is measured before it is parsed; openpyxl then streams it read-only.
Formulas are not evaluated: their cells arrive as text that begins with ``=``.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils.datetime import WINDOWS_EPOCH

from services.tables.xml_spread import ROWS, TOO_MUCH, Spread, UnsafeWorkbook

PARTS = 500
UNPACKED = 256 << 20
HELD = 48 << 20
SHEETS = "xl/worksheets/"
PART_TAGS = 60_000
TEXT_TAGS = 1_500_000
"""Tags of a part that is held whole, and of the shared texts: what is built of them stays below 300 MB."""
EXACT = 10**15
"""From here on a cell that is a number has lost digits: a spreadsheet keeps fifteen."""
RATIO = 300
_BLOCK = 1 << 16
_OVERLAP = 40
_MARK = b"\xef\xbb\xbf"
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)""")
_TAKEN = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_DECLARED = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
_STARTS = frozenset(
    {b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00?\x00", b"\x00<\x00?", b"<\x00!\x00", b"\x00<\x00!"}
    | {b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"<\x00\x00\x00", b"\x00\x00\x00<", b"\x4c\x6f\xa7\x94"}
)
"""How XML begins in UTF-16, UTF-32 and EBCDIC (XML 1.0, appendix F)."""
_ENTITIES = "the workbook declares entities or hides its size"
__all__ = ["UnsafeWorkbook", "check", "rows"]

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    KeyError,
    EOFError,
)


def check(path: Path) -> None:
    """Measure the package: at most 500 parts, 256 MiB unpacked, 48 MiB of it beside the sheets, 300 times its size.

    What is held at once while it is read, a row or a part beside the sheets, is bounded in tags and bytes.

    Raises UnsafeWorkbook also for encrypted or broken packages, and for XML that declares a document type.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if len(parts) > PARTS or len({part.filename for part in parts}) != len(parts):
                raise UnsafeWorkbook("too many parts in the workbook")
            total = sum(part.file_size for part in parts)
            if total > UNPACKED or total > RATIO * max(path.stat().st_size, 1):
                raise UnsafeWorkbook("the workbook unpacks to more than is accepted")
            # Sheets are streamed; shared texts, styles and the like are held whole.
            if sum(part.file_size for part in parts if not part.filename.startswith(SHEETS)) > HELD:
                raise UnsafeWorkbook("the workbook holds more text than is accepted")
            tags = {part.filename: _check_part(package, part) for part in parts}
            _check_types(package, tags)
    except _BROKEN as error:
        raise UnsafeWorkbook("the workbook is broken or encrypted") from error


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Tags of a part, whatever its name: the package's list of types decides which parts are read as XML."""
    tail, size = b"", 0
    spread = Spread(sheet=part.filename.startswith(SHEETS))
    with package.open(part) as stream:
        block = stream.read(_BLOCK)
        is_xml = block.removeprefix(_MARK).lstrip()[:1] in {b"<", b""} or block[:4] in _STARTS
        if is_xml and not _plain(block):
            raise UnsafeWorkbook(_ENTITIES)
        while block:
            size += len(block)
            window = tail + block
            if size > part.file_size or any(word in window for word in _DECLARED) or (is_xml and b"\x00" in window):
                raise UnsafeWorkbook(_ENTITIES)
            if is_xml:
                spread.take(block)
            tail = window[-_OVERLAP:]
            block = stream.read(_BLOCK)
    return spread.tags


def _plain(start: bytes) -> bool:
    """Whether XML is in UTF-8, as ECMA-376 part 2 section 8.2.2 lets it be; its UTF-16 no office program writes."""
    if start[:4] in _STARTS:
        return False
    said = _ENCODING.match(start.removeprefix(_MARK).lstrip())
    return said is None or said[1].lower() in _TAKEN


def _check_types(package: zipfile.ZipFile, tags: dict[str, int]) -> None:
    """What lies among the sheets must be a sheet: the package's list of types decides how a part is read.

    Shared texts alone may have many tags, as all but sheets are held whole.
    """
    texts = set[str]()
    declared = ElementTree.fromstring(package.read("[Content_Types].xml"))  # noqa: S314 - entities were refused above
    for entry in declared:
        name, kind = entry.get("PartName", ""), entry.get("ContentType", "")
        if name.startswith("/" + SHEETS) and not kind.endswith("sheet+xml"):
            raise UnsafeWorkbook("the workbook passes something else off as a sheet")
        if kind.endswith("sharedStrings+xml"):
            texts.add(name.removeprefix("/"))
    for part, found in tags.items():
        if not part.startswith(SHEETS) and found > (TEXT_TAGS if part in texts else PART_TAGS):
            raise UnsafeWorkbook(TOO_MUCH)


def rows(path: Path, width: int) -> Iterator[tuple[int, list[str | datetime]]]:
    """Number and cells of each row that is not empty, at most ``width`` cells. Raises UnsafeWorkbook."""
    check(path)
    try:
        yield from _rows(path, width)
    except UnsafeWorkbook:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise on a package that is not sound
        raise UnsafeWorkbook("the workbook is not sound") from error


def _rows(path: Path, width: int) -> Iterator[tuple[int, list[str | datetime]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    try:
        if book.epoch != WINDOWS_EPOCH:
            raise UnsafeWorkbook("the workbook counts its days from 1904")
        filled = 0
        for sheet in book.worksheets:
            found = False
            for number, cells in _sheet(sheet, width):
                if not found:
                    found, filled = True, filled + 1
                    if filled > 1:
                        raise UnsafeWorkbook("more than one sheet holds rows")
                yield number, cells
    finally:
        book.close()


def _sheet(sheet: Any, width: int) -> Iterator[tuple[int, list[str | datetime]]]:
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(max_col=width, values_only=True), 1):
        if number > ROWS:
            raise UnsafeWorkbook(TOO_MUCH)
        if values.count(None) == len(values):
            continue
        cells = [cell_of(value) for value in values]
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            yield number, cells


def cell_of(value: object) -> str | datetime:
    """Text of a cell; whole numbers without a point, dates as dates."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= EXACT:
        return f"{value:.14e}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
