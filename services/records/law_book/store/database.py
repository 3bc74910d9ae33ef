"""``law.db`` of a hub's folder: mode 0600, WAL, ``synchronous=FULL``; what is deleted is overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.records.errors import StorageUnavailable
from services.signing.keyfile import check_private
from services.store.private import open_private
from services.store.sqlite import SqliteDatabase

ROOT: Final = Path(__file__).with_name("sql")
FILE: Final = "law.db"


def open_database(path: Path) -> SqliteDatabase:
    """The file, made where it is absent. Raises UnsafeFile where others may read it, StorageUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    return open_private(path, ROOT, StorageUnavailable)
