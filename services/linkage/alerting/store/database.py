"""Alerts, what people said of them, and which rules run: ``alerts.db`` of the node's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.linkage.alerting.errors import AlertsUnavailable
from services.signing.keyfile import check_private
from services.store.private import open_private
from services.store.sqlite import SqliteDatabase

ROOT: Final = Path(__file__).with_name("sql")
FILE: Final = "alerts.db"


def open_database(path: Path) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. Raises UnsafeFile where it is looser, AlertsUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    return open_private(path, ROOT, AlertsUnavailable)
