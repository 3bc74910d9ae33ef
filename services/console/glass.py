"""Broken glass as a login knows it: which session of the hub its reads cite, for which reason, until when. Pure.

The hub alone decides whether a session is open, and what it lifts; nothing here lifts anything. What is kept here can
only cite less than the hub would take: for the reason under which the glass was broken alone, and until its time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.client.reason import Reason

LIFTED: Final = frozenset({"CASE_NOT_YOURS"})
"""Refusals that an open session lifts (docs/vocabulary.md, row 3); rows 35 and 36, lifted too, refuse nothing."""
OVER: Final = "BREAK_GLASS_INVALID"
"""The hub's word where no such session is open for this officer: it is reviewed, closed, or over."""
_MINUTE_MS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Glass:
    """``id``: as the hub named it. ``until_ms``: epoch ms; 0 where it was opened elsewhere, and the hub alone knows.

    ``why``: for which it is cited; ``aside``: the officer has put it aside, and nothing cites it. ``second_until_ms``:
    epoch ms, until when a second person must join; 0 where one has, or where it is not known.
    """

    id: str
    until_ms: int
    why: Reason
    aside: bool = False
    second_until_ms: int = 0

    def over(self, now_ms: int) -> bool:
        """Whether its time is known to be over."""
        return 0 < self.until_ms <= now_ms

    def cited(self, why: Reason | None, now_ms: int) -> str:
        """Its id where reads for ``why`` cite it now; empty else."""
        return "" if self.aside or why != self.why or self.over(now_ms) else self.id

    def minutes(self, now_ms: int) -> int:
        """Whole minutes that are left, the last one begun counted as one; 0 where they are not known."""
        return _minutes(self.until_ms, now_ms)

    def second_minutes(self, now_ms: int) -> int:
        """Whole minutes in which a second person must join, counted as :meth:`minutes`; 0 where none must any more."""
        return _minutes(self.second_until_ms, now_ms)


def _minutes(until_ms: int, now_ms: int) -> int:
    return -(-(until_ms - now_ms) // _MINUTE_MS) if until_ms > now_ms else 0
