"""What the hub does with its records between calls, a batch at a time.

It destroys keys, seals anew, judges again, and raises claims that waited.
"""

from __future__ import annotations

from services.membership.registry import Registry
from services.records.app.again import NOTHING, judge_again
from services.records.app.claims_waiting import come_up
from services.records.app.context import Context
from services.records.app.erasing import seal_anew, settle
from services.records.judging_port import Left


async def keep(context: Context, registry: Registry, now_ms: int) -> Left:
    """One batch of each, where there is one to do; what is left to judge, to seal, or to raise.

    Store and keys are brought together where that could not be done at the start. Raises StorageUnavailable and
    StoreUnsafe.
    """
    await settle(context)
    more = await seal_anew(context)
    more = await come_up(context, now_ms) or more
    left = await judge_again(context, registry, now_ms)
    return Left(1, 0) if more and left == NOTHING else left
