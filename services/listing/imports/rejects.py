"""The first lines of a reject file as rows, with each reason in the reader's language."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from services.draw.reject_words import REJECTS
from services.listing.part import Part

COLUMNS: Final = ("row", "column", "shape", "reason", "text", "found by")


def rejects(path: Path, most: int, *, urdu: bool) -> tuple[Part, int]:
    """At most that many lines, and how many there are in all; none where there is no file."""
    rows, total = list[tuple[str, ...]](), 0
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            next(lines, None)
            for total, line in enumerate(lines, 1):
                if total <= most:
                    rows.append(_row(line, urdu))
    return Part("Rejects", COLUMNS, rows), total


def _row(line: list[str], urdu: bool) -> tuple[str, ...]:
    row, column, shape, reason, text, by = line
    return row, column, shape, reason, REJECTS.get(reason, text) if urdu else text, by
