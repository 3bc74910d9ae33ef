"""Each part in turn; the exit code is 1 where tests find less than 95 % of its faults.

make mutants                every part, some hours
make mutants PART=signing   one
make mutants SAMPLE=60      of each part, as many faults within functions, the same each time
python -m tests.mutants signing services/signing/es256.py   of a part, one module
python -m tests.mutants signing --again                     of a part, what its last run left
python -m tests.mutants vocabulary --sample 60 --loading    of a part, as many faults outside of functions
python -m tests.mutants signing --baseline                  of a part, the faults of baseline.tsv: those killed then must be killed now

Faults that no test finds are written to build/mutants/PART.tsv one after the other: path, line, name. What tests/mutants/equal.tsv lists
counts neither way. Which tests reach what is kept beside it: the first run of a part traces them all, a later one those that changed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.mutants.baseline import Row, baseline, lost
from tests.mutants.changes import mutants
from tests.mutants.children import given
from tests.mutants.faults import SURVIVED
from tests.mutants.judging import Faulty, Found, at_loading, in_functions, traced
from tests.mutants.left import BUILD, Left
from tests.mutants.parts import MIN_KILL_RATE, PARTS, Part, files, listed
from tests.mutants.recorded import recorded
from tests.shared import ROOT

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of a part's faults are judged.

    ``modules``: paths, all where there is none; ``sample``: as many, of those within functions, or of those at ``loading``; ``again``:
    what the last run left; ``baseline``: the faults of baseline.tsv.
    """

    modules: frozenset[str] = frozenset()
    sample: int | None = None
    loading: bool = False
    again: bool = False
    baseline: bool = False

    def of(self, every: Faulty, last: set[tuple[str, str]]) -> Faulty:
        """Those of ``every``. ``last``: what the last run left, by path and name."""
        some = [each for each in every if not self.modules or each[0] in self.modules]
        if self.again:
            return [(path, mutant) for path, mutant in some if (path, mutant.name) in last]
        if self.sample is None:
            return some
        return sampled([each for each in some if each[1].in_function is not self.loading], self.sample)


def main(words: Sequence[str]) -> int:
    """Run the parts named, or all. 2 for a part that is none."""
    parser = argparse.ArgumentParser(prog="tests.mutants")
    parser.add_argument("words", nargs="*", help="parts, and modules of theirs")
    parser.add_argument("--sample", type=int, help="as many faults of each part")
    parser.add_argument("--loading", action="store_true", help="of the sample: those outside of functions")
    parser.add_argument("--again", action="store_true", help="what the last run of the part left")
    parser.add_argument("--baseline", action="store_true", help="the faults of baseline.tsv")
    said = parser.parse_args(words)
    names = [word for word in said.words if not word.endswith(".py")]
    if unknown := sorted(set(names) - PARTS.keys()):
        sys.stderr.write(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}\n")
        return 2
    modules = frozenset(str(ROOT / word) for word in said.words if word.endswith(".py"))
    choice = Choice(modules, said.sample, said.loading, said.again, said.baseline)
    os.environ["RABTA_BUDGET"] = "full"  # a property then tries as many examples as `Few` leaves, not a quarter of them
    return max([part(name, PARTS[name], choice) for name in names or PARTS])


def sampled(faults: Sequence[T], number: int) -> list[T]:
    """As many, in their order, and the same ones each time; all where there are no more."""
    if number >= len(faults):
        return list(faults)
    return [faults[place] for place in sorted(random.Random(0).sample(range(len(faults)), number))]


def part(name: str, part: Part, choice: Choice) -> int:
    """Judge faults of a part. 1 where too few are found."""
    began = time.monotonic()
    sources, tests = ([str(path) for path in files(patterns)] for patterns in part)
    every = [(path, mutant) for path in sources for mutant in mutants(Path(path).read_text(), path)]
    rooms = [str(path) for path in files(tuple(pattern for each in PARTS.values() for pattern in each.sources))]
    left = Left(name)
    table = baseline(name) if choice.baseline else []
    places = {row.place for row in table}
    faults = [each for each in every if (each[0], each[1].name) in places] if table else choice.of(every, left.last)
    reach = recorded(BUILD / "reach", tests, rooms, lambda some: traced(some, rooms))
    sys.stderr.write(
        f"{name}: {len(faults)} of {len(every)} faults, {len(reach.seconds)} tests in {sum(reach.seconds.values()):.0f} s, "
        f"known after {time.monotonic() - began:.0f} s\n"
    )
    if reach.failed:
        sys.stderr.write(f"{name}: fails without a fault, left out: {', '.join(sorted(reach.failed))}\n")
    left.begin()
    found: Found = {}
    if inside := [each for each in faults if not each[1].at_loading]:
        found |= given(lambda: in_functions(tests, inside, reach, left))
    if outside := [each for each in faults if each[1].at_loading]:
        found |= at_loading(tests, outside, reach, left)
    code = told(name, faults, found, time.monotonic() - began)
    return compared(name, table, found) if table else code


def compared(name: str, table: list[Row], results: Found) -> int:
    """Say which faults of the baseline are no longer killed. 1 where there is one."""
    survivors = lost(table, results)
    sys.stdout.write(f"{name}: {len(survivors)} of {sum(row.result == 'killed' for row in table)} lost\n")
    sys.stdout.writelines(f"  {each}\n" for each in survivors)
    return int(bool(survivors))


def told(name: str, faults: Faulty, found: Found, seconds: float) -> int:
    """Say how many were found. 1 where too few were."""
    known = {(str(ROOT / each.path), each.name) for each in listed()}
    counted = [(path, mutant) for path, mutant in faults if (path, mutant.name) not in known]
    left = [(path, mutant) for path, mutant in counted if found[path, mutant.name] == SURVIVED]
    share = 1 - len(left) / len(counted) if counted else 1.0
    sys.stdout.write(
        f"{name}: {len(counted) - len(left)} of {len(counted)} found, {100 * share:.1f} %, {seconds:.0f} s\n"
    )
    return int(share < MIN_KILL_RATE)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
