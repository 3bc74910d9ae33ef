"""The link store that the settings name: a file of the node's, or a database of the operator's."""

from __future__ import annotations

from typing import Final

from services.linkage.store.database import ROOM, open_at
from services.linkage.store.links import StoredLinks, links_of
from services.node.place import place_of
from services.node.settings import SQLITE, NodeSettings

FILE: Final = "linkage.db"


def open_links(settings: NodeSettings) -> StoredLinks:
    """Open it, made or brought forward where needed.

    Raises StoreUnsafe, StorageUnavailable, SchemaUnknown, UnsafeFile, SettingsError where PostgreSQL's driver is not
    installed.
    """
    if settings.store == SQLITE:
        return links_of(settings.folder / FILE)
    return StoredLinks(open_at(place_of(settings, ROOM, FILE)))
