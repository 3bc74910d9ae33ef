"""Break-glass sessions: their life, and who may end it. Pure.

OPEN, until the expiry that the server set (four hours at most); EXPIRED after it; REVIEWED
by another person of the same agency; CLOSED by another agency that it touched or by
oversight, which also counts as a review.
"""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_MS = 4 * 3600 * 1000
MAX_UNREVIEWED = 3
KINDS = frozenset({"POLICE", "FIA", "BORDER", "CHILD_PROTECTION"})
"""Agencies that may break glass: life at risk (docs/vocabulary.md, Glass)."""


@dataclass(frozen=True, slots=True)
class Session:
    """One session. Times are epoch milliseconds; ``purpose`` is the opener's; ``verdict`` is empty until reviewed."""

    id: str
    agency: str
    officer: str
    justification: str
    purpose: str
    opened_ms: int
    expires_ms: int
    reviewed_by: str = ""
    verdict: str = ""
    closed_by: str = ""

    def state(self, now_ms: int) -> str:
        """OPEN, EXPIRED, REVIEWED or CLOSED."""
        if self.closed_by:
            return "CLOSED"
        if self.reviewed_by:
            return "REVIEWED"
        return "OPEN" if now_ms < self.expires_ms else "EXPIRED"

    def usable(self, agency: str, officer: str, now_ms: int) -> bool:
        """Only by the officer who opened it, until its expiry or its review."""
        return self.agency == agency and self.officer == officer and self.state(now_ms) == "OPEN"
