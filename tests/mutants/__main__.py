"""Each part in turn; the exit code is 1 where tests find less than 95 % of its faults.

make mutants                every part, some hours
make mutants PART=signing   one
make mutants SAMPLE=60      of each part, as many faults within functions, the same each time
python -m tests.mutants signing services/signing/es256.py   of a part, one module

Faults that no test finds are written to build/mutants/PART.tsv one after the other: path, line, name. What tests/mutants/equal.tsv lists
counts neither way.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from tests.mutants.changes import Mutant, mutants
from tests.mutants.faults import MIN_SECONDS, SURVIVED, Faults, Patience, apart, load_with
from tests.mutants.parts import MIN_KILL_RATE, PARTS, Part, files, listed
from tests.mutants.reach import Reach
from tests.shared import ROOT

T = TypeVar("T")
QUIET = ["-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
Found = dict[tuple[str, str], bool]


def main(words: Sequence[str]) -> int:
    """Run the parts named, or all. 2 for a part that is none."""
    parser = argparse.ArgumentParser(prog="tests.mutants")
    parser.add_argument("words", nargs="*", help="parts, and modules of theirs")
    parser.add_argument("--sample", type=int, help="faults of each part")
    given_words = parser.parse_args(words)
    names = [word for word in given_words.words if not word.endswith(".py")]
    modules = {str(ROOT / word) for word in given_words.words if word.endswith(".py")}
    if unknown := sorted(set(names) - PARTS.keys()):
        sys.stderr.write(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}\n")
        return 2
    return max([part(name, PARTS[name], modules, given_words.sample) for name in names or PARTS])


class Left:
    """Writes down what no test finds, at once: a run that is stopped has told of what it judged."""

    def __init__(self, part: str, folder: Path = ROOT / "build" / "mutants") -> None:
        self._known = {(str(ROOT / each.path), each.name) for each in listed()}
        self._place = folder / f"{part}.tsv"
        folder.mkdir(parents=True, exist_ok=True)
        self._place.write_text("")

    def __call__(self, path: str, mutant: Mutant) -> None:
        if (path, mutant.name) not in self._known:
            with self._place.open("a") as file:
                file.write(f"{Path(path).relative_to(ROOT)}\t{mutant.lines[0]}\t{mutant.name}\n")


def sampled(faults: Sequence[T], number: int) -> list[T]:
    """As many, in their order, and the same ones each time; all where there are no more."""
    if number >= len(faults):
        return list(faults)
    return [faults[place] for place in sorted(random.Random(0).sample(range(len(faults)), number))]


def part(name: str, part: Part, modules: set[str], sample: int | None = None) -> int:
    """Judge all faults of a part. 1 where too few are found."""
    began = time.monotonic()
    paths = [str(path) for path in files(part.sources) if not modules or str(path) in modules]
    tests = [str(path) for path in files(part.tests)]
    every = [(path, mutant) for path in paths for mutant in mutants(Path(path).read_text(), path)]
    faults = every if sample is None else sampled([each for each in every if each[1].in_function], sample)
    reach = given(lambda: reached(tests, paths))
    sys.stderr.write(
        f"{name}: {len(faults)} of {len(every)} faults, {len(reach.seconds)} tests in {sum(reach.seconds.values()):.0f} s\n"
    )
    if reach.failed:
        sys.stderr.write(f"{name}: fails without a fault, left out: {', '.join(sorted(reach.failed))}\n")
    left = Left(name)
    found = given(lambda: in_functions(tests, [each for each in faults if each[1].in_function], reach, left))
    limit = MIN_SECONDS + 5 * sum(reach.seconds.values())
    words = [*tests, *(f"--deselect={test}" for test in sorted(reach.failed))]
    outside = [each for each in faults if not each[1].in_function]
    if outside and apart(lambda: int(pytest.main([*QUIET, "-x", *words])), limit):
        raise RuntimeError(f"{name}: tests fail without a fault")
    for path, mutant in outside:
        found[path, mutant.name] = apart(partial(at_loading, path, mutant, words, reach.seconds), limit)
        if found[path, mutant.name] == SURVIVED:
            left(path, mutant)
    return told(name, faults, found, time.monotonic() - began)


def given(work: Callable[[], T]) -> T:
    """What ``work`` gives in a process of its own, so that this one loads no module that is judged."""
    with tempfile.NamedTemporaryFile() as file:
        child = os.fork()
        if child == 0:
            try:
                os.dup2(os.open(os.devnull, os.O_RDWR), 1)
                Path(file.name).write_bytes(pickle.dumps(work()))
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        result: T = pickle.loads(file.read())
        return result


def reached(tests: Sequence[str], paths: Sequence[str]) -> Reach:
    """Which tests reach which line."""
    reach = Reach(set(paths))
    pytest.main([*QUIET, *tests], plugins=[reach])
    return reach


def in_functions(
    tests: Sequence[str], faults: Sequence[tuple[str, Mutant]], reach: Reach, left: Callable[[str, Mutant], None]
) -> Found:
    """Faults that a loaded module takes."""
    good = {place: names - reach.failed for place, names in reach.reached.items()}
    plugin = Faults(faults, good, reach.seconds, left)
    pytest.main([*QUIET, *tests], plugins=[plugin, Patience(reach.seconds)])
    return plugin.found


def at_loading(path: str, mutant: Mutant, words: Sequence[str], seconds: dict[str, float]) -> int:
    """One fault with which its module is loaded."""
    load_with(ROOT, path, mutant.code)
    return int(pytest.main([*QUIET, "-x", *words], plugins=[Patience(seconds)]))


def told(name: str, faults: Sequence[tuple[str, Mutant]], found: Found, seconds: float) -> int:
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
