"""A large file is never held: the peak of a process that reads it stays where it was for a small one.

``RABTA_FEED_BYTES`` sets the size; by hand once for a gibibyte. The peak is that of the process's own memory (VmHWM):
``ru_maxrss`` goes on from that of the process that started it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.shared import ROOT

SIZE = int(os.environ.get("RABTA_FEED_BYTES", str(2 << 20)))
MAX_KIB = 300 << 10
READ = """
import sys, pathlib
from services.sources.feeds.options import Options
from services.sources.feeds.meaning import REASONS
from services.sources.feeds.reading import Reading
from services.tables.rejects import RejectFile
reading = Reading(sys.argv[1], pathlib.Path(sys.argv[2]), Options(mapping=pathlib.Path("operator-a")))
with RejectFile(pathlib.Path(sys.argv[3]), REASONS) as rejects:
    for page in reading.pages(rejects):
        pass
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(reading.summary.edges, reading.summary.rejects, peak)
"""


def statement(number: int) -> str:
    words = f"booking {number} " + "of what the bank wrote about it at length " * 9
    return f"SCBL{number % 900_000:010d},SCBL,0{1 + number % 9}/02/2025,{number % 99_999 + 1},,T-{number},{number % 700_001:010d},{words[:380]}\n"


def call(number: int) -> str:
    return f"Outgoing,92300{number % 900_000 + 1_000_000},92345{number % 700_001 + 1_000_000},05/02/2025 21:14:09,{number % 600},C-{number % 40_000},490154203237518,410010123456789\n"


@pytest.mark.parametrize(
    ("kind", "heading", "row"),
    [
        ("bank-statements", "account,bank,date,debit,credit,reference,counterparty,description\n", statement),
        ("cdr", "Call Type,A-Party,B-Party,Date & Time,Duration,Cell ID,IMEI,IMSI\n", call),
    ],
    ids=["bank-statements", "cdr"],
)
def test_a_large_file_is_read_in_little_memory(
    kind: str, heading: str, row: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8") as stream:
        size, number = stream.write(heading), 0
        while size < SIZE:
            size += stream.write(row(number))
            number += 1
            if number % 1000 == 0:
                size += stream.write("broken\n")
    done = subprocess.run(
        [sys.executable, "-c", READ, kind, str(path), str(tmp_path / "rejects.csv")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    edges, rejects, peak_kib = map(int, done.stdout.split())
    print(f"{kind}: {size} bytes, {edges} edges, {rejects} rejects, peak {peak_kib >> 10} MiB")
    assert edges >= number
    assert rejects >= number // 1000
    assert peak_kib < MAX_KIB
