"""The same benches of an older revision and of this checkout, in turns: what became slower.

make bench-against REV=main~20                            every part, five runs each
make bench-against REV=main~20 PARTS="hub audit" RUNS=3   some

The older revision gets a worktree with an environment of its own in a temporary folder, gone at the end. Each line tells
a figure's name, the old median, the new one, new over old, how far the old runs lie apart (as a share), the unit.
Exit 1 where a figure is worse by more than a tenth and by more than the old runs lie apart, 2 where something does not run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.bench.compare import Figures, compare, figures, told
from tests.shared import ROOT

RUNS: Final = 5
_PYTHON: Final = Path(".venv-dev/bin/python")


def main(words: Sequence[str], root: Path = ROOT) -> int:
    """Compare the checkout at ``root`` with an older revision of it."""
    parser = argparse.ArgumentParser(prog="tests.bench.against")
    parser.add_argument("revision")
    parser.add_argument("parts", nargs="*", help="as `python -m tests.bench` has them; all where none is named")
    parser.add_argument("--runs", type=int, default=RUNS)
    asked = parser.parse_intermixed_args(words)
    try:
        with worktree(root, asked.revision) as old:
            runs = measured({"old": old, "new": root}, asked.parts, asked.runs)
        found = list(compare(runs["old"], runs["new"]))
    except (subprocess.CalledProcessError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{'figure':44} {'old':>10} {'new':>10} {'ratio':>6} {'spread':>6} unit\n")
    sys.stdout.writelines(f"{told(each)}\n" for each in found)
    return int(any(each.bad for each in found))


@contextmanager
def worktree(root: Path, revision: str) -> Iterator[Path]:
    """A checkout of a revision with its environment, until left. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as folder:
        place = Path(folder) / "old"
        _git(root, "worktree", "add", "--quiet", "--detach", str(place), revision)
        try:
            subprocess.run(["make", "--silent", ".venv-dev/.ready"], cwd=place, check=True, stdout=sys.stderr)
            yield place
        finally:
            _git(root, "worktree", "remove", "--force", str(place))


def measured(trees: dict[str, Path], parts: Sequence[str], runs: int) -> dict[str, list[Figures]]:
    """So many runs of each tree, in turns; which is first changes each time."""
    found: dict[str, list[Figures]] = {name: [] for name in trees}
    for number in range(runs):
        for name in sorted(trees, reverse=number % 2 == 0):
            sys.stderr.write(f"run {number + 1} of {runs}: {name}\n")
            found[name].append(run(trees[name], parts))
    return found


def run(tree: Path, parts: Sequence[str]) -> Figures:
    """One run of a tree's benches with its own interpreter. Raises CalledProcessError."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    command = [str(tree / _PYTHON), "-m", "tests.bench", *parts]
    ended = subprocess.run(command, cwd=tree, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return figures(ended.stdout.splitlines())


def _git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *words], check=True, stdout=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
