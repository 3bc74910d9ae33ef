"""One messy file read as its command reads it: figures, reasons, or why it is no such file. Also run as a process."""

from __future__ import annotations

import csv
import sys
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from services.cli.feed_send import REASONS
from services.listing.imports.rows import rows_of
from services.sources.exports import Origin, formats, read
from services.sources.feeds.reading import Reading
from services.sources.feeds.row import FileRefused
from services.tables.errors import UnreadableFile
from services.tables.rejects import RejectFile
from tests.conformance.messy.made import Messy, registers
from tests.conformance.messy.made_feeds import feeds
from tests.conformance.messy.made_lists import lists


class Outcome(NamedTuple):
    taken: int = 0
    rejected: int = 0
    bare: int = 0
    reasons: tuple[str, ...] = ()
    refused: str = ""
    places: tuple[int, ...] = ()
    """Rows that the reject file names."""


def all_files() -> list[Messy]:
    return [*registers(), *lists(), *feeds()]


def outcome(messy: Messy, folder: Path) -> Outcome:
    path = folder / f"{messy.stem}.{messy.suffix}"
    path.write_bytes(messy.data)
    target = folder / "rejects.csv"
    try:
        taken, rejected, bare = (_register if messy.reader in formats() else _feed)(messy, path, target)
    except (UnreadableFile, FileRefused) as error:
        return Outcome(refused=str(error))
    finally:
        path.unlink()
    lines = list(csv.reader(target.open(encoding="utf-8")))[1:] if target.exists() else []
    target.unlink(missing_ok=True)
    return Outcome(taken, rejected, bare, tuple(line[3] for line in lines), "", tuple(int(line[0]) for line in lines))


def _register(messy: Messy, path: Path, target: Path) -> tuple[int, int, int]:
    with RejectFile(target) as rejected:
        rows = list(rows_of(read(formats()[messy.reader], path, Origin("pk.punjab-police")), rejected))
    return sum(not row.rejected for row in rows), sum(row.rejected for row in rows), 0


def _feed(messy: Messy, path: Path, target: Path) -> tuple[int, int, int]:
    reading = Reading(messy.reader, path, replace(messy.options, table=messy.stem))
    with RejectFile(target, REASONS) as rejected:
        for page in reading.pages(rejected):
            assert page.nodes or page.edges
    summary = reading.summary
    assert summary.rows == summary.taken + summary.rejected + summary.bare
    return summary.taken, summary.rejected, summary.bare


if __name__ == "__main__":
    for each in all_files():
        outcome(each, Path(sys.argv[1]))
    status = Path("/proc/self/status").read_text("utf-8")
    sys.stdout.write(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
