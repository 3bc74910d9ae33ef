"""What tests start that takes seconds, counted by its kind, and how many federations a file of ``tests/e2e`` may start.

``tests/e2e/starts.tsv`` has a row for each file that uses a shared federation or starts one of its own. A file that
starts more than its row allows fails where it starts it; :mod:`tests.arch.test_starts` compares rows and syntax.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from typing import Final, NamedTuple

from tests.shared import ROOT

STARTED: Final[Counter[str]] = Counter()
"""Kind -> how many of it this run started."""
OWN: Final = "federation of "
SHARED: Final = "shared federation: "
TABLE: Final = ROOT / "tests" / "e2e" / "starts.tsv"
WORLDS: Final = {"plain": "plain_world", "network": "network_world", "exchange": "exchange_world"}
"""Name of each shared federation, and of its fixture."""


class Row(NamedTuple):
    """``shares``: names of shared federations; ``own``: how many federations the file starts itself, and ``why``."""

    path: str
    shares: tuple[str, ...]
    own: int
    why: str


@cache
def rows() -> dict[str, Row]:
    """The table, by path."""
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]
    table = {path: Row(path, tuple(shares.split()), int(own), why) for path, shares, own, why in lines}
    assert len(table) == len(lines), "a file has one row"
    return table


def allowed(path: str) -> Row:
    """The row of a file; a file without one may start nothing."""
    return rows().get(path, Row(path, (), 0, ""))


def scope_of(path: str) -> str:
    """The shared federation whose files go to one worker together, "" of a file that uses none."""
    return next(iter(allowed(path).shares), "")


def count_start(kind: str) -> None:
    """One more of this kind runs."""
    STARTED[kind] += 1


def count_federation(shared: str = "") -> None:
    """One more federation starts: a shared one by its name, or one of the file whose test runs.

    Raises AssertionError where a file of ``tests/e2e`` starts more than its row allows.
    """
    if shared:
        STARTED[SHARED + shared] += 1
        return
    path = os.environ.get("PYTEST_CURRENT_TEST", "").partition("::")[0]
    STARTED[OWN + path] += 1
    if path.startswith("tests/e2e/"):
        most = allowed(path).own
        assert STARTED[OWN + path] <= most, f"{path} may start {most} federations: {TABLE.name}"


def summary() -> list[str]:
    """Lines for the end of a run: federations in all, shared and own, then what else was started."""
    shared = {kind.removeprefix(SHARED): number for kind, number in STARTED.items() if kind.startswith(SHARED)}
    own = {kind.removeprefix(OWN): number for kind, number in STARTED.items() if kind.startswith(OWN)}
    others = {kind: number for kind, number in STARTED.items() if not kind.startswith((SHARED, OWN))}
    return [
        f"federations started: {sum(shared.values()) + sum(own.values())}",
        *(f"shared, {name}: {number}" for name, number in sorted(shared.items())),
        *(f"own, {path}: {number}" for path, number in sorted(own.items())),
        *(f"{kind}: {number}" for kind, number in sorted(others.items())),
    ]


def twice() -> list[str]:
    """Shared federations that a run started more than once."""
    return [name for name in WORLDS if STARTED[SHARED + name] > 1]
