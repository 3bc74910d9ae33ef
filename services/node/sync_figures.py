"""What the process that takes copies tells on its admin port: figures of each peer, by the names in the node's list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.admin.openmetrics import Family, Sample
from services.exchange.copies.seen import Seen
from services.node.sync_counts import Counts
from services.values.copies import RECORDS

Seens = Mapping[str, Seen]


def of_syncer(seen: Seens, counts: Counts, now_ms: int) -> list[Family]:
    """Lag, what was taken since the process began, what is kept aside, and orders by how far they are."""
    orders = tuple(
        Sample(number, (("peer", peer), ("state", state)))
        for peer, states in counts.orders.items()
        for state, number in states.items()
    )
    return [
        Family("rabta_sync_lag_records", "gauge", "Numbers of a peer's count not taken.", _each(seen, _lag)),
        Family(
            "rabta_sync_lag_seconds",
            "gauge",
            "Time since nothing of a peer was left to take.",
            _each(seen, lambda one: _lag_ms(one, now_ms) / 1000),
            "seconds",
        ),
        Family(
            "rabta_sync_heard_seconds",
            "gauge",
            "Time since a peer's last proven answer.",
            tuple(Sample((now_ms - one.heard_ms) / 1000, _peer(name)) for name, one in seen.items() if one.heard_ms),
            "seconds",
        ),
        Family("rabta_sync_trouble", "gauge", "1 while a peer's feeds cannot be taken.", _each(seen, _troubled)),
        Family("rabta_sync_pages", "counter", "Pages taken.", _by_feed(seen, lambda one: one.pages)),
        Family("rabta_sync_items", "counter", "Items of pages taken.", _by_feed(seen, lambda one: one.items)),
        Family(
            "rabta_sync_aside",
            "gauge",
            "Items kept aside as they could not be taken.",
            tuple(Sample(counts.aside.get(name, 0), _peer(name)) for name in seen),
        ),
        Family("rabta_sync_orders", "gauge", "Orders to erase, by how far they are.", orders),
    ]


def _peer(name: str) -> tuple[tuple[str, str], ...]:
    return (("peer", name),)


def _each(seen: Seens, of: Callable[[Seen], int | float]) -> tuple[Sample, ...]:
    return tuple(Sample(of(one), _peer(name)) for name, one in seen.items())


def _by_feed(seen: Seens, of: Callable[[Seen], Mapping[str, int]]) -> tuple[Sample, ...]:
    return tuple(
        Sample(number, (*_peer(name), ("feed", feed)), "_total")
        for name, one in seen.items()
        for feed, number in of(one).items()
    )


def _lag(one: Seen) -> int:
    return max(one.heads.get(RECORDS, 0) - one.taken.get(RECORDS, 0), 0)


def _lag_ms(one: Seen, now_ms: int) -> int:
    """0 where nothing is left, and where nothing ever was."""
    level_ms = one.level_ms.get(RECORDS, 0)
    return now_ms - level_ms if level_ms and _lag(one) else 0


def _troubled(one: Seen) -> int:
    return int(bool(one.trouble))
