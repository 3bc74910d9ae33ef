"""The issuer's bounds on requests a minute: what is beyond them is refused with the time to wait."""

from __future__ import annotations

from services.access import per_minute
from services.issuer.errors import SlowDown


class PerMinute(per_minute.PerMinute):
    """At most so many requests per name and clock minute."""

    def take(self, name: str, now_ms: int) -> None:
        """Count one; SlowDown beyond the limit."""
        if not self.admits(name, now_ms):
            raise SlowDown("rate", retry_after_s=per_minute.MINUTE_MS // 1000)
