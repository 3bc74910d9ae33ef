"""Requests about hits that have been settled for long: what the log proves of them stays in the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from services.exchange.hits.states import Request
from services.store.database import Database, Transaction

DAY_MS: Final = 86_400_000
KEPT_MS: Final = 92 * DAY_MS
"""After the last word on a settled request, and after the end of a release (P); an act and its request id as long."""
_AT_ONCE: Final = 500
_THINS: Final = ("thin_acts", "thin_granted", "thin_found", "thin_times")


async def thin(database: Database, opened: Callable[[bytes, bytes], Request], now_ms: int) -> int:
    """Let go of what is old enough, in one transaction; how many requests. ``opened``: of a token and a body."""

    async def thinned(tx: Transaction) -> int:
        rows = await tx.rows("untimed", _AT_ONCE)
        times = [(token, _since(opened(token, body)) if body else now_ms) for token, body in rows]
        await tx.each("keep_time", times)
        await tx.rows("time_acts", now_ms)
        before = now_ms - KEPT_MS
        gone = await tx.rows("thin_requests", before)
        for name in _THINS:
            await tx.rows(name, before)
        return len(gone)

    return await database.write(thinned)


def _since(request: Request) -> int:
    """Since when nothing is waited for and nothing is released by it."""
    return max((max(each.at_ms, each.until_ms) for each in request.said[-1:]), default=request.asked_ms)
