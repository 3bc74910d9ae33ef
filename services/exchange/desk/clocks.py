"""When a silence is told, and to whom. Pure. Times are epoch milliseconds."""

from __future__ import annotations

from typing import Final

from services.vocabulary.hits import Escalation

NEVER: Final = 9_223_372_036_854_775_807
"""Later than every time."""


def escalation(due_ms: int, clock_ms: int, now_ms: int) -> Escalation | None:
    """Who is told by now: from ``due_ms`` on the owner's escalation desk, a clock later oversight."""
    if now_ms < due_ms:
        return None
    return Escalation.OVERSIGHT if now_ms >= due_ms + clock_ms else Escalation.DESK
