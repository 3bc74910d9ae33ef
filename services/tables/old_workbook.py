"""``.xls`` of Excel 97 and later without its dangers: at most 5 MiB, held whole; macros and formulas are never parsed.

:mod:`services.tables.compound` takes the workbook out of its container, :mod:`services.tables.biff` measures it and
masks all but plain cells, and xlrd reads what is left.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import xlrd

from services.tables import biff
from services.tables.compound import stream_of
from services.tables.workbook import cell_of
from services.tables.xml_spread import UnsafeWorkbook

LARGEST: Final = 5 << 20
_STREAMS: Final = ("EncryptedPackage", "Workbook", "Book")
_FORMULA: Final = "="


def rows(path: Path, width: int) -> Iterator[tuple[int, list[str | datetime]]]:
    """Number and cells of each row that is not empty, at most ``width`` cells. Raises UnsafeWorkbook."""
    try:
        yield from _rows(path, width)
    except UnsafeWorkbook:
        raise
    except Exception as error:  # xlrd raises whatever its parsers raise on a workbook that is not sound
        raise UnsafeWorkbook("the workbook is not sound") from error


def _rows(path: Path, width: int) -> Iterator[tuple[int, list[str | datetime]]]:
    with path.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnsafeWorkbook(f"an .xls of more than {LARGEST >> 20} MiB; save it as .xlsx")
    name, content = stream_of(data, _STREAMS)
    if name == "EncryptedPackage":
        raise UnsafeWorkbook("the workbook is encrypted")
    found = biff.reduced(content)
    filled = [at for at in found.listed if found.sheets[at].widths]
    if len(filled) > 1:
        raise UnsafeWorkbook("more than one sheet holds rows")
    for at in filled:
        biff.measure(found.sheets[at])
        yield from _sheet(found, at, width)


def _sheet(found: biff.Reduced, at: int, width: int) -> Iterator[tuple[int, list[str | datetime]]]:
    book = xlrd.open_workbook(
        file_contents=bytes(found.stream), logfile=io.StringIO(), on_demand=True, ragged_rows=True
    )
    sheet, said = book.sheet_by_index(found.listed.index(at)), found.sheets[at]
    for row in sorted(said.widths):
        cells = [_cell(cell.ctype, cell.value) for cell in sheet.row(row)] if row < sheet.nrows else []
        for column in said.formulas.get(row, ()):
            cells.extend("" for _ in range(column + 1 - len(cells)))
            cells[column] = _FORMULA
        del cells[width:]
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            yield row + 1, cells


def _cell(kind: int, value: str | float) -> str | datetime:
    if kind == xlrd.XL_CELL_DATE:
        at: datetime = xlrd.xldate_as_datetime(value, 0)
        return cell_of(at.time() if float(value) < 1 else at)
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code[value])
    if kind == xlrd.XL_CELL_BOOLEAN:
        return str(bool(value))
    return cell_of(value)
