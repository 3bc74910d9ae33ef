"""Plans and releases: ``statistics.db`` of the node's folder. Nothing in it is about anybody."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.signing.keyfile import check_private
from services.statistics.errors import StatisticsUnavailable
from services.store.private import open_private
from services.store.sqlite import SqliteDatabase

ROOT: Final = Path(__file__).with_name("sql")
FILE: Final = "statistics.db"


def open_database(path: Path) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. Raises UnsafeFile where it is looser, StatisticsUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    return open_private(path, ROOT, StatisticsUnavailable, marked=True)
