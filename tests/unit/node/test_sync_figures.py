"""Figures of the process that takes copies, in OpenMetrics, by peer and feed."""

from __future__ import annotations

from services.admin.openmetrics import render
from services.exchange.copies.seen import Seen
from services.node.sync_counts import Counts
from services.node.sync_figures import of_syncer

NOW = 1_770_000_000_000
HUB = Seen(
    heads={"records": 120, "orders": 3},
    taken={"records": 100, "orders": 3},
    heard_ms=NOW - 2_500,
    level_ms={"records": NOW - 9_000},
    trouble="malformed",
    pages={"records": 4, "orders": 1},
    items={"records": 90, "orders": 3},
)
COUNTS = Counts({"pk.hub": 2, "pk.gone": 5}, {"pk.hub": {"waiting": 1, "answered": 7}})


def lines() -> list[str]:
    return render(of_syncer({"pk.hub": HUB, "pk.fia": Seen()}, COUNTS, NOW)).splitlines()


def test_each_figure_of_each_peer_is_a_line() -> None:
    assert {
        'rabta_sync_lag_records{peer="pk.hub"} 20',
        'rabta_sync_lag_records{peer="pk.fia"} 0',
        'rabta_sync_lag_seconds{peer="pk.hub"} 9.0',
        'rabta_sync_lag_seconds{peer="pk.fia"} 0.0',
        'rabta_sync_heard_seconds{peer="pk.hub"} 2.5',
        'rabta_sync_trouble{peer="pk.hub"} 1',
        'rabta_sync_trouble{peer="pk.fia"} 0',
        'rabta_sync_pages_total{peer="pk.hub",feed="records"} 4',
        'rabta_sync_items_total{peer="pk.hub",feed="orders"} 3',
        'rabta_sync_aside{peer="pk.hub"} 2',
        'rabta_sync_orders{peer="pk.hub",state="waiting"} 1',
        'rabta_sync_orders{peer="pk.hub",state="answered"} 7',
    } <= set(lines())


def test_a_peer_that_was_never_heard_has_no_age_and_who_is_no_peer_no_line() -> None:
    assert not [line for line in lines() if "heard_seconds{" in line and "pk.fia" in line]
    assert not [line for line in lines() if "pk.gone" in line]


def test_who_is_level_is_not_behind() -> None:
    level = Seen(heads={"records": 5}, taken={"records": 5}, level_ms={"records": NOW - 60_000})
    assert 'rabta_sync_lag_seconds{peer="pk.hub"} 0.0' in render(of_syncer({"pk.hub": level}, Counts(), NOW))
