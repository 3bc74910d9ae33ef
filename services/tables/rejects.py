"""What is wrong with a row, told without repeating what the row says.

A reject names row, column, reason and the *shape* of the value: digits become ``9``,
letters ``A``. The file of rejects can therefore be mailed, opened in a spreadsheet or
printed to a terminal without carrying a name, a number or a formula.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from services.errors import RabtaError
from services.tables.private_csv import PrivateCsv
from services.tables.showing import cell

SHAPE_LENGTH = 40
_KEPT = frozenset(" .,:;/()+-=@#&'\"")

REASONS = {
    "missing": "a required cell is empty",
    "no-column": "the table lacks a required column",
    "control-character": "control or direction characters are not accepted",
    "nul-byte": "a NUL byte: the file is damaged here, or the cell is not text",
    "undecodable": "bytes that are not text in the file's encoding",
    "formula": "a formula or what a spreadsheet would take for one",
    "excel-error": "an error value of the spreadsheet",
    "too-long": "longer than the column allows",
    "rounded-by-spreadsheet": "shown as 9.99E+12: digits are lost; export the column as text",
    "turned-into-date": "a number such as 12/24 that the spreadsheet turned into a date; export the column as text",
    "not-a-date": "not a date of the layout: yyyy-mm-dd, dd-mm-yyyy, a serial number or a year",
    "year-of-two-digits": "a year of two digits is ambiguous",
    "not-a-number": "not a number of the expected form",
    "not-a-name": "a name holds letters only",
    "persons-not-apart": "one person or several cannot be told: number them, or put a semicolon between",
    "not-a-section": "not a list of sections",
    "no-statute": "sections without the statute they belong to",
    "not-an-identifier": "not a number of that register",
    "not-a-phone": "not a phone number (E.164, or of the region that the importer stated)",
    "phone-ambiguous": "a number of this region or of another country: neither plan knows it, and both could",
    "not-an-age": "not an age in years",
    "unknown-word": "not a word of the layout's list",
    "count-differs": "as many entries are needed as the cell of names holds",
    "not-a-case": "not a case number of that register",
    "contradicts": "says otherwise than another cell of the row",
    "in-future": "a day that is not here yet",
    "no-place": "the row's other cells leave no place for this one",
    "ditto": "a mark that repeats the cell above, where no cell above was read",
    "key-twice": "the same entry appears twice in the file with different content",
    "broken-quotes": "a quoted cell does not end",
    "inside-quotes": "a quote that opens in a row above takes this line in",
    "too-many-cells": "more cells than the heading has columns",
    "total-row": "a total that nothing checks: neither a count nor a sum of the rows above it",
    "not-an-object": "the line is not one JSON object of texts and numbers",
}


class BadCell(RabtaError, ValueError):
    """A cell breaks a rule of :data:`REASONS`; the value itself is never in the text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reject:
    """One bad cell. ``row`` counts from 1 as a spreadsheet does, titles included."""

    row: int
    column: str
    shape: str
    reason: str


class Finding(Protocol):
    """What a reject file has a line for: a Reject, or a feed's."""

    @property
    def row(self) -> int:
        """From 1, as a spreadsheet counts."""
        ...

    @property
    def column(self) -> str:
        """Name of the column or element."""
        ...

    @property
    def shape(self) -> str:
        """Shape of the value."""
        ...

    @property
    def reason(self) -> str:
        """Key of the reasons."""
        ...


def shape(value: object) -> str:
    """Shape of a value, at most 40 characters: ``9`` a digit, ``A`` a letter, ``?`` anything odd."""
    text = str(value)
    drawn = "".join(_shape_of(char) for char in text[:SHAPE_LENGTH])
    if len(text) > SHAPE_LENGTH:
        drawn = drawn[: SHAPE_LENGTH - 1] + "~"
    return cell(drawn)[:SHAPE_LENGTH]


def _shape_of(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Nd":
        return "9"
    if kind.startswith(("L", "M")):
        return "A"
    if char in _KEPT:
        return char
    return " " if kind == "Zs" else "?"


class RejectFile(PrivateCsv):
    """Reject file; columns: row, column, shape, reason, text, by (``reader`` or ``hub``)."""

    def __init__(self, path: Path, reasons: Mapping[str, str] = REASONS) -> None:
        super().__init__(path, ("row", "column", "shape", "reason", "text", "by"))
        self._reasons = reasons

    @property
    def rejects(self) -> int:
        """Lines below the header."""
        return self.lines

    def write(self, reject: Finding) -> None:
        """A cell that cannot be read."""
        self.line(reject.row, reject.column, reject.shape, reject.reason, self._reasons[reject.reason], "reader")

    def refused(self, row: int, field: str, rule: str, text: str, by: str = "hub") -> None:
        """What the hub refused, by its rule, or what the reader knows it would; row 0 for one of an earlier run."""
        self.line(row, field, "", rule, text, by)
