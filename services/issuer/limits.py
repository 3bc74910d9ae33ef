"""Requests per minute, per name: a bound on guessing and on one system's hunger. In memory, bounded."""

from __future__ import annotations

from services.issuer.errors import SlowDown

MINUTE_MS = 60_000
MAX_NAMES = 10_000


class PerMinute:
    """At most ``most`` requests per name and clock minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._minute = 0
        self._counts: dict[str, int] = {}

    def take(self, name: str, now_ms: int) -> None:
        """Count one; SlowDown beyond the limit. A clock that steps back keeps the current minute."""
        minute = now_ms // MINUTE_MS
        if minute > self._minute:
            self._minute = minute
            self._counts.clear()
        count = self._counts.get(name, 0)
        if count >= self._most or (not count and len(self._counts) >= MAX_NAMES):
            raise SlowDown("rate", retry_after_s=MINUTE_MS // 1000)
        self._counts[name] = count + 1
