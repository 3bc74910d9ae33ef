"""The store of records that the settings name: a file of the node's, or a database of the operator's."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.node.settings import SQLITE, NodeSettings, SettingsError
from services.records.ports import Store
from services.records.store import Settings, open_store
from services.signing.keyfile import read_private
from services.store.errors import StoreUnsafe

FILE: Final = "records.db"
LONGEST_PASSWORD: Final = 1024


def open_records(settings: NodeSettings) -> Store:
    """Open it, made or brought forward where needed.

    Raises StoreUnsafe, StorageUnavailable, UnsafeFile, SettingsError where PostgreSQL's driver is not installed.
    """
    file = settings.folder / FILE
    if settings.store == SQLITE:
        return open_store(file, Settings(max_pages=settings.store_pages))
    if file.exists():
        raise StoreUnsafe(f"{FILE} is in the folder, and nothing takes its records to the database: move it away")
    return _on_postgres(settings)


def _on_postgres(settings: NodeSettings) -> Store:
    try:
        from services.records.store.postgres import ROOM, open_postgres
        from services.store.postgres.connecting import Place
    except ModuleNotFoundError:
        raise SettingsError("store: needs what requirements-postgres.lock lists") from None
    return open_postgres(Place(settings.store, ROOM, _password(settings)))


def _password(settings: NodeSettings) -> str:
    if not settings.store_password_file:
        return ""
    raw = read_private(settings.folder / Path(settings.store_password_file), LONGEST_PASSWORD)
    return raw.decode("utf-8", "replace").strip()
