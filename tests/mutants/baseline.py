"""The faults of one commit's samples, each with its result then: a later suite must kill what an earlier one killed.

``baseline.tsv`` has a row for each: part, path below the root, name of the fault, and ``killed``, ``survived``, or ``changed``
where it was killed and its line reads otherwise now, so that nobody can put it in again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.mutants.faults import SURVIVED
from tests.shared import ROOT

TABLE: Final = Path(__file__).with_name("baseline.tsv")
RESULTS: Final = ("killed", "survived", "changed")


class Row(NamedTuple):
    """A fault of a part, and its result."""

    part: str
    path: str
    name: str
    result: str

    @property
    def place(self) -> tuple[str, str]:
        """The absolute path of its module and its name, as runs name a fault."""
        return str(ROOT / self.path), self.name


def rows(text: str) -> list[Row]:
    """The table. ValueError for a result that is none."""
    table = [Row(*line.split("\t")) for line in text.splitlines()]
    if wrong := [row for row in table if row.result not in RESULTS]:
        raise ValueError(f"{wrong[0].result!r} is none of {', '.join(RESULTS)}: {wrong[0].path}: {wrong[0].name}")
    return table


def baseline(part: str) -> list[Row]:
    """The rows of a part."""
    return [row for row in rows(TABLE.read_text()) if row.part == part]


def lost(table: Sequence[Row], results: Mapping[tuple[str, str], bool]) -> list[str]:
    """The faults that were killed and now survive, or that the code has no more, by path and name.

    ``results``: whether a test killed a fault, by the path of its module and its name.
    """
    return [
        f"{row.path}: {row.name}" + ("" if row.place in results else " (the code has no such fault)")
        for row in table
        if row.result == "killed" and results.get(row.place, SURVIVED) == SURVIVED
    ]
