"""Requests per minute, per name: a bound on guessing and on one caller's hunger. In memory, bounded."""

from __future__ import annotations

from typing import Final

MINUTE_MS: Final = 60_000
MAX_NAMES: Final = 10_000


class PerMinute:
    """At most ``most`` requests per name and clock minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._minute = 0
        self._counts: dict[str, int] = {}

    def admits(self, name: str, now_ms: int) -> bool:
        """Count one, and whether it is within the limit. A clock that steps back keeps the current minute."""
        minute = now_ms // MINUTE_MS
        if minute > self._minute:
            self._minute = minute
            self._counts.clear()
        count = self._counts.get(name, 0)
        if count >= self._most or (not count and len(self._counts) >= MAX_NAMES):
            return False
        self._counts[name] = count + 1
        return True
