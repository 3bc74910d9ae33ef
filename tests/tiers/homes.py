"""Each test has one home: the smallest run that takes it, by its path and its marks.

``check`` and ``test`` are the runs of every day; a slice of ``make full`` takes what is slow or needs a part of production.
``make test`` takes what ``make check`` takes as well.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from tests import starting

CHECK: Final = "check"
TEST: Final = "test"
ENGINES: Final = "engines"
POSTGRES: Final = "postgres"
BROWSERS: Final = "browsers"
EXHAUSTIVE: Final = "exhaustive"
SLICES: Final = (ENGINES, POSTGRES, BROWSERS, EXHAUSTIVE)
"""In the order in which they take turns (:mod:`tests.tiers.changed`)."""
TIERS: Final = (CHECK, TEST, *SLICES)
STARTS: Final = {starting.NEO4J5: ENGINES, starting.POSTGRES: POSTGRES}
"""The slice of a test of every day that starts a part of production, by its mark."""
PROPERTY_MARKS: Final = frozenset({"hypothesis", "budgeted"})
"""Marks of tests whose number of examples is the budget of the run."""


@dataclass(frozen=True, slots=True)
class Home:
    """Tests below ``path``, or in the one file that it names, have their home in ``tier``."""

    tier: str
    path: str


HOMES: Final = (
    Home(ENGINES, "tests/finbench/"),
    Home(BROWSERS, "tests/browser/"),
    Home(EXHAUSTIVE, "tests/e2e/foreign/"),
    Home(EXHAUSTIVE, "tests/e2e/faults/test_real_waits.py"),
    Home(EXHAUSTIVE, "tests/unit/access/test_every.py"),
    Home(CHECK, "tests/e2e/test_walk.py"),
    Home(TEST, "tests/e2e/"),
    Home(TEST, "tests/integration/"),
    Home(TEST, "tests/conformance/exchange/test_copies_machine.py"),
    Home(TEST, "tests/conformance/feeds/test_memory.py"),
    Home(TEST, "tests/conformance/feeds/test_xml_memory.py"),
    Home(TEST, "tests/conformance/formats/test_workbook_memory.py"),
    Home(TEST, "tests/unit/access/test_mutants.py"),
    Home(CHECK, "tests/"),
)
"""The first that fits counts. Single files below stand here for the minutes that they take."""
SOAKED: Final = (
    "tests/integration/records/test_change_over.py",
    "tests/integration/records/test_classes_exact.py",
)
"""Files whose whole budget `make soak PART=judging` alone draws: rare stories of theirs show faults that known-wrong.md names."""
TAKES: Final = {CHECK: (CHECK,), TEST: (CHECK, TEST), **{name: (name,) for name in SLICES}}
"""The homes that each run takes."""


def home(nodeid: str, marks: Collection[str]) -> str:
    """The home of a test. ``nodeid``: as pytest writes it; ``marks``: names of its marks."""
    place = next(each.tier for each in HOMES if nodeid.startswith(each.path))
    if place in SLICES:
        return place
    return next((tier for kind, tier in STARTS.items() if kind in marks), place)


def takes(tier: str, nodeid: str, marks: Collection[str]) -> bool:
    """Whether a run takes a test. ``exhaustive`` takes the properties of ``make test`` again, with their whole budget."""
    place = home(nodeid, marks)
    again = tier == EXHAUSTIVE and place in TAKES[TEST] and not PROPERTY_MARKS.isdisjoint(marks)
    again = again and not nodeid.startswith(SOAKED)
    return place in TAKES[tier] or again


def holds_any(tier: str, path: str) -> bool:
    """Whether a run can take a test of a file or folder, by where it is alone.

    ``path``: below the root; a folder ends with '/'. All slices but ``browsers`` take some tests from the homes of every day.
    """
    taken = TAKES[TEST] + (tier,) if tier in (ENGINES, POSTGRES, EXHAUSTIVE) else TAKES[tier]
    around = next(each for each in HOMES if path.startswith(each.path) or each.path == "tests/")
    inside = [each for each in HOMES if path.endswith("/") and each.path.startswith(path)]
    return any(each.tier in taken for each in (around, *inside))
