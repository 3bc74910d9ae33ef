"""A desk's file in the node's folder, by the schema of the room whose desk it is."""

from __future__ import annotations

from pathlib import Path

from services.exchange.desk.errors import DeskUnavailable
from services.signing.keyfile import check_private
from services.store.private import open_private
from services.store.sqlite import SqliteDatabase


def open_database(path: Path, root: Path, *, marked: bool = False) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. ``root``: of the room's statements; ``marked``: as the store says.

    Raises UnsafeFile where it is looser, DeskUnavailable.
    """
    path.touch(mode=0o600)
    check_private(path)
    return open_private(path, root, DeskUnavailable, marked=marked)
