"""Judge faults by the tests of their part: in functions of loaded modules, or with their module loaded anew."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from tests.mutants.changes import Mutant
from tests.mutants.children import apart, given
from tests.mutants.examples import Few
from tests.mutants.faults import MIN_SECONDS, SURVIVED, Faults, Loaded, Patience, Priority, load_with
from tests.mutants.reach import Reach
from tests.shared import ROOT

QUIET: Final = ("-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", "--hypothesis-seed=0")
Faulty = Sequence[tuple[str, Mutant]]
"""Faults, each with the path of its module."""
Found = dict[tuple[str, str], bool]
"""Whether a test found a fault, by the path of its module and its name."""
Tell = Callable[[str, Mutant], None]
"""What is told of each that no test finds, at once."""


def traced(tests: Sequence[str], paths: Sequence[str]) -> Reach:
    """Which tests reach which line."""

    def work() -> Reach:
        reach = Reach(set(paths))
        pytest.main([*QUIET, *tests], plugins=[Few(), reach])
        return reach

    return given(work)


def in_functions(tests: Sequence[str], faults: Faulty, reach: Reach, left: Tell) -> Found:
    """Faults that a loaded module takes. RuntimeError where one is reached and takes none: its faults would all be left."""
    good = {place: names - reach.failed for place, names in reach.reached.items()}
    plugin = Faults(faults, good, Priority(reach.seconds), left)
    pytest.main([*QUIET, *tests], plugins=[Few(), plugin, Patience(reach.seconds)])
    if plugin.without:
        raise RuntimeError(f"no function takes a fault: {', '.join(sorted(plugin.without))}")
    return plugin.found


def at_loading(tests: Sequence[str], faults: Faulty, reach: Reach, left: Tell) -> Found:
    """Faults with which their module is loaded; all tests of the part may find one.

    What is not of the checkout is loaded once for all. RuntimeError where the tests fail with no fault.
    """
    words = [*QUIET, "-x", *tests, *(f"--deselect={test}" for test in sorted(reach.failed))]
    limit = MIN_SECONDS + 5 * sum(reach.seconds.values())
    for name in given(lambda: loaded_of_others(tests)):
        importlib.import_module(name)
    if apart(lambda: int(pytest.main([*words], plugins=[Few()])), limit):
        raise RuntimeError("tests fail without a fault")
    priority = Priority(reach.seconds)
    found: Found = {}
    for path, mutant in faults:
        plugin = Loaded(priority.of(reach.seconds.keys() - reach.failed))
        work = partial(with_fault, path, mutant, words, [Few(), plugin, Patience(reach.seconds)])
        found[path, mutant.name] = apart(work, limit)
        if found[path, mutant.name] == SURVIVED:
            left(path, mutant)
        elif (finder := plugin.last()) is not None:
            priority.found(finder)
    return found


def with_fault(path: str, mutant: Mutant, words: Sequence[str], plugins: Sequence[object]) -> int:
    """Load the module with the fault and run the tests."""
    load_with(ROOT, path, mutant.code)
    return int(pytest.main([*words], plugins=[*plugins]))


def loaded_of_others(tests: Sequence[str]) -> list[str]:
    """Modules of no file of the checkout that these tests load."""
    pytest.main([*QUIET, "--collect-only", *tests])
    places = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    return [name for name, place in places.items() if place and _of_others(Path(place))]


def _of_others(place: Path) -> bool:
    return "site-packages" in place.parts or not place.is_relative_to(ROOT)
