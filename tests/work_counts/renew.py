"""``python -m tests.work_counts.renew``: counts the twenty calls anew, and writes ``counts.tsv`` and ``docs/performance.md``.

It counts under three seeds of Python's hashes, and writes nothing where they differ, or where a count rises past 3 %
without a reason.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.shared import ROOT
from tests.work_counts.judge import judge_committed, judge_renewed
from tests.work_counts.page import DOCUMENT, part_of, put_into
from tests.work_counts.table import COUNTS, FIRST, INTERPRETER, RAISED, Table, raised_of, table_of, text_of

SEEDS: Final = (0, 1, 2)
ROOMS: Final = ("services", "audit", "graph", "proto")


def counted(seed: int = 0) -> Table:
    """The table of a process of its own, under one seed of the hashes of texts, so that no set has another order."""
    words = [sys.executable, "-m", "tests.work_counts.count"]
    path = os.pathsep.join((str(ROOT), str(ROOT / "proto" / "gen")))
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": path}
    return table_of(
        subprocess.run(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True).stdout.decode()
    )


def commit_of(place: Path = ROOT) -> str:
    """The newest commit that changed the product."""
    words = ["git", "log", "-1", "--format=%h", "--abbrev=12", "--", *ROOMS]
    return subprocess.run(words, cwd=place, stdout=subprocess.PIPE, check=True).stdout.decode().strip()


def failures_of(tables: Sequence[Table]) -> list[str]:
    """Why a table may not be written: the seeds differ, or a count rose without a reason."""
    after, *others = tables
    if any(other != after for other in others):
        return ["the counts differ with the seed of Python's hashes: an order of a set decides how much is done"]
    before, first, raised = table_of(COUNTS.read_text()), table_of(FIRST.read_text()), raised_of(RAISED.read_text())
    return [*judge_renewed(before, after, raised), *judge_committed(after, first, raised)]


def main() -> int:
    """Exit 0 when the tables are written, 1 with the reasons when they are not."""
    if sys.version_info[:2] != INTERPRETER:
        sys.stderr.write(f"the tables are of Python {'.'.join(map(str, INTERPRETER))}\n")
        return 1
    tables = [counted(seed) for seed in SEEDS]
    failures = failures_of(tables)
    sys.stderr.write("".join(f"{each}\n" for each in failures))
    if failures:
        return 1
    COUNTS.write_text(text_of(tables[0]))
    part = part_of(tables[0], table_of(FIRST.read_text()), raised_of(RAISED.read_text()), commit_of())
    DOCUMENT.write_text(put_into(DOCUMENT.read_text(), part))
    return 0


if __name__ == "__main__":
    sys.exit(main())
