"""Rows that an earlier export held and this one does not: their records are listed, and nothing is decided about them.

A register that drops a row may mean that the row was wrong, that it moved, or that the export was cut: its owner knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from services.tables.private_csv import PrivateCsv


def source_of(layout: str, file_name: str) -> str:
    """What makes two exports the same one, read again: the layout and the name of the file."""
    return f"{layout}/{file_name}"


def write_left_out(path: Path, record_ids: Sequence[str], rejected: int) -> Iterator[str]:
    """List them in a file of its own, one a line, and say what can be done; no file where there is none."""
    with PrivateCsv(path, ("record",)) as file:
        for record_id in record_ids:
            file.line(record_id)
    if record_ids:
        many = f"{len(record_ids)} records" if len(record_ids) > 1 else "1 record"
        maybe = " or are in rows that were rejected" if rejected else ""
        yield f"left out: {many} of an earlier file of this name are not in this one{maybe}: {path}"
        yield "  they stay in force: withdraw what no longer holds with `rabta records withdraw RECORD_ID`"
