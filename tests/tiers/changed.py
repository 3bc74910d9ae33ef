"""``python -m tests.tiers.changed``: the slices of ``make full`` that a run for HEAD takes, one a line.

Those whose paths changed in the twelve hours before HEAD was committed, and one more in turn. ``slices.tsv`` maps paths to
slices. A path in no row, or a checkout without the history of those hours, takes all four.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from tests.shared import ROOT
from tests.tiers.homes import SLICES

TABLE: Final = Path(__file__).with_name("slices.tsv")
WINDOW_S: Final = 12 * 3600
NONE: Final = "-"
Row = tuple[str, frozenset[str]]
"""A pattern of paths (fnmatch(3); ``*`` crosses folders), and the slices that a change of such a path takes."""


def rows(text: str) -> list[Row]:
    """The table. ValueError, with the line's number, for a slice that does not exist or a line of another form."""
    table = []
    for number, line in enumerate(text.splitlines(), 1):
        pattern, tab, words = line.partition("\t")
        slices = frozenset() if words == NONE else frozenset(words.split(","))
        if not tab or not pattern or not slices <= set(SLICES):
            raise ValueError(f"line {number}: a pattern, a tab, and slices with commas between them, or -: {line!r}")
        table.append((pattern, slices))
    return table


def slices_of(path: str, table: Iterable[Row]) -> frozenset[str]:
    """What the first row that fits a path says; all slices where no row fits."""
    return next((slices for pattern, slices in table if fnmatchcase(path, pattern)), frozenset(SLICES))


def due(paths: Iterable[str] | None, committed_s: int, table: Iterable[Row]) -> tuple[str, ...]:
    """The slices to run, in the order of SLICES.

    ``paths``: what changed, None where that is not known; ``committed_s``: HEAD's committer time, seconds since 1970.
    """
    if paths is None:
        return SLICES
    fixed = list(table)
    in_turn = SLICES[committed_s // WINDOW_S % len(SLICES)]
    wanted = {in_turn}.union(*(slices_of(path, fixed) for path in paths))
    return tuple(name for name in SLICES if name in wanted)


def committed_s(root: Path = ROOT) -> int:
    """HEAD's committer time, seconds since 1970; 0 where there is no repository."""
    return int(_git(root, "show", "-s", "--format=%ct", "HEAD") or 0)


def changed(root: Path = ROOT) -> list[str] | None:
    """Paths that commits of the window before HEAD changed; None where the history does not reach back that far."""
    oldest = committed_s(root) - WINDOW_S
    times = (_git(root, "log", "--format=%ct", "HEAD") or "").split()
    if not times or all(int(time) >= oldest for time in times):
        return None
    names = _git(root, "log", "-m", "--format=", "--name-only", f"--since={oldest}", "HEAD") or ""
    return sorted(set(names.splitlines()) - {""})


def _git(root: Path, *words: str) -> str | None:
    run = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    return run.stdout if run.returncode == 0 else None


def main() -> int:
    """Write the names of the slices."""
    for name in due(changed(), committed_s(), rows(TABLE.read_text())):
        sys.stdout.write(f"{name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
