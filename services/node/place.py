"""Where a room's rows are, where a node's settings name a database of the operator's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from services.node.settings import NodeSettings, SettingsError
from services.signing.keyfile import read_private
from services.store.errors import StoreUnsafe

if TYPE_CHECKING:
    from services.store.postgres.connecting import Place

LONGEST_PASSWORD: Final = 1024


def place_of(settings: NodeSettings, room: str, file: str) -> Place:
    """Of a room, whose name its schema has. ``file``: of the folder, where the room would be without a database.

    Raises StoreUnsafe where that file is there, UnsafeFile, SettingsError where PostgreSQL's driver is not installed.
    """
    if (settings.folder / file).exists():
        raise StoreUnsafe(f"{file} is in the folder, and nothing takes it to the database: move it away")
    try:
        from services.store.postgres.connecting import Place
    except ModuleNotFoundError:
        raise SettingsError("store: needs what requirements-postgres.lock lists") from None
    return Place(settings.store, room, _password(settings))


def _password(settings: NodeSettings) -> str:
    if not settings.store_password_file:
        return ""
    raw = read_private(settings.folder / Path(settings.store_password_file), LONGEST_PASSWORD)
    return raw.decode("utf-8", "replace").strip()
