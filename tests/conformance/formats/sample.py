"""Samples: a CSV file in UTF-8 and, beside it, what must come of it; and the same table in every other guise."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from services.sources.exports import Origin, Outcome, formats, read
from tests.fakes import xls

FOLDER = Path(__file__).with_name("samples")
ORIGIN = Origin("pk.punjab-police")
Rows = list[list[str]]
_ARABIC = str.maketrans({"ی": "ي", "ک": "ك"})
_URDU_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True)
class Sample:
    """One sample of one format."""

    format: str
    path: Path

    def rows(self) -> Rows:
        with self.path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def expected(self) -> list[Any]:
        found: list[Any] = json.loads(self.path.with_suffix(".json").read_text("utf-8"))
        return found

    def read(self, path: Path) -> list[Any]:
        """What comes of a file, as ``expected`` says it."""
        return [told(outcome) for outcome in read(formats()[self.format], path, ORIGIN)]


def samples() -> list[Sample]:
    """Every sample, in order."""
    return [Sample(path.parent.name, path) for path in sorted(FOLDER.glob("*/*.csv"))]


def told(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON can hold it, empty facts left out."""
    drafts = [_plain(draft) for draft in outcome.drafts]
    rejects = [dataclasses.asdict(reject) for reject in outcome.rejects]
    flags = {"flags": [dataclasses.asdict(flag) for flag in outcome.flags]} if outcome.flags else {}
    return {"row": outcome.row, "drafts": drafts, "rejects": rejects, **flags}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        stated = [field.name for field in dataclasses.fields(value) if field.compare]
        pairs = ((name, _plain(getattr(value, name))) for name in stated)
        return {name: part for name, part in pairs if part not in ("", 0, None, [], b"", False)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return "" if value == b"" else value


def text(rows: Iterable[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    """The rows as CSV text with its heading."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def as_csv(encoding: str, delimiter: str = ",", end: str = "\r\n", mark: bytes = b"") -> Callable[[Path, Rows], Path]:
    """Writer of CSV in an encoding."""

    def write(folder: Path, rows: Rows) -> Path:
        path = folder / "table.csv"
        path.write_bytes(mark + text(rows, delimiter, end).encode(encoding))
        return path

    return write


def as_1256(folder: Path, rows: Rows) -> Path:
    """Windows-1256 knows neither ی and ک nor Urdu digits."""
    plain = [[_ascii_digits(cell).translate(_ARABIC) for cell in row] for row in rows]
    return as_csv("cp1256", ";")(folder, plain)


def as_jsonl(folder: Path, rows: Rows) -> Path:
    """One object a row; the heading's row number is kept by a blank line."""
    path = folder / "table.jsonl"
    heading, *body = rows
    lines = [json.dumps(dict(zip(heading, row, strict=True)), ensure_ascii=False) for row in body]
    path.write_text("\n" + "\n".join(lines) + "\n", "utf-8")
    return path


def as_sheet(folder: Path, rows: Rows) -> Path:
    """Text cells of a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    path = folder / "table.xlsx"
    book.save(path)
    return path


def as_old_sheet(folder: Path, rows: Rows) -> Path:
    """Text cells of a workbook of Excel 97."""
    path = folder / "table.xls"
    path.write_bytes(xls.book(*([cell or None for cell in row] for row in rows)))
    return path


def _ascii_digits(cell: str) -> str:
    return "".join(str(int(char)) if char.isdecimal() else char for char in cell)


GUISES: dict[str, Callable[[Path, Rows], Path]] = {
    "utf-8": as_csv("utf-8"),
    "utf-8 with mark": as_csv("utf-8-sig"),
    "line feeds": as_csv("utf-8", end="\n"),
    "utf-16 little endian": as_csv("utf-16-le", "\t", mark=b"\xff\xfe"),
    "utf-16 big endian": as_csv("utf-16-be", mark=b"\xfe\xff"),
    "utf-16 without mark": as_csv("utf-16-le"),
    "utf-16 big endian without mark": as_csv("utf-16-be"),
    "windows-1256": as_1256,
    "semicolons": as_csv("utf-8", ";"),
    "bars": as_csv("utf-8", "|"),
    "json lines": as_jsonl,
    "workbook": as_sheet,
    "old workbook": as_old_sheet,
}


def titled(rows: Rows) -> Rows:
    """Title rows above the heading, a repeated heading and blank rows below."""
    heading, first, *rest = rows
    width = len(heading)
    blank = [""] * width
    return [["Office of the Superintendent"], blank, heading, first, heading, blank, *rest, blank]


def arabic_letters(rows: Rows) -> Rows:
    """ي and ك as old keyboards give them, headings too."""
    return [[cell.translate(_ARABIC) for cell in row] for row in rows]


def urdu_digits(rows: Rows) -> Rows:
    """Urdu digits in every cell below the heading."""
    return [rows[0], *([cell.translate(_URDU_DIGITS) for cell in row] for row in rows[1:])]


def arabic_digits(rows: Rows) -> Rows:
    """Arabic-Indic digits in every cell below the heading."""
    return [rows[0], *([cell.translate(_ARABIC_DIGITS) for cell in row] for row in rows[1:])]


def spaced(rows: Rows) -> Rows:
    """Spaces, direction marks and no-break spaces around every cell."""
    return [rows[0], *([f"\u200f \u00a0{cell} \u200e" if cell else " " for cell in row] for row in rows[1:])]


def shouted(rows: Rows) -> Rows:
    """Headings in capitals with points, as forms print them."""
    return [[". ".join(cell.upper().split(" ")) + "." for cell in rows[0]], *rows[1:]]


WEAR: dict[str, Callable[[Rows], Rows]] = {
    "arabic letters": arabic_letters,
    "urdu digits": urdu_digits,
    "arabic digits": arabic_digits,
    "spaces and marks": spaced,
    "headings in capitals": shouted,
}
