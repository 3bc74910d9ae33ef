"""The store of oversight that the settings name: a file of the node's, or a database of the operator's."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final

from services.node.place import place_of
from services.node.settings import SQLITE, NodeSettings
from services.oversight.ports import Standing
from services.oversight.store.database import ROOM, open_at, open_database, read_standings
from services.oversight.store.refusals import standings
from services.store.database import Database

FILE: Final = "oversight.db"


def open_oversight(settings: NodeSettings) -> Database:
    """Open it, made where it is absent.

    Raises StoreUnsafe, StoreUnavailable, UnsafeFile, SettingsError where PostgreSQL's driver is not installed.
    """
    if settings.store == SQLITE:
        return open_database(settings.folder / FILE)
    return open_at(place_of(settings, ROOM, FILE))


def standings_of(settings: NodeSettings) -> Mapping[str, Standing]:
    """What issuers told, whatever runs; empty where nobody told yet. Not to be called where a loop runs.

    Raises what :func:`open_oversight` raises.
    """
    if settings.store == SQLITE:
        file = settings.folder / FILE
        return read_standings(file) if file.exists() else {}
    return asyncio.run(_told(settings))


async def _told(settings: NodeSettings) -> Mapping[str, Standing]:
    database = open_oversight(settings)
    try:
        return standings(await database.rows("standings"))
    finally:
        database.close()
