"""A protected role that its owner turns into an offender's: others are shown the new one after a week.

A week is long enough for prosecution and oversight to look; whoever owns the record sees it at once.
"""

from __future__ import annotations

from typing import Final

from services.records.app.chain import Taken
from services.records.app.room import ClassBook
from services.records.domain import OFFENDER_ROLES, PROTECTED_ROLES
from services.records.ports import Transaction

HELD_MS: Final = 7 * 86_400_000


async def hold_back(tx: Transaction, book: ClassBook, taken: Taken, now_ms: int) -> dict[str, int]:
    """Record id -> until when its role is held back, of the page's records of which one is.

    Each turn is an alarm in ``taken``.
    """
    before = await book.of(tx, {head.own for head in taken.heads.values()})
    roles = {record_id: before[head.own].role for record_id, head in taken.heads.items()}
    held = {
        record_id: -head.until_ms
        for record_id, head in taken.heads.items()
        if head.until_ms is not None and -head.until_ms > now_ms
    }
    for each in taken.accepted:
        record = each.record
        was, roles[record.record_id] = roles.get(record.record_id, ""), record.role
        if record.role in OFFENDER_ROLES and record.kind != "LIST_ENTRY":
            if was in PROTECTED_ROLES:
                held[record.record_id] = now_ms + HELD_MS
                taken.alarms.append(f"role-turned:{each.name}")
        else:
            held.pop(record.record_id, None)
    accepted = {each.record.record_id for each in taken.accepted}
    return {record_id: until for record_id, until in held.items() if record_id in accepted}
