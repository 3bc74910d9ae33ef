"""Alerts of one feed, numbered within the transaction of whoever tells them."""

from __future__ import annotations

from collections.abc import Sequence

from services.exchange.watches.store.at_rest import AtRest
from services.store.database import Transaction

_ALERT = b"alert "
_TOKEN_BYTES = 32


async def number(tx: Transaction, rest: AtRest, feed: bytes, matches: Sequence[tuple[str, str]], now_ms: int) -> int:
    """Number what was not told to a feed before: key and record of each; how many are new."""
    before = sequence = (await tx.rows("alert_head", feed))[0][0]
    for key, record in matches:
        match = rest.token("match", key)
        if await tx.rows("alert_known", feed, match):
            continue
        sequence += 1
        body = match + rest.sealed(key, _ALERT + feed + match)
        await tx.rows("keep_alert", feed, sequence, match, rest.token("record", record), now_ms, body)
    new: int = sequence - before
    return new


def key_of(rest: AtRest, feed: bytes, body: bytes) -> str:
    """Key of an alert; empty where it was erased. Raises WatchesUnavailable."""
    if not body:
        return ""
    return rest.opened(body[_TOKEN_BYTES:], _ALERT + feed + body[:_TOKEN_BYTES])
