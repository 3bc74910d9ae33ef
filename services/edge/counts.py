"""What a process counts of its calls, for its operator: how many, how they ended, how long they took.

Kept by numbers alone: no agency, officer or case. Methods that nobody serves are counted as one, so that no caller
can make the tables grow.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

BOUNDS_MS: Final = (5, 10, 25, 100, 1000, 10_000)
"""Upper bounds of the buckets, each with its bound; what took longer is in one more."""
OTHER: Final = "other"


class Counts:
    """``calls``: (method, gRPC status, reason) -> calls. ``took``: method -> calls a bucket, then all milliseconds."""

    def __init__(self, methods: Iterable[str] = ()) -> None:
        self.calls: dict[tuple[str, int, str], int] = {}
        self.took: dict[str, list[int]] = {method: [0] * (len(BOUNDS_MS) + 2) for method in (*methods, OTHER)}

    def add(self, method: str, status: int, reason: str, ms: int) -> None:
        """Count one call that has ended. A clock that was set back meanwhile counts as no time."""
        row = self.took.get(method)
        if row is None:
            method, row = OTHER, self.took[OTHER]
        key = method, status, reason
        self.calls[key] = self.calls.get(key, 0) + 1
        row[bisect_left(BOUNDS_MS, ms)] += 1
        if ms > 0:
            row[-1] += ms
