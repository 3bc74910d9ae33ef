"""Provisional identities: ``provisional.db`` of the registry's node, apart from its register."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.identity.provisional.errors import StoreUnavailable
from services.signing.keyfile import check_private
from services.store.private import open_private
from services.store.sqlite import SqliteDatabase

ROOT: Final = Path(__file__).with_name("sql")
FILE: Final = "provisional.db"


def open_database(path: Path) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. Raises UnsafeFile where it is looser, StoreUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    return open_private(path, ROOT, StoreUnavailable)
