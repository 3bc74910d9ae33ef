"""Which slots are filed under a key: sorted runs, few and each far longer than the next, and what came last in a dict.

A run is two arrays of one length: keys ascending, and the slot of each. Runs are merged when the newer one has grown
to a half of the older, so that a filing is moved a few dozen times at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Slots = NDArray[np.int32]

FRESH: Final = 1 << 15
"""Filings that are kept in a dict before they become a run."""
_NONE: Final[Slots] = np.empty(0, np.int32)


class Run(NamedTuple):
    """``keys`` ascend; ``slots``: of each."""

    keys: Keys
    slots: Slots


class Postings:
    """Filings are added and never taken away: whoever reads them asks whether a slot still holds its entry."""

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self._runs = list(runs)
        self._fresh: dict[int, list[int]] = defaultdict(list)
        self._held = 0

    def add(self, keys: Iterable[int], slot: int) -> None:
        """File a slot under keys of 64 bits."""
        for key in keys:
            self._fresh[key].append(slot)
            self._held += 1
        if self._held >= FRESH:
            self._settle()

    def found(self, keys: Iterable[int]) -> Slots:
        """Slots filed under any of the keys, ascending, each once."""
        sought = np.fromiter(keys, np.uint64)
        sought.sort()
        parts = [part for run in self._runs for part in _within(run, sought)]
        for key in sought.tolist():
            if key in self._fresh:
                parts.append(np.array(self._fresh[key], np.int32))
        return np.unique(np.concatenate(parts)) if parts else _NONE

    def runs(self) -> tuple[Run, ...]:
        """All filings; the runs themselves, which nothing changes any more."""
        self._settle()
        return tuple(self._runs)

    def _settle(self) -> None:
        if not self._held:
            return
        keys = np.fromiter((key for key, slots in self._fresh.items() for _ in slots), np.uint64, self._held)
        slots = np.fromiter((slot for slots in self._fresh.values() for slot in slots), np.int32, self._held)
        self._fresh.clear()
        self._held = 0
        self._runs.append(_sorted(keys, slots))
        while len(self._runs) > 1 and 2 * len(self._runs[-1].keys) > len(self._runs[-2].keys):
            self._merge()

    def _merge(self) -> None:
        newer, older = self._runs.pop(), self._runs.pop()
        keys = np.concatenate((older.keys, newer.keys))
        self._runs.append(_sorted(keys, np.concatenate((older.slots, newer.slots))))


def _sorted(keys: Keys, slots: Slots) -> Run:
    order = np.argsort(keys, kind="stable")
    return Run(keys[order], slots[order])


def _within(run: Run, sought: Keys) -> list[Slots]:
    begins = np.searchsorted(run.keys, sought, "left")
    ends = np.searchsorted(run.keys, sought, "right")
    return [run.slots[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True) if begin < end]
