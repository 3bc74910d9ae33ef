"""How exports come to look worn: what a reader must cope with, and what no reader can repair."""

from __future__ import annotations

import random
from datetime import date

from services.demo.rows import Row
from services.demo.sheet import CellValue

DAMAGED = 0.012
_URDU_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ARABIC_LETTERS = str.maketrans({"ی": "ي", "ک": "ك"})

# Each leaves something that nobody can honestly repair: such a row must end in the reject file.
_BEYOND_REPAIR = {
    "fir_no": "24-Dec",
    "accused_cnic": "3.52E+12",
    "prisoner_cnic": "4.21E+12",
    "sections": "302/34",
    "registered": "03-04-21",
    "order_date": "31-02-2021",
    "admitted": "soon",
    "station": "",
    "order": "order as per file",
    "reason": "left",
}


def damage(row: Row, dice: random.Random) -> Row | None:
    """The row with one cell beyond repair, now and then; None where it stays as it is."""
    if dice.random() >= DAMAGED:
        return None
    column = dice.choice([name for name in _BEYOND_REPAIR if row.get(name) and ";" not in row[name]])
    return {**row, column: _BEYOND_REPAIR[column]}


def worn(row: Row, dice: random.Random) -> Row:
    """What can be read all the same: dashes gone, a phone's zero gone, ``NILL`` for nothing, spaces."""
    fresh = dict(row)
    for column, value in row.items():
        if column.endswith("_cnic") and value and dice.random() < 0.3:
            fresh[column] = value.replace("-", "")
        elif column.endswith("_phone") and value and dice.random() < 0.2:
            fresh[column] = "; ".join(entry.removeprefix("0") for entry in value.split("; "))
        elif not value and dice.random() < 0.05:
            fresh[column] = dice.choice(("NILL", "-", "N/A"))
    return fresh


def day_first(value: str, separator: str = "-") -> str:
    """``2024-03-12`` as ``12-03-2024``; anything else as it is."""
    try:
        at = date.fromisoformat(value)
    except ValueError:
        return value
    return separator.join((f"{at.day:02}", f"{at.month:02}", str(at.year)))


def old_keyboard(text: str) -> str:
    """The Arabic ي and ك that old keyboards give for ی and ک."""
    return text.translate(_ARABIC_LETTERS)


def in_urdu(row: Row, *, digits: bool) -> Row:
    """Names in Urdu as typed on an old keyboard, some digits in Urdu too."""
    fresh = {column: value for column, value in row.items() if not column.endswith("_urdu")}
    for column in row:
        if column.endswith("_urdu") and row[column]:
            fresh[column.removesuffix("_urdu")] = old_keyboard(row[column])
    for column in ("fir_no", "year", "accused_age", "prisoner_age"):
        if digits and column in fresh:
            fresh[column] = fresh[column].translate(_URDU_DIGITS)
    return fresh


def as_numbers(row: Row, dice: random.Random) -> dict[str, CellValue]:
    """As a spreadsheet keeps it: dates as dates or bare serial numbers, some CNICs and phones as numbers."""
    cells: dict[str, CellValue] = dict(row)
    for column, value in row.items():
        if column.endswith(("_cnic", "_phone")) and value.replace("-", "").isdecimal() and dice.random() < 0.25:
            cells[column] = int(value.replace("-", ""))
        elif column in {"fir_no", "year", "fine", "surety"} and value.isdecimal():
            cells[column] = int(value)
    return cells
