"""Records of an ``.xls`` workbook of Excel 97 and later (BIFF8, [MS-XLS]), measured and reduced to plain cells. Pure.

What a reader does not need for values, texts and dates is masked: names, formulas, macros, pictures and links are never
parsed. Where a formula stood is remembered, since its result is not what somebody entered.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from services.tables.xml_spread import TOO_MUCH, UnsafeWorkbook

RECORDS: Final = 1_000_000
CELLS: Final = 2_000_000
"""Cells of all rows of a sheet, those that are empty before a filled one counted too."""
TEXTS: Final = 500_000
SHEETS: Final = 100
FORMATS: Final = 8_000
_BOF, _EOF, _CONTINUE, _SST, _BOUNDSHEET, _DATEMODE, _FILEPASS = 0x0809, 0x000A, 0x003C, 0x00FC, 0x0085, 0x0022, 0x002F
_FORMULAS: Final = frozenset({0x0006, 0x0206, 0x0406})
_LOOKS: Final = frozenset({0x041E, 0x00E0})
"""FORMAT and XF, which make a number a date."""
_CELLS: Final = frozenset({0x0203, 0x027E, 0x00BD, 0x0204, 0x00FD, 0x00D6, 0x0205})
_MULTIPLE: Final = 0x00BD
_MASK: Final = struct.pack("<H", 0x7FFF)
_BIFF8: Final = 0x0600
_GLOBALS, _WORKSHEET = 0x0005, 0x0010


@dataclass(slots=True)
class Sheet:
    """``widths``: of each row with a cell; ``formulas``: columns of each row in which one stood."""

    widths: dict[int, int] = field(default_factory=dict)
    formulas: dict[int, set[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Reduced:
    """``stream``: the workbook with all masked that is no plain cell; ``sheets``: by the place of their beginning."""

    stream: bytearray
    sheets: dict[int, Sheet] = field(default_factory=dict)
    listed: list[int] = field(default_factory=list)


def reduced(stream: bytes) -> Reduced:
    """Raises UnsafeWorkbook for what is encrypted, older than Excel 97, too much, or not in order."""
    found = Reduced(bytearray(stream))
    walk = _Walk(found)
    at, records = 0, 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        records += 1
        if records > RECORDS:
            raise UnsafeWorkbook(TOO_MUCH)
        if at + 4 + size > len(stream):
            break
        if not walk.keeps(at, kind, memoryview(stream)[at + 4 : at + 4 + size]):
            found.stream[at : at + 2] = _MASK
        if walk.over:
            break
        at += 4 + size
    if walk.depth or not found.listed or sorted(found.listed) != sorted(set(found.listed) & found.sheets.keys()):
        raise UnsafeWorkbook("the workbook is not sound")
    return found


class _Walk:
    def __init__(self, found: Reduced) -> None:
        self._found = found
        self.depth, self.over = 0, False
        self._sheet: Sheet | None = None
        self._globals, self._before, self._looks = False, 0, 0

    def keeps(self, at: int, kind: int, data: memoryview) -> bool:
        """Whether the record stays. Raises UnsafeWorkbook."""
        before, self._before = self._before, kind if kind != _CONTINUE else self._before
        if kind == _BOF:
            return self._begin(at, data)
        if not self.depth:
            self.over = True  # padding after the last sheet
            return True
        if kind == _EOF:
            self.depth -= 1
            return self._ends()
        if kind == _FILEPASS:
            raise UnsafeWorkbook("the workbook is encrypted")
        if self.depth > 1:
            return False  # a picture of numbers inside a sheet
        if self._globals:
            return self._global(kind, data) or (kind == _CONTINUE and before == _SST)
        return self._sheet is not None and self._cell(self._sheet, kind, data)

    def _begin(self, at: int, data: memoryview) -> bool:
        version, kind = struct.unpack_from("<HH", data)
        self.depth += 1
        if self.depth > 1:
            return False
        if version != _BIFF8:
            raise UnsafeWorkbook("the workbook is older than Excel 97; save it as .xlsx")
        self._globals = at == 0
        if self._globals != (kind == _GLOBALS):
            raise UnsafeWorkbook("the workbook is not sound")
        self._sheet = self._found.sheets.setdefault(at, Sheet()) if kind == _WORKSHEET else None
        return self._globals or self._sheet is not None

    def _ends(self) -> bool:
        return not self.depth and (self._globals or self._sheet is not None)

    def _global(self, kind: int, data: memoryview) -> bool:
        if kind == _BOUNDSHEET:
            place, _, of = struct.unpack_from("<IBB", data)
            if len(self._found.listed) >= SHEETS:
                raise UnsafeWorkbook(TOO_MUCH)
            if of == 0:
                self._found.listed.append(place)
            return bool(of == 0)
        if kind == _DATEMODE and struct.unpack_from("<H", data)[0]:
            raise UnsafeWorkbook("the workbook counts its days from 1904")
        if kind == _SST and struct.unpack_from("<I", data, 4)[0] > TEXTS:
            raise UnsafeWorkbook(TOO_MUCH)
        if kind in _LOOKS:
            self._looks += 1
            if self._looks > FORMATS:
                raise UnsafeWorkbook(TOO_MUCH)
        return kind in _LOOKS or kind in (_SST, _DATEMODE)

    def _cell(self, sheet: Sheet, kind: int, data: memoryview) -> bool:
        if kind not in _CELLS and kind not in _FORMULAS:
            return False
        row, column = struct.unpack_from("<HH", data)
        last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind == _MULTIPLE else column
        if not column <= last < 256 or (kind == _MULTIPLE and len(data) != 6 + 6 * (last - column + 1)):
            raise UnsafeWorkbook("the workbook is not sound")
        sheet.widths[row] = max(sheet.widths.get(row, 0), last + 1)
        if kind in _FORMULAS:
            sheet.formulas.setdefault(row, set()).add(column)
        return kind in _CELLS


def measure(sheet: Sheet) -> None:
    """Raise UnsafeWorkbook for a sheet of more cells than are held."""
    if sum(sheet.widths.values()) > CELLS:
        raise UnsafeWorkbook(TOO_MUCH)
