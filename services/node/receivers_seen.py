"""Whom a node gives copies to, and how each stands: read off ``exchange.db``, whatever runs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final, NamedTuple

from services.exchange.feed.ledger import StoredLedger
from services.exchange.store.database import FILE, open_database
from services.node.receivers import paused_receivers
from services.node.sync_state import HOUR_MS, LEVEL, PAUSED, QUIET
from services.values.copies import RECORDS

UNACKNOWLEDGED: Final = "not acknowledged"


class ReceiverState(NamedTuple):
    """``acked``: number of the node's count that it has acknowledged; ``unacked``: pages since."""

    agency: str
    paused: bool
    acked: int
    unacked: int
    heard_ms: int

    def standing(self, now_ms: int, quiet_h: int) -> str:
        """One word for it at a time. ``quiet_h``: hours without a poll after which it is quiet."""
        if self.paused:
            return PAUSED
        if now_ms - self.heard_ms > quiet_h * HOUR_MS:
            return QUIET
        return UNACKNOWLEDGED if self.unacked else LEVEL


def receiver_states(folder: Path) -> list[ReceiverState]:
    """Every agency that ever pulled records. Raises ExchangeUnavailable, PeersError, UnsafeFile, OSError."""
    if not (folder / FILE).exists():
        return []
    paused, database = paused_receivers(folder), open_database(folder / FILE)
    try:
        found = asyncio.run(StoredLedger(database).followers())
    finally:
        database.close()
    return [
        ReceiverState(each.receiver, each.receiver in paused, each.acked, each.unacked, each.heard_ms)
        for each in found
        if each.feed == RECORDS
    ]
