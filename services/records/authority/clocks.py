"""The clocks of claims: when an answer is due, when oversight may decide, how long that holds (policy). Pure.

Times are epoch milliseconds.
"""

from __future__ import annotations

from typing import Final

HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS
UPHELD_MS: Final = 30 * DAY_MS
"""How long a protective word holds that two officers of oversight upheld."""
HIDDEN_MS: Final = 3 * DAY_MS
"""How long a protecting body's word alone hides papers in an offender's role."""
HIDDEN_AGAIN_MS: Final = 90 * DAY_MS
"""How long after that word began no body's word begins anew for the same person."""
BORN_MS: Final = 30 * DAY_MS
"""How long a stranger's document of a birth counts for others' records; once a person over all speakers."""
PAPER_MS: Final = 14 * DAY_MS
"""How long an order on paper holds others' papers: a week to be read, and one more past its clock."""
BEFORE_MS: Final = 30 * DAY_MS
"""How long words of before voices were kept protect as they did, from when the store changed over."""
PROTECTIVE: Final = frozenset({"AGE", "PROTECTED_ROLE", "SEALED", "PROTECTED_PERSON", "DIVERSION"})
"""Facts that two officers of oversight may let hold; silence never accuses, so no other."""
TO_CONFIRM: Final = frozenset({"EXTRACT", "ORDER_ON_PAPER"})
"""What waits for two officers of oversight from the first day: a copy that they read. Confirmed, it is so for good."""
TO_OVERSIGHT: Final = TO_CONFIRM | {"PROTECTED_PERSON"}
"""What oversight alone is told, and may decide at once."""
_OPEN: Final = frozenset({"OPEN", "ASKED_COURT"})


def due_after_ms(fact: str, in_custody: bool) -> int:
    """How long the owner has: the age of somebody in custody 24 hours, sealing or protection 72, else 7 days."""
    if fact == "AGE" and in_custody:
        return DAY_MS
    if fact in ("SEALED", "PROTECTED_PERSON"):
        return 3 * DAY_MS
    return 7 * DAY_MS


def state_at(state: str, due_ms: int, upheld_until_ms: int, now_ms: int) -> str:
    """A claim's state as of now: an open one is OVERDUE past its clock, an upheld one OPEN again past its end."""
    if not due_ms:
        return "WITHDRAWN" if state == "WITHDRAWN" else "NOTICE"
    if state == "UPHELD" and now_ms >= upheld_until_ms and upheld_until_ms:
        return "OVERDUE"
    return "OVERDUE" if state in _OPEN and now_ms >= due_ms else state


def may_decide(decision: str, fact: str, state: str, raised_ms: int, due_ms: int, now_ms: int) -> bool:
    """Whether two officers of oversight may decide: what they are told at once, protective facts at twice the clock.

    What they upheld they may end.
    """
    if state == "UPHELD":
        return decision == "REJECTED"
    if state not in ("OPEN", "OVERDUE", "ASKED_COURT") or not due_ms:
        return False
    if fact in TO_OVERSIGHT:
        return True
    return fact in PROTECTIVE and now_ms >= raised_ms + 2 * (due_ms - raised_ms)
