"""Rooms whose tests must find nearly every fault, and the quick tests that reach them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tests.shared import ROOT

LISTED: Final = Path(__file__).with_name("equal.tsv")
MIN_KILL_RATE: Final = 0.95
"""Share of faults, without those listed as no fault, that tests of each part find."""


class Part(NamedTuple):
    """``sources`` and ``tests``: patterns below the repository's root."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]


class Listed(NamedTuple):
    """A change of a module, at a path below the root, that no test can tell from the module, and why."""

    path: str
    name: str
    why: str


_RECORDS: Final = (
    "tests/unit/records/test_*.py",
    "tests/unit/records/authority/test_*.py",
    "tests/unit/records/store/test_*.py",
)
PARTS: Final = {
    "protection": Part(("services/records/protection/*.py", "services/records/app/people.py"), _RECORDS),
    "law": Part(("services/records/law/*.py",), _RECORDS),
    "rules": Part(("services/records/law/rules/*.py",), _RECORDS),
    "rights": Part(
        ("services/linkage/rights.py", "services/linkage/classes.py", "services/linkage/facts.py", "graph/rights.py"),
        ("tests/unit/linkage/test_*.py",),
    ),
    "access": Part(
        ("services/access/*.py",),
        ("tests/unit/access/test_*.py", "tests/unit/access/token/test_*.py", "tests/unit/edge/test_chain.py"),
    ),
    "questions": Part(
        ("services/linkage/questions/*.py",),
        ("tests/unit/linkage/questions/test_*.py",),
    ),
    "fields": Part(("services/values/validation/*.py",), ("tests/unit/values/test_*.py", *_RECORDS)),
    "limits": Part(
        ("services/edge/limits.py", "services/edge/door.py", "services/edge/counts.py"),
        ("tests/unit/edge/test_*.py",),
    ),
    "cohort": Part(
        ("services/edge/cohort.py", "services/signing/cohort.py"),
        ("tests/unit/edge/test_*.py", "tests/unit/signing/test_cohort.py"),
    ),
    "promises": Part(
        ("services/client/store/promises.py", "services/client/receipt.py"),
        ("tests/unit/client/test_*.py",),
    ),
    "verify": Part(("audit/verify/*.py",), ("tests/unit/audit/test_verify*.py", "tests/unit/audit/test_export.py")),
    "vocabulary": Part(("services/vocabulary/*.py",), ("tests/unit/vocabulary/test_*.py",)),
    "signing": Part(
        ("services/signing/*.py",), ("tests/unit/signing/test_*.py", "tests/unit/records/store/test_sealing.py")
    ),
}


def files(patterns: tuple[str, ...]) -> list[Path]:
    """What the patterns name, in order. FileNotFoundError where one names nothing."""
    found: dict[Path, None] = {}
    for pattern in patterns:
        some = sorted(ROOT.glob(pattern))
        if not some:
            raise FileNotFoundError(pattern)
        found.update(dict.fromkeys(some))
    return list(found)


def listed() -> Iterator[Listed]:
    """Changes that are no faults."""
    for line in LISTED.read_text().splitlines():
        yield Listed(*line.split("\t"))
