"""Adds up what became of a file: rows read = accepted + unchanged + rejected + refused.

A row states several records; it counts once, by the worst that happened to one of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum


class Fate(IntEnum):
    """What became of a version or a row, from harmless to bad."""

    UNCHANGED = 0
    ACCEPTED = 1
    REJECTED = 2
    REFUSED = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """Sums of one run. Rows: ``rows`` = accepted + unchanged + rejected + refused; versions likewise."""

    rows: int
    accepted: int
    unchanged: int
    rejected: int
    refused: int
    versions: int
    versions_accepted: int
    versions_unchanged: int
    versions_rejected: int
    versions_refused: int
    pages: int


class ImportCounts:
    """Counts while a file is read; holds only rows whose versions are still under way."""

    def __init__(self) -> None:
        self.pages = 0
        self._read = 0
        self._rows: Counter[Fate] = Counter()
        self._versions: Counter[Fate] = Counter()
        self._open: dict[int, tuple[int, Fate]] = {}

    def row(self, number: int, versions: int) -> None:
        """A row was read that states that many versions. ValueError for a row number given twice while open."""
        if number in self._open:
            raise ValueError("row numbers must differ")
        self._read += 1
        if versions:
            self._open[number] = (versions, Fate.UNCHANGED)
        else:
            self._rows[Fate.UNCHANGED] += 1

    def rejected_row(self) -> None:
        """A row was read that went to the reject file."""
        self._read += 1
        self._rows[Fate.REJECTED] += 1

    def settle(self, number: int, fate: Fate) -> None:
        """One version of a row has met its fate. Versions of rows of an earlier run count for nothing here."""
        if number not in self._open:
            return
        self._versions[fate] += 1
        left, worst = self._open.pop(number)
        worst = max(worst, fate)
        if left > 1:
            self._open[number] = (left - 1, worst)
        else:
            self._rows[worst] += 1

    @property
    def under_way(self) -> int:
        """Rows that still wait for the hub."""
        return len(self._open)

    def summary(self) -> Summary:
        """The sums, once nothing is under way; before that, rows under way are missing from the parts."""
        rows, versions = self._rows, self._versions
        return Summary(
            rows=self._read,
            accepted=rows[Fate.ACCEPTED],
            unchanged=rows[Fate.UNCHANGED],
            rejected=rows[Fate.REJECTED],
            refused=rows[Fate.REFUSED],
            versions=versions.total(),
            versions_accepted=versions[Fate.ACCEPTED],
            versions_unchanged=versions[Fate.UNCHANGED],
            versions_rejected=versions[Fate.REJECTED],
            versions_refused=versions[Fate.REFUSED],
            pages=self.pages,
        )
