"""When a registry that fails is asked again: a circuit breaker. Pure: it is handed the time, and never waits.

Closed, every question goes out. Open, none does until the pause is over; then one does, and the breaker is half-open
until its end is known: an answer closes it, a failure opens it for twice as long. (Nygard, Release It!, 5.2.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

FAILURES: Final = 3
"""In a row, until it opens."""
FIRST_PAUSE_MS: Final = 1_000
LONGEST_PAUSE_MS: Final = 60_000
TRIAL_MS: Final = 30_000
"""After so long the end of a trial is no longer waited for: whoever made it is gone."""


class State(StrEnum):
    """Whether questions go out."""

    CLOSED = "CLOSED"
    OPEN = "OPEN"
    HALF_OPEN = "HALF_OPEN"


@dataclass(frozen=True, slots=True)
class Breaker:
    """``failures``: in a row. ``until_ms``: end of the pause, or of the wait for a trial; ``pause_ms``: its length."""

    state: State = State.CLOSED
    failures: int = 0
    until_ms: int = 0
    pause_ms: int = 0

    def allows(self, now_ms: int) -> bool:
        """Whether a question may go out now."""
        return self.state is State.CLOSED or now_ms >= self.until_ms

    def asked(self, now_ms: int) -> Breaker:
        """After a question went out, which :meth:`allows` let out."""
        if self.state is State.CLOSED:
            return self
        return replace(self, state=State.HALF_OPEN, until_ms=now_ms + TRIAL_MS)

    def answered(self) -> Breaker:
        """After an answer that binds the registry, a refusal too."""
        return Breaker()

    def failed(self, now_ms: int) -> Breaker:
        """After none came, or one that binds nobody."""
        failures = self.failures + 1
        if failures < FAILURES:
            return replace(self, failures=failures)
        pause_ms = min(self.pause_ms * 2, LONGEST_PAUSE_MS) or FIRST_PAUSE_MS
        return Breaker(State.OPEN, failures, now_ms + pause_ms, pause_ms)
