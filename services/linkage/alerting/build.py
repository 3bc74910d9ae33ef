"""The room put together over its store and over the link graph's room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from services.linkage.alerting.app import AlertDesk
from services.linkage.alerting.protection_desk import ProtectionDesk
from services.linkage.alerting.store.alerts import StoredAlerts
from services.linkage.alerting.store.database import FILE, open_database
from services.linkage.app.context import Context
from services.linkage.detectors.registry import detectors
from services.linkage.snapshot_ports import Recent


class AlertRoom(NamedTuple):
    """What the service serves; ``clock``: epoch milliseconds, of erasures."""

    desk: AlertDesk
    protection: ProtectionDesk
    clock: Callable[[], int]


class OpenAlerts(NamedTuple):
    """The store of a process, open."""

    alerts: StoredAlerts
    close: Callable[[], None]

    def over(self, context: Context, recent: Recent, clock: Callable[[], int]) -> AlertRoom:
        """What the methods call, asking this room for cases and classes, and the records for what they say now."""
        desk = AlertDesk(context, self.alerts, recent, detectors())
        return AlertRoom(desk, ProtectionDesk(context, self.alerts, recent, detectors()), clock)


def open_alerts(folder: Path, secret: bytes) -> OpenAlerts:
    """Over ``alerts.db`` of the node's folder. ``secret``: the node's, of which keys are derived.

    Raises UnsafeFile, AlertsUnavailable.
    """
    database = open_database(folder / FILE)
    return OpenAlerts(StoredAlerts(database, secret), database.close)
