"""Where a room's rows are, where settings name a database of the operator's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from services.store.errors import StoreUnsafe

if TYPE_CHECKING:
    from services.store.postgres.connecting import Place


def place_of(address: str, room: str, file: Path, password: str, wrong: Callable[[str], Exception]) -> Place:
    """Of a room, whose name its schema has. ``file``: where the room would be without a database.

    Raises StoreUnsafe where that file is there, and what ``wrong`` makes where PostgreSQL's driver is not installed.
    """
    if file.exists():
        raise StoreUnsafe(f"{file.name} is in the folder: `rabta store migrate` brings it over; else move it away")
    try:
        from services.store.postgres.connecting import Place
    except ModuleNotFoundError:
        raise wrong("store: needs what requirements-postgres.lock lists") from None
    return Place(address, room, password)
