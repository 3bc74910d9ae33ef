"""Break-glass sessions: their life, when oversight's consent comes first, and who may end it. Pure.

WAITING, until oversight consents or its time is over; OPEN, until the expiry that the server set (four hours at most);
WITHOUT_SECOND where no second person has joined it within an hour of its opening; EXPIRED after its time; CLOSED by
oversight's review. REVIEWED is what a colleague's review, or CLOSED what an owner's, made of sessions of before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LONGEST_MS: Final = 4 * 3600 * 1000
SECOND_MS: Final = 3600 * 1000
"""Within this of its opening a second person joins a session (P)."""
WITHIN_MS: Final = 24 * 3600 * 1000
"""Sessions of this time before count as of one day, wherever midnight falls."""
OFFICERS: Final = 3
"""From this one of an officer within a day oversight consents first (P)."""
AGENCYS: Final = 10
"""From this one of an agency within a day oversight consents first (P)."""
KINDS: Final = frozenset({"POLICE", "FIA", "BORDER", "CHILD_PROTECTION"})
"""Agencies that may break glass: life at risk (docs/vocabulary.md, Glass)."""


@dataclass(frozen=True, slots=True)
class Session:
    """One session. Times are epoch milliseconds; ``purpose`` is the opener's; ``verdict`` is empty until reviewed.

    ``opened_ms``: when it was asked for, while it waits. ``waits``: for oversight's consent. ``second``: the second
    person, ``agency/officer``; empty for none.
    """

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
    waits: bool = False
    second: str = ""

    def state(self, now_ms: int) -> str:
        """WAITING, OPEN, WITHOUT_SECOND, EXPIRED, REVIEWED or CLOSED."""
        if self.closed_by:
            return "CLOSED"
        if self.reviewed_by:
            return "REVIEWED"
        if not (self.waits or self.second) and now_ms >= self.opened_ms + SECOND_MS:
            return "WITHOUT_SECOND"
        if now_ms >= self.expires_ms:
            return "EXPIRED"
        return "WAITING" if self.waits else "OPEN"

    def usable(self, agency: str, officer: str, now_ms: int) -> bool:
        """Only by the officer who opened it, while it is open."""
        return self.agency == agency and self.officer == officer and self.state(now_ms) == "OPEN"

    def second_until_ms(self) -> int:
        """Until when a second person must have joined; 0 where one has, and while it waits."""
        return 0 if self.waits or self.second else self.opened_ms + SECOND_MS


def must_wait(asked: Session, earlier: Iterable[Session]) -> bool:
    """Whether oversight consents to a session first. ``earlier``: those of its agency."""
    day = [one for one in earlier if not one.waits and one.opened_ms > asked.opened_ms - WITHIN_MS]
    mine = [one for one in day if one.officer == asked.officer]
    return len(mine) >= OFFICERS - 1 or len(day) >= AGENCYS - 1
