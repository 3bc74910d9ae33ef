"""Calls refused before their agency is known: counted, never answered in detail.

No leaf each (anyone could fill the log), one summary leaf a minute.
"""

from __future__ import annotations

from collections import Counter

MAX_PAIRS = 200
"""Distinct (thumbprint, reason) pairs a minute; what comes after is counted as ``other``."""


class RefusalCounts:
    """Counts per thumbprint prefix and step since the last summary. ``steps``: per step since the start."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self.steps: Counter[str] = Counter()

    def add(self, thumbprint: bytes, step: str) -> None:
        """Count one refusal; ``thumbprint`` is empty where TLS brought none."""
        key = f"{thumbprint.hex()[:16] or '-'}/{step}"
        if key not in self._counts and len(self._counts) >= MAX_PAIRS:
            key = "other"
        self._counts[key] += 1
        self.steps[step] += 1

    def drain(self) -> list[str]:
        """``thumbprint prefix/step=count`` lines, sorted; the counts starts anew."""
        lines = [f"{key}={count}" for key, count in sorted(self._counts.items())]
        self._counts.clear()
        return lines

    def take_back(self, lines: list[str]) -> None:
        """Count again what could not be logged."""
        for line in lines:
            key, _, count = line.rpartition("=")
            self._counts[key] += int(count)
