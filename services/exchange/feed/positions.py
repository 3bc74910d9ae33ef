"""Each receiver's own count of what it may have, in ``exchange.db``; each change is within the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence

from services.exchange.feed.counts import Counted, Look, Numbered
from services.exchange.feed.ports import RECORDS
from services.store.database import Database, Transaction


async def read_counted(database: Database, receiver: str, now_ms: int) -> Counted:
    """Zeros where nothing was counted yet."""
    ((upto, last, waits),) = await database.rows("counted", receiver, now_ms)
    return Counted(int(upto), int(last), bool(waits))


async def read_states(database: Database, receiver: str, records: Sequence[str]) -> dict[str, bytes]:
    """By record, those that are there."""
    rows = await database.rows("position_states", receiver, list(records)) if records else ()
    return {str(record): bytes(state) for record, state in rows}


async def read_positions(database: Database, receiver: str, since: int, most: int) -> list[Numbered]:
    """The first past a number, ascending; what waits to be counted is none of them."""
    return [
        Numbered(int(number), str(record)) for number, record in await database.rows("positions", receiver, since, most)
    ]


async def write_look(tx: Transaction, receiver: str, look: Look, now_ms: int) -> bool:
    """False, with nothing written, where the records were looked through from another number meanwhile."""
    if not await tx.rows("count_advance", receiver, look.since, look.upto):
        return False
    await tx.each("position_put", [(receiver, *each) for each in look.changed])
    await tx.each("position_drop", [(receiver, record) for record in look.gone])
    if look.whole:
        await tx.rows("position_count", receiver, now_ms)
        await tx.rows("count_last", receiver)
    if look.mark is not None:
        await tx.rows("set_mark", *look.mark)
    return True


async def count_anew(tx: Transaction, receiver: str, feed: str) -> None:
    """An epoch begins: nothing is counted, and what an epoch of before ended has no number of this one."""
    if feed == RECORDS:
        await tx.rows("position_end", receiver)
        await tx.rows("count_end", receiver)
        await tx.rows("sent_close", receiver)
