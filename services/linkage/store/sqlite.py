"""The embedded store: stdlib SQLite, one file, several processes that read, one that writes at a time."""

from __future__ import annotations

from pathlib import Path

from services.linkage.store.class_rows import SqliteClassRows
from services.linkage.store.decisions import SqliteDecisions
from services.linkage.store.feeds import SqliteFeeds
from services.linkage.store.file import File


class SqliteLinkStore:
    """Keeps all in one file, as the port says: see :class:`services.linkage.ports.LinkStore`."""

    def __init__(self, path: Path) -> None:
        """Open or make the file at ``path``. Raises what :class:`File` raises."""
        self._file = File(path)
        self.classes = SqliteClassRows(self._file)
        self.feeds = SqliteFeeds(self._file)
        self.decisions = SqliteDecisions(self._file)

    async def close(self) -> None:
        """As the port says."""
        self._file.close()
