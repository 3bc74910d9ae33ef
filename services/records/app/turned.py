"""What oversight is told of a page: roles that protected somebody and are turned, records that others' words raise.

A protected role that its owner turns into an offender's is shown to others after a week, long enough for prosecution
and oversight to look; whoever owns the record sees it at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.records.app.chain import Taken
from services.records.app.neighbours import Neighbourhood
from services.records.app.room import ClassBook
from services.records.classes import Derived
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


def raised(around: Neighbourhood, alone: Mapping[int, Derived], taken: Taken, agency: str) -> list[str]:
    """Alarms for records that are protected at their first writing by what others say, and by nothing of their owner's.

    A record may be planted to feel for what is hidden. Its writer sees it as written and learns nothing. A case's own
    papers follow whom it accuses, so they are no word of their owner's on anybody.
    """
    found = []
    own = any(
        place.head is not None and place.head.agency == agency and place.head.people and _protects(judged.derived)
        for place, judged in zip(around.places, around.judged, strict=True)
    )
    for place, judged in zip(around.places, around.judged, strict=True):
        record = place.member.record
        new = place.sound is not None and record.record_id not in taken.heads
        by_page = alone.get(id(place.member))
        if new and not own and _protects(judged.derived) and not (by_page and _protects(by_page)):
            found.append(f"raised-at-first-writing:{record.name}")
    return found


def _protects(derived: Derived) -> bool:
    age = derived.juvenile not in ("NO", "UNKNOWN")
    return age or derived.sealed or derived.own_sealed or derived.protected_person or derived.pseudonym
