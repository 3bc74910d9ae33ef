"""The room put together over its store, and over what a node hands in."""

from __future__ import annotations

from collections.abc import Callable, Set
from pathlib import Path
from typing import NamedTuple

from services.statistics.app import ReleaseDesk
from services.statistics.layout import OF_HUB
from services.statistics.ports import Gates, Source
from services.statistics.store.database import FILE, open_database
from services.statistics.store.releases import StoredReleases


class OpenReleases(NamedTuple):
    """The releases of a process that serves them, over a store that is open."""

    releases: StoredReleases
    close: Callable[[], None]

    def over(self, source: Source, gates: Gates, tables: Set[str] = OF_HUB) -> ReleaseDesk:
        """What the methods call, counting what the source holds. ``tables``: those of the source."""
        return ReleaseDesk(self.releases, source, gates, tables)


def open_releases(folder: Path) -> OpenReleases:
    """Over ``statistics.db`` of the node's folder. Raises UnsafeFile, StatisticsUnavailable."""
    database = open_database(folder / FILE)
    return OpenReleases(StoredReleases(database), database.close)
