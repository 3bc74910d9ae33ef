"""An ``.xls`` of the largest size takes below 300 MB, whatever lies in it, measured in a process."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from services.tables.old_workbook import LARGEST
from tests.conformance.formats.test_workbook_memory import MAX_KIB
from tests.fakes import xls
from tests.shared import ROOT

READ = """
import pathlib, sys
from services.sources.exports import Origin, formats, read
from services.tables.reading import sheet_rows
print(sum(1 for row in sheet_rows(pathlib.Path(sys.argv[1]))))
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
ROOM = LARGEST - (200 << 10)


def rich_texts() -> bytes:
    """Each text with 1,500 changes of font, of which the library keeps a list."""
    text = struct.pack("<HBH", 1, 8, 1500) + b"a" + struct.pack("<HH", 300, 300) * 1500
    count = ROOM // len(text)
    parts = [struct.pack("<II", count, count) + text, *([text] * (count - 1))]
    table = b"".join(xls.record(0x003C if at else 0x00FC, part) for at, part in enumerate(parts))
    return xls.workbook([xls.sheet([[1.0]], {})], [], table)


def short_texts() -> bytes:
    texts = {f"{number:x}": number for number in range(ROOM // 14)}
    return xls.workbook([xls.sheet([["0"]], texts)], texts)


def wide_rows() -> bytes:
    """Rows whose last cell of 256 alone is filled."""
    cells = (xls.record(0x0203, struct.pack("<HHHd", row, 255, 0, 1.0)) for row in range(7_800))
    return xls.workbook([xls.begin(0x0010) + b"".join(cells) + xls.END], [])


def many_numbers() -> bytes:
    row = struct.pack("<Hi", 0, 12345 << 2 | 2) * 256 + struct.pack("<H", 255)
    rows = (xls.record(0x00BD, struct.pack("<HH", number, 0) + row) for number in range(ROOM // 1546))
    return xls.workbook([xls.begin(0x0010) + b"".join(rows) + xls.END], [])


@pytest.mark.parametrize(
    ("make", "rows"), [(rich_texts, 1), (short_texts, 1), (wide_rows, 7_800), (many_numbers, ROOM // 1546)]
)
def test_the_largest_file_is_read_in_little_memory(make: Callable[[], bytes], rows: int, tmp_path: Path) -> None:
    path = tmp_path / "book.xls"
    path.write_bytes(xls.container(make()))
    assert path.stat().st_size <= LARGEST
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=240
    )
    found, peak = map(int, done.stdout.split())
    print(f"{make.__name__}: {path.stat().st_size >> 10} KiB, peak {peak >> 10} MiB")
    assert found == rows
    assert peak < MAX_KIB
