"""The store of records that the settings name: a file of the node's, or a database of the operator's."""

from __future__ import annotations

from typing import Final

from services.node.place import place_of
from services.node.settings import SQLITE, NodeSettings
from services.records.ports import Store
from services.records.store import Settings, open_store

FILE: Final = "records.db"
ROOM: Final = "records"


def open_records(settings: NodeSettings) -> Store:
    """Open it, made or brought forward where needed.

    Raises StoreUnsafe, StorageUnavailable, UnsafeFile, SettingsError where PostgreSQL's driver is not installed.
    """
    if settings.store == SQLITE:
        return open_store(settings.folder / FILE, Settings(max_pages=settings.store_pages))
    place = place_of(settings, ROOM, FILE)
    from services.records.store.postgres import open_postgres

    return open_postgres(place)
