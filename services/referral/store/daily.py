"""How many referrals, and how many claims, an officer and their body may send in one day of Pakistan.

It is counted within the transaction that sends one: what is refused is undone with its count, and what is sent again
under its request id counts once. An officer has less than their body, so that nobody alone uses up the day of the
others; another body's day is no other's to spend.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from services.access.errors import Violation
from services.access.request_id import Act
from services.referral.errors import DaySpent
from services.referral.store.at_rest import AtRest
from services.store.database import Transaction
from services.tables.days import DAY_MS
from services.tables.zone import PAKISTAN_MS
from services.values.dates import today

_MINUTE_MS: Final = 60_000


class Daily(NamedTuple):
    """``officer``, ``agency``: how many of a kind they send in a day (P); each kind is counted by itself."""

    officer: int
    agency: int


A_DAY: Final = Daily(300, 1000)
"""Of referrals, and of claims: a raid on one kiln frees a hundred people, and each may need several kinds of help."""


async def spend(tx: Transaction, rest: AtRest, daily: Daily, act: Act, now_ms: int) -> None:
    """Count one more. Raises DaySpent, which says whose day it is and how long it lasts."""
    day = today(now_ms)
    await tx.rows("forget_days", day - 1)
    for whose, most, who in (("officer", daily.officer, (act.officer,)), ("agency", daily.agency, ())):
        ((sent,),) = await tx.rows("spend_day", rest.token("day", act.agency, *who), day)
        if sent > most:
            broken = Violation("", f"{whose}-day", f"{most} a day are the most that an {whose} sends")
            raise DaySpent(broken, retry_after_s=_left_s(now_ms))


def _left_s(now_ms: int) -> int:
    """Seconds until Pakistan's midnight, in whole minutes."""
    left_ms = DAY_MS - (now_ms + PAKISTAN_MS) % DAY_MS
    return -(-left_ms // _MINUTE_MS) * 60
