"""Where a room's rows are, where a node's settings name a database of the operator's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.node.settings import NodeSettings, SettingsError
from services.signing.keyfile import read_password
from services.store.place import place_of as placed

if TYPE_CHECKING:
    from services.store.postgres.connecting import Place


def place_of(settings: NodeSettings, room: str, file: str) -> Place:
    """Of a room. ``file``: of the folder, where the room would be without a database.

    Raises StoreUnsafe where that file is there, UnsafeFile, SettingsError where PostgreSQL's driver is not installed.
    """
    named = settings.store_password_file
    password = read_password(settings.folder / named) if named else ""
    return placed(settings.store, room, settings.folder / file, password, SettingsError)
