"""What changed, counted for one receiver: each record that it may have otherwise than before gets its next number.

All changes are looked through before any gets a number, and they get theirs in the order in which the versions were
taken. So neither a change that is not for the receiver nor one that gives it the same again moves a number, the order,
a head or the end of a page (AUTHORITY 6).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.exchange.errors import CursorWrongEpoch, StillCounting
from services.exchange.feed.app.context import Context
from services.exchange.feed.counts import Counted, Look, Mark, Position
from services.exchange.feed.ports import RECORDS, Change
from services.exchange.feed.rights import Rights

AT_ONCE: Final = 500
"""Changes that are looked at in one go."""
WRITTEN: Final = 2000
"""So many that give the receiver nothing are looked at again by the next call, rather than written down."""
LONGEST_MS: Final = 4_000
"""A peer waits 15 s for an answer, and a hub may have millions of changes."""


async def count_changes(context: Context, rights: Rights, epoch: int, seen: int = 0) -> Counted:
    """How the receiver's count stands with all that there is.

    ``seen``: a change up to which all was looked through by this call already. Raises StillCounting where looking takes
    longer than a caller waits, CursorWrongEpoch, StorageUnavailable, ExchangeUnavailable.
    """
    receiver, until_ms = rights.receiver.id, context.clock() + LONGEST_MS
    while True:
        stands = await context.ledger.counted(receiver, rights.now_ms)
        at, head = max(stands.upto, seen), await context.records.head()
        if at >= head and not stands.waits:
            return stands._replace(upto=at)
        if context.clock() >= until_ms:
            raise StillCounting(retry_after_s=1)
        look, upto = await _look(context, rights, stands, at)
        seen = upto
        if look is not None and not await context.ledger.count(receiver, epoch, look, rights.now_ms):
            await _check_epoch(context, receiver, epoch)
        await asyncio.sleep(0)


async def _check_epoch(context: Context, receiver: str, epoch: int) -> None:
    """Raise CursorWrongEpoch where another process began a later one; else somebody counted, and the rest is left."""
    standing = await context.ledger.standing(receiver, RECORDS)
    if standing is None or standing.epoch != epoch:
        raise CursorWrongEpoch


async def _look(context: Context, rights: Rights, stands: Counted, at: int) -> tuple[Look | None, int]:
    """What some of the changes come to, and up to which; None where there is nothing to write down yet."""
    found = await context.records.changes(at, AT_ONCE)
    upto, whole = max(found.upto, at), found.upto >= found.head
    changed, gone = await _differing(context, rights, found.rows)
    if not changed and not gone and not (whole and stands.waits) and upto - stands.upto < WRITTEN:
        return None, upto
    newest = max(found.rows, key=lambda each: each.seq, default=None)
    mark = Mark(found.head, newest.seq, await context.records.mark(newest.seq)) if newest else None
    return Look(stands.upto, upto, changed, gone, whole, mark), upto


async def _differing(context: Context, rights: Rights, changes: Sequence[Change]) -> tuple[list[Position], list[str]]:
    """Records of which the receiver may have something else than before, and those that it never had and may not."""
    names = [each.record for each in changes]
    before = await context.ledger.states(rights.receiver.id, names)
    ends = await context.ledger.to_end(rights.receiver.id, names, 0)
    changed: list[Position] = []
    gone: list[str] = []
    for each in changes:
        state, due_ms = _state(rights, each, given=each.record in ends)
        if not state and each.record not in ends:
            gone += [each.record] if each.record in before else []
        elif before.get(each.record) != state:
            changed.append(Position(each.record, each.seq, due_ms, state))
    return changed, gone


def _state(rights: Rights, change: Change, *, given: bool) -> tuple[bytes, int]:
    """What the receiver may have, and from when: who was not given the record gets a role that is held back later."""
    due_ms = 0 if given else rights.waits_ms(change)
    return (replace(rights, now_ms=due_ms) if due_ms else rights).state_of(change), due_ms
