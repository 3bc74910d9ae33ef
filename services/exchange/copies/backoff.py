"""How long a puller waits after a failure: twice as long each time, and never as long as others that began with it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

FIRST_S: Final = 1.0
LONGEST_S: Final = 60.0
_SPREAD: Final = 0.5


def _drawn() -> float:
    return os.urandom(1)[0] / 255


@dataclass
class Backoff:
    """``failures``: in a row."""

    failures: int = 0

    def failed(self, least_s: float = 0.0) -> float:
        """Seconds to wait after one more failure; ``least_s``: as the sender asks for."""
        wait_s = min(FIRST_S * 2.0 ** min(self.failures, 10), LONGEST_S)
        self.failures += 1
        return max(least_s, wait_s) * (1 + _SPREAD * _drawn())

    def succeeded(self) -> None:
        """Let the next failure be waited for as briefly as a first."""
        self.failures = 0
