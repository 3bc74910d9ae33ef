"""How much of a workbook's XML must be held at once: bounds on a row and a text, found while the bytes pass.

A few megabytes of package can hold a row of millions of cells or a text of a hundred megabytes, of which a reader makes
gigabytes.
"""

from __future__ import annotations

import re
from typing import Final

from services.errors import RabtaError

ROWS: Final = 1 << 20
"""Rows of a sheet, as the format has them."""
ROW_TAGS: Final = 100_000
"""Tags from one row to the next, and before and behind them: a row of 16,384 cells has about as many."""
ROW_BYTES: Final = 8 << 20
TEXT_BYTES: Final = 1 << 20
TOO_MUCH: Final = "the workbook holds more at once than is accepted"
_ROW: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?row[\s/>]")
_NAME: Final = 64


class UnsafeWorkbook(RabtaError):
    """The workbook breaks a limit or is not one; the text says which."""


class Spread:
    """Follows one part, block by block. ``sheet``: rows are freed as they pass; ``tags``: so far."""

    def __init__(self, *, sheet: bool) -> None:
        self.tags = 0
        self._sheet = sheet
        self._rows = self._row_tags = self._row_bytes = self._text = 0
        self._held = b""

    def take(self, block: bytes) -> None:
        """Bytes that come next. Raises UnsafeWorkbook."""
        data = self._held + block
        last = data.rfind(b"<")
        cut = last if last >= 0 and len(data) - last < _NAME else len(data)
        self._held = data[cut:]
        self._texts(data[:cut])
        self.tags += data.count(b"<", 0, cut)
        if self._sheet:
            self._in_rows(data[:cut])

    def _texts(self, data: bytes) -> None:
        """No text between two tags, and no tag, is longer than a mebibyte."""
        first, last = data.find(b"<"), data.rfind(b"<")
        self._text += first if first >= 0 else len(data)
        if self._text > TEXT_BYTES:
            raise UnsafeWorkbook(TOO_MUCH)
        if first >= 0:
            self._text = len(data) - last

    def _in_rows(self, data: bytes) -> None:
        before, *rows = _ROW.split(data)
        self._add(before)
        for row in rows:
            self._rows += 1
            self._row_tags = self._row_bytes = 0
            self._add(row)
        if self._rows > ROWS:
            raise UnsafeWorkbook(TOO_MUCH)

    def _add(self, piece: bytes) -> None:
        self._row_tags += piece.count(b"<")
        self._row_bytes += len(piece)
        if self._row_tags > ROW_TAGS or self._row_bytes > ROW_BYTES:
            raise UnsafeWorkbook(TOO_MUCH)
